/** The fake, started for one test, with the real SDK clients pointed at it. */
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import { expect, onTestFinished } from 'vitest'
import { shop } from '../../scenarios/shop.ts'
import { type World, worldRegion } from '../../scenarios/world.ts'
import { type FakeAws, type FakeOptions, startFakeAws } from './server.ts'

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

/** Starts the fake until the test is over. */
export async function start(world: World = shop, options: FakeOptions = {}): Promise<Clients & { readonly fake: FakeAws }> {
  const fake = await startFakeAws(world, options)
  onTestFinished(() => fake.close())
  return { fake, ...clientsOf(fake.url) }
}

/** What an SDK error of this name and status looks like. */
export function refusal(name: string, status: number, message: RegExp = /./): object {
  return {
    name,
    message: expect.stringMatching(message),
    $metadata: expect.objectContaining({ httpStatusCode: status }),
  }
}
