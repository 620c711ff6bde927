/** Commands that make routes deliver, in each provider's own words. */
import type { Remedy, Subject } from '../check.ts'
import type { HopVerdict, Route } from '../network/model.ts'
import { bridging, rerouting } from '../network/reroute.ts'
import { tripsOn } from '../network/routes.ts'
import { list, shell } from '../wording.ts'
import { awsRouteRemedies, type Broken } from './aws-route-remedies.ts'
import { resourceWords } from './azure-words.ts'
import { isAzure } from './common.ts'

export function routeRemedies(subject: Subject, verdicts: readonly HopVerdict[]): readonly Remedy[] {
  const broken = verdicts.flatMap(({ hop, decidedBy }): readonly Broken[] => {
    if (hop.kind !== 'route' || !hop.table.known) return []
    const unclear = tripsOn(hop).find(({ rival }) => rival === null)?.entry?.route
    return [{ hop, route: hop.table.value.routes.find(({ id }) => id === decidedBy) ?? unclear ?? null }]
  })
  return isAzure(subject) ? azureRemedies(broken) : awsRouteRemedies(broken)
}

/** One fix for all hops of a kind: a peering has two sides, and both must be mended. */
function azureRemedies(broken: readonly Broken[]): readonly Remedy[] {
  const routes = broken.flatMap(({ route }) => route ?? [])
  const peerings = distinct(routes.filter((route) => isPeering(route) && route.state.kind !== 'unclear'))
  const closed = distinct(routes.filter((route) => isPeering(route) && route.state.kind === 'unclear'))
  const made = distinct(routes.filter(isMade))
  // The way back over a peering comes back with it.
  const bySystem = broken.filter(
    ({ hop, route }) => (route === null || !(isPeering(route) || isMade(route))) && !(hop.leg === 'reply' && peerings.length > 0),
  )
  return [
    ...(peerings.length > 0 ? [reconnecting(peerings)] : []),
    ...(closed.length > 0 ? [allowingAccess(closed)] : []),
    ...(made.length > 0 ? [removing(made)] : []),
    ...bySystem.slice(0, 1).map(joining),
  ]
}

function distinct(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [route.id, route])).values()]
}

const peeringPart = /\/virtualNetworkPeerings\//i

function isPeering({ id }: Route): boolean {
  return peeringPart.test(id)
}

/** Whether a user made the route; the platform's own have no id of a resource. */
export function isMade({ id }: Route): boolean {
  return /\/routeTables\/[^/]+\/routes\//i.test(id)
}

function reconnecting(peerings: readonly Route[]): Remedy {
  return {
    title: 'Delete the peering on both sides and create it anew: one that lost its other side does not connect again',
    commands: peerings.flatMap(({ id }) => {
      const { group, name, parent } = resourceWords(id) ?? { group: '<group>', name: '<peering>', parent: null }
      const own = `-g ${shell(group)} --vnet-name ${shell(parent ?? '<network>')} --name ${shell(name)}`
      const other = '-g <group of the other network> --vnet-name <other network> --name <its peering>'
      return [
        `az network vnet peering delete ${own}`,
        `az network vnet peering delete ${other}`,
        `az network vnet peering create ${own} --remote-vnet <id of the other network> --allow-vnet-access`,
        `az network vnet peering create ${other} --remote-vnet ${shell(id.split(peeringPart)[0] ?? id)} --allow-vnet-access`,
      ]
    }),
    risk: 'medium',
    time: '2-10 min',
    apply: (snapshot) => bridging(snapshot, new Set(peerings.map(({ id }) => id))),
  }
}

/** Both sides have a switch of their own. */
function allowingAccess(closed: readonly Route[]): Remedy {
  const ids = new Set(closed.map(({ id }) => id))
  return {
    title: 'Allow access between the networks, on both sides of the peering',
    commands: closed.map(({ id }) => {
      const { group, name, parent } = resourceWords(id) ?? { group: '<group>', name: '<peering>', parent: null }
      return `az network vnet peering update -g ${shell(group)} --vnet-name ${shell(parent ?? '<network>')} --name ${shell(name)} --set allowVirtualNetworkAccess=true`
    }),
    risk: 'medium',
    time: '2-5 min',
    apply: (snapshot) => rerouting(snapshot, (route) => (ids.has(route.id) ? { ...route, state: { kind: 'delivers' } } : route)),
  }
}

function removing(made: readonly Route[]): Remedy {
  const ids = new Set(made.map(({ id }) => id))
  return {
    title: `Take ${list(made.map(({ id }) => resourceWords(id)?.name ?? id))} out of the route table, so that the platform's own route delivers again`,
    commands: made.map((route) => `az network route-table route delete ${routeWords(route)}`),
    risk: 'medium',
    time: '2-10 min',
    apply: (snapshot) => rerouting(snapshot, (route) => (ids.has(route.id) ? null : route)),
  }
}

/** Where a route made by users stands, as the command line wants it. */
export function routeWords({ id }: Route): string {
  const { group, name, parent } = resourceWords(id) ?? { group: '<group>', name: '<route>', parent: null }
  return `-g ${shell(group)} --route-table-name ${shell(parent ?? '<table>')} --name ${shell(name)}`
}

/** Ids of the platform's own routes: those of the subnet, and what the route is for. */
const ownRoute = /^(\S+\/subnets\/\S+) Internet$/i

/** Nothing of the user's is in the way; something is missing. */
function joining({ hop, route }: Broken): Remedy {
  const subnetId = ownRoute.exec(route?.id ?? '')?.[1]
  if (subnetId !== undefined) {
    return {
      title: 'Give the load balancer’s subnet a way out: a NAT gateway',
      commands: [
        'az network public-ip create -g <group> --name gateway-out --sku Standard',
        'az network nat gateway create -g <group> --name gateway-nat --public-ip-addresses gateway-out',
        `az network vnet subnet update --ids ${shell(subnetId)} --nat-gateway <id of gateway-nat>`,
      ],
      risk: 'medium',
      time: '5-15 min',
    }
  }
  const end = hop.leg === 'request' ? hop.destination.label : 'the load balancer'
  return {
    title: `Join the networks: peer them, or route to ${end} by the gateway or appliance that leads there`,
    commands: [
      'az network vnet peering create -g <group> --vnet-name <network of the gateway> --name <name> --remote-vnet <id of the other network> --allow-vnet-access',
      'az network vnet peering create -g <group> --vnet-name <other network> --name <name> --remote-vnet <id of the gateway network> --allow-vnet-access',
    ],
    risk: 'medium',
    time: '5-20 min',
  }
}
