/** What the log sources gave, or why there is nothing. */
import { type Fact, type Source, type UnknownFact, unknown } from '../../core/fact.ts'
import type { LoadBalancer, LogDestination } from '../../core/model.ts'
import type { LogReading, ProbeLogReading } from '../../core/traffic.ts'
import { isLogReading, isProbeLogReading } from '../../normalise/log-shape.ts'
import { neededObjects, text, texts } from '../../normalise/loose.ts'
import { fullest, readingsOf } from '../../normalise/readings.ts'
import { type Calls, gapOf } from '../../normalise/records.ts'
import { type CallName, sourceOf } from '../call-names.ts'
import { factOf, recordsOf } from './calls.ts'

/** One kind of log: how its readings are recorded, and what the provider calls it. */
interface LogKind {
  readonly kind: 'access' | 'probe'
  readonly what: string
  readonly logType: string
}

const access: LogKind = { kind: 'access', what: 'access logs', logType: 'ALB_ACCESS_LOGS' }
const probe: LogKind = { kind: 'probe', what: 'health check logs', logType: 'ALB_HEALTH_CHECK_LOGS' }

/** The access log of the source that gave most lines. Sources are never added up: they hold the same requests. */
export function readAccessLog(calls: Calls, balancer: LoadBalancer): Fact<LogReading> {
  const log = fullest(readingsOf(calls, readingCalls, access, isLogReading), ({ digest }) => digest.lines.parsed)
  return log ?? whyNone(calls, balancer, access, (settings) => settings.accessLog)
}

export function readProbeLog(calls: Calls, balancer: LoadBalancer): Fact<ProbeLogReading> {
  const log = fullest(readingsOf(calls, readingCalls, probe, isProbeLogReading), ({ lines }) => lines.parsed)
  return log ?? whyNone(calls, balancer, probe, (settings) => settings.probeLog)
}

const readingCalls: readonly CallName[] = [
  's3:GetObject',
  'logs:FilterLogEvents',
  'logs:StartQuery',
  'athena:StartQueryExecution',
]

type Settings = Extract<LoadBalancer['settings'], { known: true }>['value']

function whyNone(
  calls: Calls,
  { id, settings }: LoadBalancer,
  log: LogKind,
  destinationOf: (settings: Settings) => LogDestination,
): UnknownFact {
  if (!settings.known) {
    const sources = settings.sources.map((source) => ({ ...source, what: log.what }))
    return unknown(settings.gap, `where the ${log.what} go is not known: ${settings.message}`, ...sources)
  }
  const unread = unknown('notCollected', `the ${log.what} were not read`, sourceOf('s3:GetObject', log.what))
  if (destinationOf(settings.value).enabled) return unlisted(calls, log) ?? unread
  const delivered = isDelivered(calls, id, log)
  if (!delivered.known && delivered.gap !== 'notCollected') {
    const message = `the ${log.what} do not go to S3, and whether they go to CloudWatch Logs is not known: ${delivered.message}`
    return { ...delivered, message }
  }
  if (delivered.known && delivered.value) return unread
  const nothing: Source = { what: log.what, call: '', permission: null }
  return unknown('notCollected', `${log.what} are switched off for this load balancer`, nothing)
}

/** Why the log's objects could not even be listed. */
function unlisted(calls: Calls, { what }: LogKind): UnknownFact | undefined {
  const source = sourceOf('s3:ListObjectsV2', what)
  return recordsOf(calls, 's3:ListObjectsV2')
    .flatMap((record) => gapOf(record, source) ?? [])
    .at(0)
}

/** Whether CloudWatch delivers the log, which the load balancer's own attributes do not show. */
function isDelivered(calls: Calls, balancerId: string | null, { what, logType }: LogKind): Fact<boolean> {
  const wanted = { absent: 'log deliveries were not asked for', what }
  return factOf(calls, 'logs:DescribeDeliverySources', wanted, (replies) =>
    replies
      .flatMap(({ output }) => neededObjects(output, 'deliverySources'))
      .some((source) => text(source, 'logType') === logType && texts(source, 'resourceArns').some((arn) => arn === balancerId)),
  )
}
