/** What the load balancer's routes mean for one pool. */
import type { Fact } from '../core/fact.ts'
import type { Listener, Pool, Route } from '../core/model.ts'
import { allFacts } from './facts.ts'

type Routing = Pool['routing']

/**
 * Whether any forward names the pool, and with what part of its requests. Known only with the rules of every listener, for any of
 * them may forward here.
 */
export function routingOf(listeners: Fact<readonly Listener[]>, poolId: string): Routing {
  if (!listeners.known) return listeners
  const routes = allFacts(listeners.value.map((listener) => listener.routes))
  if (!routes.known) return routes
  const forwards = routes.value.flat().filter(({ action }) => action === 'forward')
  const named = new Set(forwards.flatMap(({ targets }) => targets.map((target) => target.poolId)))
  const here = forwards.filter(({ targets }) => targets.some((target) => target.poolId === poolId))
  return {
    known: true,
    value: { reached: here.length > 0, onlyPool: named.size === 1 && named.has(poolId), weight: weightOf(here, poolId) },
    sources: [...listeners.sources, ...routes.sources],
  }
}

function weightOf(forwards: readonly Route[], poolId: string): 'all' | 'some' | 'zero' {
  const shares = forwards.map(({ targets }) => {
    const sum = (counted: Route['targets']): number => counted.reduce((total, { weight }) => total + weight, 0)
    const own = sum(targets.filter((target) => target.poolId === poolId))
    return own === 0 ? 'zero' : own === sum(targets) ? 'all' : 'some'
  })
  if (shares.every((share) => share === 'zero')) return 'zero'
  return shares.every((share) => share === 'all') ? 'all' : 'some'
}
