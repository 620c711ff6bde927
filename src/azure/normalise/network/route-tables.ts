/** The routes in force in a subnet: what users made, what gateways may have learned, and what Azure makes by itself. */
import { type Fact, known, type Source } from '../../../core/fact.ts'
import { parseCidr } from '../../../core/network/addresses.ts'
import type { Route, RouteTable } from '../../../core/network/model.ts'
import { remember } from '../../../normalise/remember.ts'
import type { Note } from '../../../normalise/words.ts'
import { sourceOf } from '../../call-names.ts'
import { nameInId } from '../gateway.ts'
import { holds, type Subnet, type VirtualNetwork } from '../virtual-networks.ts'
import { learnedRoutes, learnsRoutes } from './learned.ts'
import { nextHop, type Reach, toInternet } from './next-hops.ts'
import { peeringState, takesPart } from './peerings.ts'
import { everywhere, isPublic, unroutedRanges } from './ranges.ts'
import type { UserRoutes } from './user-routes.ts'

/** A subnet with the network it is in. */
export interface Site {
  readonly network: VirtualNetwork
  readonly subnet: Subnet
}

export interface RouteSources {
  readonly userRoutes: (id: string | null) => Fact<UserRoutes>
  readonly networkOf: (id: string) => Fact<VirtualNetwork>
  /** What becomes of packets from the site to the Internet. */
  readonly egressFrom: (site: Site) => Route['state']
  readonly note: Note
}

/** One table for each site and reach of destinations: the same value for all that share it. */
export type TableOf = (site: Site, reach: Reach) => Fact<RouteTable>

export function routeTableReader(sources: RouteSources): TableOf {
  const sites = new Map<string, Site>()
  const table = remember((subnetId: string, reach: Reach) => readTable(sites.get(subnetId) as Site, reach, sources))
  return (site, reach) => {
    sites.set(site.subnet.id, site)
    return table(site.subnet.id, reach)
  }
}

/** Where the address lies, seen from the network. */
export function reachOf(address: string, { spaces, peers }: VirtualNetwork): Reach {
  if (holds(spaces, address)) return 'own'
  if (peers.some((peering) => holds(peering.spaces, address))) return 'peer'
  return isPublic(address) ? 'public' : 'outside'
}

const networkSource: Source = sourceOf('Microsoft.Network/virtualNetworks/read')
const tableSource: Source = sourceOf('Microsoft.Network/routeTables/read')

function readTable(site: Site, reach: Reach, sources: RouteSources): Fact<RouteTable> {
  const user = sources.userRoutes(site.subnet.routeTableId)
  if (!user.known) return user
  const { id, routes } = user.value
  const egress = sources.egressFrom(site)
  const made = routes
    .filter(({ prefix }) => parseCidr(prefix) !== undefined || reach === 'public')
    .map((route) => ({ id: route.id, destinations: rangesOf(route.prefix), ...nextHop(route, reach, egress, sources.note) }))
  // Of equal prefixes the first one listed counts: Azure prefers what users made, then what was learned, then its own.
  return known(
    {
      id: id ?? `the system table of ${nameInId(site.subnet.id)}`,
      name: id === null ? '' : nameInId(id),
      routes: [...made, ...learned(site, reach, user.value), ...system(site, reach, user.value, sources)],
    },
    ...(id === null ? [] : [tableSource]),
    networkSource,
  )
}

/** A route may name a service tag, whose ranges are public ones. */
function rangesOf(prefix: string): Route['destinations'] {
  if (parseCidr(prefix) !== undefined) return known([prefix], tableSource)
  const source = { what: 'ranges of service tags', call: '', permission: null }
  return { known: false, gap: 'notCollected', message: `the ranges of the service tag ${prefix} are not read`, sources: [source] }
}

/** Routes of the network itself and of its peerings come before learned ones, however long the prefixes of those are. */
function learned({ network, subnet }: Site, reach: Reach, user: UserRoutes): readonly Route[] {
  if (reach === 'own' || reach === 'peer' || !user.learnsRoutes || !learnsRoutes(network)) return []
  const why = 'whose own routes are not visible from here'
  return [
    {
      id: `${subnet.id} BGP`,
      destinations: learnedRoutes,
      target: 'the virtual network gateway',
      state: { kind: 'unclear', why },
    },
  ]
}

const away: Route['state'] = { kind: 'diverts', why: 'which leads away from private addresses' }
const unrouted: Route['state'] = {
  kind: 'drops',
  why: 'as a range that neither the virtual network nor any it is peered with has',
}

function system(site: Site, reach: Reach, user: UserRoutes, sources: RouteSources): readonly Route[] {
  const { network, subnet } = site
  const route = (name: string, ranges: readonly string[], target: string, state: Route['state']): Route => ({
    id: `${subnet.id} ${name}`,
    destinations: known(ranges, networkSource),
    target,
    state,
  })
  return [
    route('VnetLocal', network.spaces, 'the virtual network', { kind: 'delivers' }),
    ...network.peers
      .filter((peering) => takesPart(peering, subnet))
      .map((peering) => ({
        ...route(
          '',
          peering.spaces,
          `peering ${nameInId(peering.peeringId)}`,
          peeringState(peering, network, sources.networkOf(peering.id)),
        ),
        id: peering.peeringId,
      })),
    // A default route of the user's own takes private ranges along.
    ...(user.routes.some(({ prefix }) => prefix === '0.0.0.0/0')
      ? []
      : [route('None', unroutedRanges, 'nowhere (None)', unrouted)]),
    route('Internet', everywhere, toInternet, reach === 'public' ? sources.egressFrom(site) : away),
  ]
}
