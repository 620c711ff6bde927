/** Loads the SDK client of a service when it is first needed, and not before: each is a bundle chunk of its own. */
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { EC2Client } from '@aws-sdk/client-ec2'
import type { ECSClient } from '@aws-sdk/client-ecs'
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { ClientSettings, Connection, ServiceName } from './connection.ts'
import type { LogClients } from './log-request.ts'

/** The SDK's client of each service that is asked. */
export interface AwsClients extends LogClients {
  readonly elasticloadbalancing: ElasticLoadBalancingV2Client
  readonly ec2: EC2Client
  readonly cloudwatch: CloudWatchClient
  readonly lambda: LambdaClient
  readonly ecs: ECSClient
  readonly cloudtrail: CloudTrailClient
}

export type ConnectionOf<Service extends ServiceName> = Connection<Service, AwsClients[Service]>

export const connectors: {
  readonly [Service in ServiceName]: (given: ClientSettings | AwsClients[Service]) => Promise<ConnectionOf<Service>>
} = {
  elasticloadbalancing: async (given) => (await import('./services/elasticloadbalancing.ts')).connect(given),
  ec2: async (given) => (await import('./services/ec2.ts')).connect(given),
  cloudwatch: async (given) => (await import('./services/cloudwatch.ts')).connect(given),
  lambda: async (given) => (await import('./services/lambda.ts')).connect(given),
  ecs: async (given) => (await import('./services/ecs.ts')).connect(given),
  cloudtrail: async (given) => (await import('./services/cloudtrail.ts')).connect(given),
  logs: async (given) => (await import('./services/logs.ts')).connect(given),
  athena: async (given) => (await import('./services/athena.ts')).connect(given),
  s3: async (given) => (await import('./services/s3.ts')).connect(given),
}
