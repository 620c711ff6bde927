/** Counting one pool's failures from whatever tells: the access log where there is one, metrics otherwise. */
import type { Reader, Subject } from './check.ts'
import type { MinuteTraffic, TrafficSummary } from './diagnosis.ts'
import { answeredByRule, hasFailureStatus, isFailure } from './digest/request.ts'
import type { Fact } from './fact.ts'
import { seriesOf, sumOf } from './metrics.ts'
import type { MetricName, MetricSeries, Pool, Snapshot } from './model.ts'
import { createReader } from './reader.ts'
import type { FailureGroup, LogReading, Origin, PoolSeries } from './traffic.ts'

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

/** Requests without a pool are this pool's when it is the only one, or when the log names one of its backends. */
function ownership(subject: Subject, read: Reader): (pool: string | null, backend: string | null) => boolean {
  const { pool } = subject
  const only = read.see(pool.routing)?.onlyPool === true
  const logKeys = new Set((read.see(pool.backends) ?? []).flatMap((backend) => backend.logKeys))
  return (named, backend) => named === pool.id || (named === null && (only || (backend !== null && logKeys.has(backend))))
}

function tallyLog(subject: Subject, read: Reader, log: LogReading): Tally {
  const owns = ownership(subject, read)
  const groups = log.digest.failures.filter((group) => isFailure(group) && owns(group.pool, group.backend))
  const ruled = log.digest.failures.filter((group) => group.reason === answeredByRule)
  const byRule = sum(ruled.map((group) => group.requests))
  const series = log.digest.series.filter((one) => owns(one.pool, null))
  const failed = (origin: string, status: number): number =>
    groups.filter((group) => group.origin === origin && group.status === status).reduce((sum, group) => sum + group.requests, 0)
  return {
    requests: sum(series.flatMap((one) => one.minutes.map((minute) => minute.requests))),
    gateway502: failed('gateway', 502),
    backend502: failed('backend', 502),
    gateway503: failed('gateway', 503),
    gateway504: failed('gateway', 504),
    source: 'access-log',
    other: { ...otherAnswers(series), ...(byRule > 0 ? { 'answered by a rule': byRule } : {}) },
    byRule,
    byMinute: logMinutes(series, groups),
    scope: 'pool',
    groups,
    partial: log.partial,
  }
}

function otherAnswers(series: readonly PoolSeries[]): Readonly<Record<string, number>> {
  const other: Record<string, number> = {}
  for (const minute of series.flatMap((one) => one.minutes)) {
    for (const [status, requests] of Object.entries(minute.gateway)) {
      if (isOther('gateway', status)) other[status] = (other[status] ?? 0) + requests
    }
    for (const [status, requests] of Object.entries(minute.backend)) {
      if (isOther('backend', status)) other[`backend ${status}`] = (other[`backend ${status}`] ?? 0) + requests
    }
  }
  return sorted(other)
}

function isOther(origin: Origin, status: string): boolean {
  return /^[45]/.test(status) && !hasFailureStatus({ origin, status: Number(status) })
}

function logMinutes(series: readonly PoolSeries[], groups: readonly FailureGroup[]): readonly MinuteTraffic[] {
  const requests = new Map<string, number>()
  for (const minute of series.flatMap((one) => one.minutes))
    requests.set(minute.at, (requests.get(minute.at) ?? 0) + minute.requests)
  const failed = (origin: string, status: number): ReadonlyMap<string, number> => {
    const minutes = new Map<string, number>()
    for (const group of groups.filter((one) => one.origin === origin && one.status === status)) {
      for (const [at, count] of group.minutes) minutes.set(at, (minutes.get(at) ?? 0) + count)
    }
    return minutes
  }
  const [gateway502, backend502, gateway503, gateway504] = [
    failed('gateway', 502),
    failed('backend', 502),
    failed('gateway', 503),
    failed('gateway', 504),
  ]
  const all = new Set([...requests.keys(), ...groups.flatMap((group) => group.minutes.map(([at]) => at))])
  return [...all].sort().map((at) => ({
    at,
    requests: requests.get(at) ?? 0,
    gateway502: gateway502.get(at) ?? 0,
    backend502: backend502.get(at) ?? 0,
    gateway503: gateway503.get(at) ?? 0,
    gateway504: gateway504.get(at) ?? 0,
  }))
}

/** Failures that the balancer makes itself, counted one by one. */
const ownStatuses = [502, 503, 504] as const
type OwnStatus = (typeof ownStatuses)[number]

