/** Counting one pool's failures in the access log. */
import type { Reader, Subject } from './check.ts'
import type { MinuteTraffic } from './diagnosis.ts'
import { answeredByRule, hasFailureStatus, isFailure } from './digest/request.ts'
import type { Tally } from './tally.ts'
import type { FailureGroup, LogReading, Origin, PoolSeries } from './traffic.ts'

/** Requests without a pool are this pool's when it is the only one, or when the log names one of its backends. */
function ownership(subject: Subject, read: Reader): (pool: string | null, backend: string | null) => boolean {
  const { pool } = subject
  const only = read.see(pool.routing)?.onlyPool === true
  const logKeys = new Set((read.see(pool.backends) ?? []).flatMap((backend) => backend.logKeys))
  return (named, backend) => named === pool.id || (named === null && (only || (backend !== null && logKeys.has(backend))))
}

/** What the log says of the pool. */
export function tallyLog(subject: Subject, read: Reader, log: LogReading): Tally {
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function sorted(record: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)))
}
