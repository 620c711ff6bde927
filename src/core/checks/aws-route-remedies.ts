/** Commands that make the routes of a VPC deliver. */
import type { Remedy } from '../check.ts'
import { mapFact } from '../fact.ts'
import type { Route, RouteHop } from '../network/model.ts'
import { judgeHop } from '../network/path.ts'
import { rerouting } from '../network/reroute.ts'
import { list, shell } from '../wording.ts'

/** A hop that does not deliver, and the route that decided so; null where there is none. */
export interface Broken {
  readonly hop: RouteHop
  readonly route: Route | null
}

export function awsRouteRemedies(broken: readonly Broken[]): readonly Remedy[] {
  const dropping = broken.flatMap(({ hop, route }) => (route?.state.kind === 'drops' ? [{ hop, route }] : []))
  const needless = dropping.filter(({ hop, route }) => deliversWithout(hop, route))
  const dead = dropping.filter(({ route }) => !needless.some((one) => one.route.id === route.id))
  const missing = broken.filter(({ route }) => route?.state.kind !== 'drops')
  return [
    ...(needless.length > 0 ? [deleting(distinct(needless.map(({ route }) => route)))] : []),
    ...(dead.length > 0 ? [replacing(distinct(dead.map(({ route }) => route)))] : []),
    ...(missing.length > 0 ? [adding(missing.map(({ hop }) => hop))] : []),
  ]
}

function distinct(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [route.id, route])).values()]
}

/** Whether the table would deliver if this route were not in it. */
function deliversWithout(hop: RouteHop, { id }: Route): boolean {
  const table = mapFact(hop.table, (whole) => ({ ...whole, routes: whole.routes.filter((route) => route.id !== id) }))
  return judgeHop({ ...hop, table }).passage === 'open'
}

function deleting(routes: readonly Route[]): Remedy {
  const ids = new Set(routes.map(({ id }) => id))
  return {
    title: `Delete ${routes.length === 1 ? 'the dead route' : 'the dead routes'} to ${list([...new Set(routes.map(({ target }) => target))])}: without ${routes.length === 1 ? 'it another route delivers' : 'them others deliver'}`,
    commands: routes.map((route) => `aws ec2 delete-route ${placeOf(route)}`),
    risk: 'medium',
    time: '2-10 min',
    apply: (snapshot) => rerouting(snapshot, (route) => (ids.has(route.id) ? null : route)),
  }
}

function replacing(routes: readonly Route[]): Remedy {
  return {
    title: `Point ${routes.length === 1 ? 'the dead route' : 'the dead routes'} to ${list([...new Set(routes.map(({ target }) => target))])} at something that leads there: a peering or attachment that is active`,
    commands: routes.map((route) => `aws ec2 replace-route ${placeOf(route)} ${nextHopOf(route.target)}`),
    risk: 'medium',
    time: '5-20 min',
  }
}

function adding(hops: readonly RouteHop[]): Remedy {
  const commands = hops.flatMap(({ table, destination }) =>
    (destination.drawnFrom ?? destination.cidrs).map(
      (cidr) =>
        `aws ec2 create-route --route-table-id ${shell(table.known ? table.value.id : '')} ${blockOf(cidr)} --vpc-peering-connection-id <peering, or --transit-gateway-id and the like>`,
    ),
  )
  const tables = [...new Set(hops.map(({ table }) => (table.known ? table.value.id : '')))]
  return {
    title: `Add routes to ${list(tables)} that lead to ${list([...new Set(hops.map(({ leg, destination }) => (leg === 'request' ? destination.label : 'the load balancer')))])}`,
    commands: [...new Set(commands)],
    risk: 'medium',
    time: '2-10 min',
  }
}

/** A route is named by its table and its destination. */
function placeOf({ id }: Route): string {
  const [table = '', destination = ''] = id.split(' ')
  return `--route-table-id ${shell(table)} ${blockOf(destination)}`
}

function blockOf(destination: string): string {
  if (destination.startsWith('pl-')) return `--destination-prefix-list-id ${shell(destination)}`
  return `${destination.includes(':') ? '--destination-ipv6-cidr-block' : '--destination-cidr-block'} ${shell(destination)}`
}

function nextHopOf(target: string): string {
  if (target.startsWith('tgw-')) return '--transit-gateway-id <transit gateway>'
  if (target.startsWith('vgw-')) return '--gateway-id <gateway>'
  return target.startsWith('pcx-') ? '--vpc-peering-connection-id <peering>' : '--network-interface-id <interface>'
}