function tallyMetrics(subject: Subject, read: Reader, metrics: readonly MetricSeries[]): Tally {
  const pool = subject.pool.id
  const own = sumOf(metrics, { name: 'requests', pool })
  const whole = sumOf(metrics, { name: 'requests', pool: null })
  const alone = read.see(subject.pool.routing)?.onlyPool === true || (own !== null && own > 0 && own === whole)
  const backend5xx = sumOf(metrics, { name: 'backend-5xx', pool })
  const gateway = (name: MetricName): number | null => sumOf(metrics, { name, pool: null })
  const byClass = countedByClass(metrics, pool)
  // Counted together they cannot be told apart, unless none was.
  const kind = (name: MetricName): number | null => gateway(name) ?? (byClass?.failures === 0 ? 0 : null)
  // Metrics do not tell a maintenance page from having nobody to send to, nor any other answer of a rule from a failure.
  const ruled = ownStatuses.filter((status) => (kind(`gateway-${status}`) ?? 0) > 0 && mayBeByRule(subject, read, status))
  const unlessRuled = (status: OwnStatus): number | null => (ruled.includes(status) ? null : kind(`gateway-${status}`))
  return {
    requests: own ?? (alone ? whole : null),
    gateway502: unlessRuled(502),
    // The metric counts every 5xx of the backends together: only zero tells.
    backend502: backend5xx === 0 ? 0 : null,
    gateway503: unlessRuled(503),
    gateway504: unlessRuled(504),
    ...(byClass === null || byClass.failures === 0 ? {} : { gateway5xx: byClass.failures }),
    source: 'metric',
    other: {
      ...Object.fromEntries(ruled.map((status) => [`${status}, perhaps by a rule`, kind(`gateway-${status}`) ?? 0])),
      ...(backend5xx !== null && backend5xx > 0 ? { 'backend 5xx': backend5xx } : {}),
    },
    byMinute: metricMinutes(metrics, pool, ruled),
    scope: alone || byClass?.own === true ? 'pool' : 'balancer',
    groups: [],
    partial: false,
    byRule: 0,
  }
}

/** The balancer's failures where they are counted as one class of statuses: this pool's own, or those of all pools. */
function countedByClass(
  metrics: readonly MetricSeries[],
  pool: string,
): { readonly failures: number; readonly own: boolean } | null {
  if (sumOf(metrics, { name: 'gateway-502', pool: null }) !== null) return null
  const own = sumOf(metrics, { name: 'gateway-5xx', pool })
  const failures = own ?? sumOf(metrics, { name: 'gateway-5xx', pool: null })
  return failures === null ? null : { failures, own: own !== null }
}

/** Whether a rule of the balancer answers this status by itself, or may, for all that is known, while somebody is there to be sent to. */
function mayBeByRule({ pool, snapshot }: Subject, read: Reader, status: number): boolean {
  if (!(read.see(pool.backends) ?? []).some(({ health }) => health.state === 'healthy')) return false
  const listeners = read.see(snapshot.loadBalancer.listeners)
  const routes = listeners?.map((listener) => read.see(listener.routes)) ?? [undefined]
  return routes.some(
    (some) =>
      some === undefined ||
      some.some(({ action, fixedStatus }) => action === 'fixed-response' && (fixedStatus ?? status) === status),
  )
}

function metricMinutes(metrics: readonly MetricSeries[], pool: string, ruled: readonly OwnStatus[]): readonly MinuteTraffic[] {
  const points = (name: MetricName, of: string | null): ReadonlyMap<string, number> | undefined => {
    const series = seriesOf(metrics, { name, pool: of })
    return series && new Map(series.points)
  }
  const requests = points('requests', pool) ?? points('requests', null)
  const [gateway502, gateway503, gateway504] = [
    points('gateway-502', null),
    points('gateway-503', null),
    points('gateway-504', null),
  ]
  const byClass = gateway502 === undefined ? (points('gateway-5xx', pool) ?? points('gateway-5xx', null)) : undefined
  const all = new Set([requests, gateway502, gateway503, gateway504, byClass].flatMap((map) => [...(map?.keys() ?? [])]))
  const own = (status: OwnStatus, map: ReadonlyMap<string, number> | undefined, minute: string): number | null =>
    ruled.includes(status) ? null : at(map, minute)
  const at = (map: ReadonlyMap<string, number> | undefined, minute: string): number | null =>
    map === undefined ? null : (map.get(minute) ?? 0)
  return [...all].sort().map((minute) => ({
    at: minute,
    requests: at(requests, minute),
    gateway502: own(502, gateway502, minute),
    backend502: null,
    gateway503: own(503, gateway503, minute),
    gateway504: own(504, gateway504, minute),
    ...(byClass === undefined ? {} : { gateway5xx: byClass.get(minute) ?? 0 }),
  }))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function sorted(record: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)))
}
