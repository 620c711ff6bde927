/** The real SDK clients, pointed at the fake. */
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import { worldRegion } from '../../scenarios/world.ts'

export interface Clients {
  readonly elb: ElasticLoadBalancingV2Client
  readonly ec2: EC2Client
  readonly cloudwatch: CloudWatchClient
  readonly logs: CloudWatchLogsClient
  readonly ecs: ECSClient
  readonly cloudtrail: CloudTrailClient
  readonly lambda: LambdaClient
  readonly s3: S3Client
}

/** Clients that try once. */
export function clientsOf(endpoint: string, region: string = worldRegion): Clients {
  const settings = { endpoint, region, maxAttempts: 1, credentials: { accessKeyId: 'fake', secretAccessKey: 'fake' } }
  return {
    elb: new ElasticLoadBalancingV2Client(settings),
    ec2: new EC2Client(settings),
    cloudwatch: new CloudWatchClient(settings),
    logs: new CloudWatchLogsClient(settings),
    ecs: new ECSClient(settings),
    cloudtrail: new CloudTrailClient(settings),
    lambda: new LambdaClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
  }
}
