/** The model as it would be with other routes: for telling whether a fix helps. */
import { known, mapFact } from '../fact.ts'
import type { Snapshot } from '../model.ts'
import { memoised, memoisedBy } from './memo.ts'
import type { Endpoint, HopVerdict, Path, Route, RouteTable } from './model.ts'
import { judgeHop } from './path.ts'
import { withHops, withPaths } from './rewrite.ts'

/** The snapshot with every route put through `change`; null takes the route away. */
export function rerouting(snapshot: Snapshot, change: (route: Route) => Route | null): Snapshot {
  const changed = memoised((table: RouteTable) => ({ ...table, routes: table.routes.flatMap((route) => change(route) ?? []) }))
  return withHops(snapshot, (hop) => (hop.kind === 'route' ? { ...hop, table: mapFact(hop.table, changed) } : hop))
}

/**
 * The snapshot as if the two ends of every path that breaks at one of these routes were joined: there and back, what was dropped has
 * a route.
 */
export function bridging(snapshot: Snapshot, routeIds: ReadonlySet<string>): Snapshot {
  const bridged = ({ hop, passage }: HopVerdict): Path['hops'][number] =>
    hop.kind === 'route' && passage === 'blocked'
      ? { ...hop, table: mapFact(hop.table, (table) => withRouteTo(table, hop.destination)) }
      : hop
  return withPaths(snapshot, (path) => {
    const verdicts = path.hops.map(judgeHop)
    const breaks = verdicts.some(({ decidedBy }) => decidedBy !== null && routeIds.has(decidedBy))
    return breaks ? { ...path, hops: verdicts.map(bridged) } : path
  })
}

const withRouteTo: (table: RouteTable, destination: Endpoint) => RouteTable = memoisedBy(
  ({ cidrs }: Endpoint) => cidrs.join(),
  (table: RouteTable, { cidrs }: Endpoint) => {
    const route: Route = { id: 'new route', destinations: known(cidrs), target: 'the other network', state: { kind: 'delivers' } }
    return { ...table, routes: [route, ...table.routes] }
  },
)
