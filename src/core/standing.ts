/** Whether a pool is failing at all: by its requests where they can be read, by its backends where they cannot. */
import { inState } from './backends.ts'
import type { Reader, Subject } from './check.ts'
import { isFailure } from './digest/request.ts'
import { seriesOf, sumOf } from './metrics.ts'
import type { Backend, MetricName, MetricSeries, Resolution } from './model.ts'
import { requestsIn } from './symptoms.ts'
import { allCounted, failuresOf, type Tally, tallyOf } from './tally.ts'
import { upkeepBlocks, upkeepOf } from './upkeep.ts'

export interface Standing {
  readonly failing: 'yes' | 'no' | 'unknown'
  /** What it was told by. */
  readonly basis: 'requests' | 'backends' | 'balancer' | 'nothing'
  /** Failures of the balancer that may be this pool's for all that the log tells: of those, none is in the tally. */
  readonly unattributed: number
  /** Whether everything that matters was read: traffic completely, who is registered and healthy, and whether the balancer runs. */
  readonly complete: boolean
  readonly tally: Tally
}

export function standingOf(subject: Subject, read: Reader): Standing {
  const { pool } = subject
  const tally = tallyOf(subject, read)
  const backends = read.see(pool.backends)
  const routing = read.see(pool.routing)
  const counted = allCounted(tally) && !tally.partial
  const state = read.see(subject.snapshot.loadBalancer.overview)?.state
  const complete = counted && backends !== undefined && read.see(pool.healthRead) !== undefined && state !== undefined
  const stray = unattributed(subject, read)
  const say = (failing: Standing['failing'], basis: Standing['basis']): Standing => ({
    failing,
    basis,
    complete,
    unattributed: stray,
    tally,
  })
  if (failuresOf(tally) > 0 && (tally.scope === 'pool' || implicated(subject, read))) return say('yes', 'requests')
  // Nobody asks this pool anything, so nothing of it can matter.
  if (routing !== undefined && (!routing.reached || routing.weight === 'zero'))
    return { failing: 'no', basis: 'requests', complete: true, unattributed: 0, tally }
  if (failuresOf(tally) > 0) return say('unknown', 'requests')
  // What it answered before it was stopped tells nothing of what it does now: serve nobody.
  if (state === 'stopped') return say('yes', 'balancer')
  if (stray > 0) return say('unknown', 'requests')
  const served = (tally.requests ?? 0) > 0
  if (served && counted) return say('no', 'requests')
  // Others are asked, and this one is not: that nobody would answer here fails nobody.
  if (!served && unvisited(subject, read)) return say('no', 'requests')
  const dead = nobodyServes(subject, read)
  // Where nothing tells that requests are sent here, that nobody would take them is no failure yet.
  if (!served && dead === true && routing === undefined && (tally.requests !== null || unasked(subject, read)))
    return say('unknown', 'backends')
  if (!served && dead === true) return say('yes', 'backends')
  if (counted && dead === false) return say('no', 'requests')
  return say('unknown', served ? 'requests' : 'nothing')
}

/**
 * How many failures of the balancer may be this pool's for all that the log tells: it has some that name no pool, or lacks most of what
 * metrics count over all pools.
 */
function unattributed({ pool, snapshot }: Subject, read: Reader): number {
  const log = read.see(snapshot.accessLog)
  if (log === undefined || read.see(pool.routing)?.onlyPool === true) return 0
  const { failures } = log.digest
  const nameless = requestsIn(failures.filter((group) => isFailure(group) && group.pool === null && group.backend === null))
  if (nameless > 0) return nameless
  const metrics = read.see(snapshot.metrics) ?? []
  const sums = ownKinds.map((name) => sumOf(metrics, { name, pool: null }) ?? 0)
  const counted = sums.reduce((sum, one) => sum + one, 0)
  // Those that rules gave are counted too.
  const logged = requestsIn(failures.filter(({ origin }) => origin === 'gateway'))
  return logged < counted * 0.5 ? counted - logged : 0
}

/** The balancer's own failures, one by one, as metrics count them. */
const ownKinds = ['gateway-502', 'gateway-503', 'gateway-504'] as const

