/** The request's way hop by hop with a mark each: where it stops, where it is fine, where nobody could look. */
import { inState, keysOf, pathsOf } from './backends.ts'
import type { Reader, Subject } from './check.ts'
import type { RequestHop } from './diagnosis.ts'
import type { Gap } from './fact.ts'
import type { HopVerdict, PathVerdict } from './network/model.ts'
import { allCounted, failuresOf, type Tally } from './tally.ts'
import { count, list } from './wording.ts'

export function requestPathOf(subject: Subject, read: Reader, tally: Tally): readonly RequestHop[] {
  return [
    balancerHop(subject, read),
    routingHop(subject, read),
    ...networkHops(pathsOf(subject, read, 'traffic')),
    backendHop(subject, read),
    answerHop(tally),
  ]
}

function balancerHop({ snapshot }: Subject, read: Reader): RequestHop {
  const { loadBalancer } = snapshot
  const name = `load balancer ${loadBalancer.name ?? ''}`.trim()
  const overview = read.see(loadBalancer.overview)
  if (overview === undefined) return { name, mark: 'unknown', says: 'could not be read' }
  const mark = overview.state === 'active' ? 'ok' : overview.state === 'failed' || overview.state === 'stopped' ? 'fail' : 'warn'
  return {
    name,
    mark,
    says: [
      overview.providerState,
      ...(overview.scheme === null ? [] : [overview.scheme]),
      `in ${list(
        overview.zones.map((zone) => zone.name),
        6,
      )}`,
    ].join(', '),
  }
}

function routingHop({ pool, snapshot }: Subject, read: Reader): RequestHop {
  const routing = read.see(pool.routing)
  const listeners = read.see(snapshot.loadBalancer.listeners)
  const name = `route to ${pool.name}`
  if (routing === undefined) return { name, mark: 'unknown', says: 'listeners or rules could not be read' }
  if (!routing.reached) return { name, mark: 'warn', says: 'no rule of any listener sends requests here' }
  const entrances = (listeners ?? []).map((listener) => `${listener.protocol} ${listener.port}`)
  return {
    name,
    mark: routing.weight === 'zero' ? 'warn' : 'ok',
    says: `${entrances.length > 0 ? `listeners ${list(entrances, 5)}; ` : ''}${routing.weight === 'zero' ? 'weight 0: receives nothing' : routing.onlyPool ? 'the only pool' : routing.weight === 'some' ? 'one of several pools, weighted' : 'one of several pools'}`,
  }
}

/** Hops of all zones and backends that are the same device in the same place, as one line. */
function networkHops(verdicts: readonly PathVerdict[] | undefined): readonly RequestHop[] {
  if (verdicts === undefined) return [{ name: 'network', mark: 'unknown', says: 'the way to the backends could not be read' }]
  const steps = new Map<string, HopVerdict[]>()
  for (const hop of verdicts.flatMap((verdict) => verdict.hops)) {
    const name = nameOf(hop)
    steps.set(name, [...(steps.get(name) ?? []), hop])
  }
  return [...steps].map(([name, hops]) => stepOf(name, hops))
}

function nameOf({ hop }: HopVerdict): string {
  const device = hop.kind === 'filter' ? `${hop.device} ${hop.direction}` : 'route'
  const place = {
    balancer: 'at the load balancer',
    'balancer-subnet': 'in its subnet',
    'backend-subnet': 'in the backend’s subnet',
    backend: 'at the backend',
  }[hop.place]
  return `${hop.leg === 'reply' ? 'way back: ' : ''}${device} ${place}`
}

function stepOf(name: string, hops: readonly HopVerdict[]): RequestHop {
  const blocked = hops.filter((hop) => hop.passage === 'blocked' || hop.passage === 'partly')
  if (blocked.length > 0) return { name, mark: 'fail', says: blocked[0]?.because ?? '' }
  const unread = hops.find((hop) => hop.passage === 'unknown')
  if (unread !== undefined) return { name, mark: 'unknown', says: unreadWords(unread) }
  return { name, mark: 'ok', says: hops[0]?.because ?? 'open' }
}

const gapWords: Readonly<Record<Gap, string>> = {
  denied: 'denied',
  throttled: 'throttled',
  notFound: 'not found',
  notCollected: 'not read',
  failed: 'failed',
}

/** Several hops may rest on one refused call: its full words stand once, among the blind spots. */
function unreadWords({ hop, because }: HopVerdict): string {
  const fact = hop.kind === 'filter' ? hop.ruleSets : hop.table
  if (fact.known) return because
  return `not readable: ${[gapWords[fact.gap], fact.sources[0]?.call ?? ''].join(' ').trim()}`
}

function backendHop({ pool }: Subject, read: Reader): RequestHop {
  const name = `backends of ${pool.name}`
  const backends = read.see(pool.backends)
  if (backends === undefined) return { name, mark: 'unknown', says: 'registrations and health could not be read' }
  if (backends.length === 0) return { name, mark: 'fail', says: 'none registered' }
  const healthy = inState(backends, 'healthy', 'unavailable')
  const down = inState(backends, 'unhealthy', 'unused')
  const rest = backends.length - healthy.length - down.length
  const says = [
    `${healthy.length} of ${count(backends.length, 'backend')} healthy`,
    ...(down.length > 0 ? [`${list(keysOf(down))}: ${down[0]?.health.label ?? ''}`] : []),
    ...(rest > 0 ? [`${rest} starting, draining or unknown`] : []),
  ].join('; ')
  return {
    name,
    mark: healthy.length === backends.length ? 'ok' : healthy.length === 0 && down.length > 0 ? 'fail' : 'warn',
    says,
  }
}

function answerHop(tally: Tally): RequestHop {
  const name = 'answers'
  if (tally.source === null) return { name, mark: 'unknown', says: 'neither logs nor metrics could be read' }
  const failures = failuresOf(tally)
  const kinds = [
    [tally.gateway502, '502 by the load balancer'],
    [tally.backend502, '502 by a backend'],
    [tally.gateway503, '503 by the load balancer'],
    [tally.gateway504, '504 by the load balancer'],
    [tally.gateway5xx ?? null, '5xx by the load balancer'],
  ] as const
  const said = kinds.filter(([amount]) => amount !== null && amount > 0).map(([amount, kind]) => `${amount} × ${kind}`)
  // Metrics count only requests that a backend was chosen for; those that were turned away before are not among them.
  const of = tally.requests === null || failures > tally.requests ? '' : ` of ${count(tally.requests, 'request')}`
  if (failures > 0) return { name, mark: 'fail', says: `${said.join(', ')}${of}` }
  const untold = allCounted(tally) ? [] : kinds.slice(0, 4).flatMap(([amount, kind]) => (amount === null ? [kind] : []))
  if (untold.length > 0)
    return { name, mark: 'unknown', says: `none counted${of}, but whether there was a ${list(untold)} is not told` }
  return { name, mark: 'ok', says: `no 502, 503 or 504 counted${of}` }
}
