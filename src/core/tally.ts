/** Counting one pool's failures from whatever tells: the access log where there is one, metrics otherwise. */
import type { Reader, Subject } from './check.ts'
import type { MinuteTraffic, TrafficSummary } from './diagnosis.ts'
import type { Fact } from './fact.ts'
import type { Pool, Snapshot } from './model.ts'
import { createReader } from './reader.ts'
import { tallyLog } from './tally-log.ts'
import { tallyMetrics } from './tally-metrics.ts'
import type { FailureGroup, LogReading } from './traffic.ts'

export interface Tally extends TrafficSummary {
  /** Whether the counts are this pool's own, or of a balancer that it shares with other pools. */
  readonly scope: 'pool' | 'balancer'
  /** This pool's failing requests as the access log groups them; empty without a log. */
  readonly groups: readonly FailureGroup[]
  /** Whether the log may miss requests of the window. */
  readonly partial: boolean
  /** Answers with a failure's status that rules give by themselves. */
  readonly byRule: number
}

/** All failures counted; what is not known counts as nothing. */
export function failuresOf({
  gateway502,
  backend502,
  gateway503,
  gateway504,
  gateway5xx,
}: MinuteTraffic | TrafficSummary): number {
  return (gateway502 ?? 0) + (backend502 ?? 0) + (gateway503 ?? 0) + (gateway504 ?? 0) + (gateway5xx ?? 0)
}

/** Whether each kind of failure was counted, even if as zero. */
export function allCounted(tally: TrafficSummary): boolean {
  return [tally.gateway502, tally.backend502, tally.gateway503, tally.gateway504].every((counted) => counted !== null)
}

interface Counted {
  readonly tally: Tally
  /** What it was counted from. */
  readonly facts: ReadonlySet<Fact<unknown>>
}

const counted = new WeakMap<Snapshot, Map<Pool, Counted>>()

/** Counted once for each pool, because every check asks; whoever asks has read all that it was counted from. */
export function tallyOf({ snapshot, pool }: Subject, read: Reader): Tally {
  const ofPools = counted.get(snapshot) ?? new Map<Pool, Counted>()
  counted.set(snapshot, ofPools)
  const { tally, facts } = ofPools.get(pool) ?? countOf({ snapshot, pool })
  ofPools.set(pool, { tally, facts })
  for (const fact of facts) read.see(fact)
  return tally
}

function countOf(subject: Subject): Counted {
  const reader = createReader()
  return { tally: count(subject, reader), facts: reader.facts }
}

/** The log is believed where it shows failures; metrics decide where it shows none, because log delivery is best effort. */
function count(subject: Subject, read: Reader): Tally {
  const metrics = read.see(subject.snapshot.metrics)
  const log = read.see(subject.snapshot.accessLog)
  const fromMetrics = metrics && tallyMetrics(subject, read, metrics)
  const fromLog = log && tallyLog(subject, read, log)
  if (fromLog && (failuresOf(fromLog) > 0 || !fromMetrics)) return fromLog
  if (fromLog?.partial && fromMetrics && excludesFailures(fromMetrics, fromLog)) return fromMetrics
  if (
    fromLog &&
    fromMetrics &&
    (fromLog.requests ?? 0) > 0 &&
    (failuresOf(fromMetrics) <= fromLog.byRule || fromMetrics.scope === 'balancer')
  )
    return fromLog
  // Nobody asked this pool anything, as both say: what the balancer counts over all pools is that of others.
  if (
    log &&
    fromLog &&
    fromMetrics &&
    fromMetrics.scope === 'balancer' &&
    isUnasked(fromLog, fromMetrics) &&
    tellsOfRequests(log)
  )
    return fromLog
  return fromMetrics ?? nothing
}

function isUnasked(log: Tally, metrics: Tally): boolean {
  return !log.partial && log.requests === 0 && (metrics.requests ?? 0) === 0
}

function tellsOfRequests({ digest }: LogReading): boolean {
  return digest.series.some(({ minutes }) => minutes.some(({ requests }) => requests > 0))
}

/**
 * Whether metrics show that what a partial log misses holds no failure either. Each kind must have been counted, as zero: a 502 that
 * a backend made is in no count of the balancer's answers, only in the backends' 5xx, which may be 500s just as well, so that
 * only their zero excludes it. And nothing may be missing from the metrics: they counted all the requests that the log shows.
 */
function excludesFailures(metrics: Tally, log: Tally): boolean {
  return allCounted(metrics) && failuresOf(metrics) === 0 && metrics.requests !== null && metrics.requests >= (log.requests ?? 0)
}

const nothing: Tally = {
  requests: null,
  gateway502: null,
  backend502: null,
  gateway503: null,
  gateway504: null,
  source: null,
  other: {},
  byMinute: [],
  scope: 'pool',
  groups: [],
  partial: false,
  byRule: 0,
}
