/** What the log sources are handed: how to ask AWS, where to look, and for which time. */
import type { AthenaClient } from '@aws-sdk/client-athena'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Progress } from '../collect/progress.ts'
import type { CallRecord, TimeWindow } from '../core/evidence.ts'
import type { Ask } from './ask.ts'

/** Where to read request logs. `auto`: wherever the load balancer says it writes them. */
export type LogChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'off' }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'group'; readonly name: string }
  /** `database.table`. Its queries write their results where the work group says. */
  | { readonly kind: 'athena'; readonly database: string; readonly table: string }

/** The clients for what is not asked call by call: object bodies, log events, queries. */
export interface LogClients {
  readonly s3: S3Client
  readonly logs: CloudWatchLogsClient
  readonly athena: AthenaClient
}

export interface LogRequest {
  readonly ask: Ask
  /** Adds a record that did not come from `ask`: a LogReading, or the reason why there is none. */
  readonly record: (record: CallRecord) => void
  readonly client: <Name extends keyof LogClients>(name: Name, region: string) => Promise<LogClients[Name]>
  readonly region: string
  /** The load balancer's account, twelve digits; null when unknown. */
  readonly account: string | null
  readonly loadBalancerArn: string
  /** The load balancer's attributes; null when they could not be read. */
  readonly settings: Promise<Readonly<Record<string, string>> | null>
  readonly choice: LogChoice
  readonly window: TimeWindow
  /** When collecting began: what is later than the newest log may still be on its way. */
  readonly now: Date
  /** Aborted at the deadline: stop reading, and record what was read as partial. */
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}
