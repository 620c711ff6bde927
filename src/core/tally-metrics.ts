/** Counting one pool's failures by metrics. */
import type { Reader, Subject } from './check.ts'
import type { MinuteTraffic } from './diagnosis.ts'
import { seriesOf, sumOf } from './metrics.ts'
import type { MetricName, MetricSeries } from './model.ts'
import type { Tally } from './tally.ts'

/** Failures that the balancer makes itself, counted one by one. */
const ownStatuses = [502, 503, 504] as const
type OwnStatus = (typeof ownStatuses)[number]

/** What metrics say of the pool, or of its whole balancer where they do not tell its pools apart. */
export function tallyMetrics(subject: Subject, read: Reader, metrics: readonly MetricSeries[]): Tally {
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