/** Whether the log, or metrics where there is none, shows requests for other pools and none that may have been for this one. */
function unvisited({ pool, snapshot }: Subject, read: Reader): boolean {
  const log = read.see(snapshot.accessLog)
  if (log !== undefined && !log.partial) {
    const asked = log.digest.series.filter(({ minutes }) => minutes.some(({ requests }) => requests > 0))
    const mine = [...asked, ...log.digest.failures].some((one) => one.pool === null || one.pool === pool.id)
    return asked.length > 0 && !mine
  }
  const metrics = read.see(snapshot.metrics) ?? []
  const counted = (name: MetricName, of: string | null): number => sumOf(metrics, { name, pool: of }) ?? 0
  const others = metrics.some(
    (one) => one.name === 'requests' && one.pool !== null && one.pool !== pool.id && counted('requests', one.pool) > 0,
  )
  const failed = (['gateway-5xx', 'gateway-502', 'gateway-503', 'gateway-504'] as const).some((name) => counted(name, null) > 0)
  return others && !failed && counted('requests', pool.id) === 0
}

/** Whether the pool's own metrics take part in what the balancer counts over all its pools. */
function implicated(subject: Subject, read: Reader): boolean {
  const metrics = read.see(subject.snapshot.metrics) ?? []
  const pool = subject.pool.id
  const own = (['connection-errors', 'tls-errors', 'function-user-errors', 'function-internal-errors'] as const).map(
    (name) => sumOf(metrics, { name, pool }) ?? 0,
  )
  if (own.some((sum) => sum > 0)) return true
  return nobodyServes(subject, read) === true && (isTried(subject, read) || turnedAway(subject, metrics))
}

/** Whether requests may be sent to backends although nobody serves: unhealthy ones are tried where the balancer does so. */
function isTried({ pool }: Subject, read: Reader): boolean {
  return inState(read.see(pool.backends) ?? [], 'unhealthy').length > 0
}

/** Whether the balancer gave the answer of one that has nobody to send to, where that answer has a status of its own. */
function turnedAway({ snapshot }: Subject, metrics: readonly MetricSeries[]): boolean {
  return snapshot.conduct.nobodyStatus !== 503 || (sumOf(metrics, { name: 'gateway-503', pool: null }) ?? 0) > 0
}

/** True: no registered backend is in service. False: at least one is. Undefined: not known, or still starting. */
export function nobodyServes(subject: Subject, read: Reader): boolean | undefined {
  const backends = read.see(subject.pool.backends)
  if (backends === undefined) return undefined
  if (inState(backends, 'unhealthy', 'unused', 'draining').length === backends.length) return true
  if (isLost(subject, read, backends) || isDown(subject, read, backends) || isCountedOut(subject, read, backends)) return true
  return inState(backends, 'healthy', 'unavailable').length > 0 ? false : undefined
}

/** Whether every backend is said to be out of use, as those of a pool are that nothing forwards to. */
function unasked(subject: Subject, read: Reader): boolean {
  const backends = read.see(subject.pool.backends) ?? []
  return backends.length > 0 && backends.every(({ health }) => health.reason === 'not-in-use')
}

/** Whether nobody can tell the health of any backend, for a reason that keeps requests from them just as well. */
function isLost(subject: Subject, read: Reader, backends: readonly Backend[]): boolean {
  if (subject.snapshot.conduct.allUnhealthy !== 'answers-itself') return false
  if (!backends.every(({ health }) => health.reason === 'not-told' || health.state === 'unhealthy')) return false
  if (upkeepBlocks(upkeepOf(subject, read)).length > 0) return true
  return backends.every(({ named }) => named !== null && failsToResolve(read.see(named.resolution)))
}

/** Whether nobody could read the health of any backend, and metrics counted last that none is healthy, and how many are not. */
function isCountedOut({ pool, snapshot }: Subject, read: Reader, backends: readonly Backend[]): boolean {
  if (backends.length === 0 || !backends.every(({ health }) => health.state === 'unknown' && health.reason === 'unknown'))
    return false
  const metrics = read.see(snapshot.metrics) ?? []
  const last = (name: MetricName): number | undefined => seriesOf(metrics, { name, pool: pool.id })?.points.at(-1)?.[1]
  return last('healthy-backends-minimum') === 0 && (last('unhealthy-backends-maximum') ?? 0) > 0
}

/** Whether the balancer itself does not run, or its last change failed and it cannot tell the health of anybody. */
function isDown({ snapshot }: Subject, read: Reader, backends: readonly Backend[]): boolean {
  const state = read.see(snapshot.loadBalancer.overview)?.state
  const untold = backends.length > 0 && backends.every(({ health }) => health.reason === 'not-told')
  return state === 'failed' || state === 'stopped' || (state === 'update-failed' && untold)
}

function failsToResolve(resolution: Resolution | undefined): boolean {
  return resolution?.kind === 'fails' || resolution?.kind === 'elsewhere'
}
