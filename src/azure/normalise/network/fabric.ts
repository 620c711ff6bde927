/** Everything that paths are made of, each read once and shared. */
import type { FilterHop, Packet, Place, Route } from '../../../core/network/model.ts'
import type { Calls } from '../../../normalise/records.ts'
import { remember } from '../../../normalise/remember.ts'
import type { Note } from '../../../normalise/words.ts'
import { idKey } from '../calls.ts'
import type { Interfaces } from '../interfaces.ts'
import { readVirtualNetwork } from '../virtual-networks.ts'
import type { EndKind } from './prefixes.ts'
import { routeTableReader, type Site, type TableOf } from './route-tables.ts'
import type { Direction } from './rules.ts'
import { securityGroupReader } from './security-groups.ts'
import type { NetworkOf } from './sites.ts'
import { type NetworkTag, networkTag } from './tags.ts'
import type { GatewayPlace } from './types.ts'
import { userRouteReader } from './user-routes.ts'

export interface Fabric {
  readonly gateway: GatewayPlace
  readonly interfaces: Interfaces
  readonly networkOf: NetworkOf
  readonly tableOf: TableOf
  /** The filter of one network security group, or none where there is no group. */
  readonly guard: (guarding: Guarding) => readonly FilterHop[]
  readonly note: Note
}

export interface Guarding {
  /** ARM id; null where nobody guards. */
  readonly groupId: string | null
  readonly place: Place
  readonly direction: Direction
  readonly packet: Packet
  /** The subnet the group guards, or guards an interface in. */
  readonly site: Site
  readonly own: EndKind
  readonly remote: EndKind
}

export function readFabric(calls: Calls, gateway: GatewayPlace, interfaces: Interfaces, note: Note): Fabric {
  const networkByKey = remember((key: string) => readVirtualNetwork(calls, key))
  const networkOf: NetworkOf = (id) => networkByKey(idKey(id))
  const userRoutes = userRouteReader(calls)
  const rulesOf = securityGroupReader(calls, note)
  const tags = new Map<string, NetworkTag>()
  const tagOf = ({ network, subnet }: Site): NetworkTag => {
    const tag = tags.get(subnet.id) ?? networkTag(network, subnet, userRoutes(subnet.routeTableId))
    tags.set(subnet.id, tag)
    return tag
  }
  return {
    gateway,
    interfaces,
    networkOf,
    tableOf: routeTableReader({ userRoutes, networkOf, egressFrom: (site) => egressOf(gateway, site), note }),
    guard: ({ groupId, site, own, remote, direction, place, packet }) => {
      if (groupId === null) return []
      const ruleSets = rulesOf(groupId, direction, { own, remote, tag: tagOf(site) }, site.subnet.id)
      return [filter(place, direction, ruleSets, packet)]
    },
    note,
  }
}

/** Network security groups remember connections, so only the direction in which one begins is filtered. */
export function filter(place: Place, direction: Direction, ruleSets: FilterHop['ruleSets'], packet: Packet): FilterHop {
  return {
    kind: 'filter',
    leg: 'request',
    place,
    direction,
    policy: 'first-match',
    device: 'network security group',
    ruleSets,
    freeOrders: { from: 100, to: 4096 },
    packet,
  }
}

/** A gateway of the second generation has no way out without a public address, but by a NAT gateway. */
function egressOf({ generation, publicAddressIds }: GatewayPlace, { subnet }: Site): Route['state'] {
  if (generation === 'v1' || publicAddressIds.length > 0 || subnet.natGatewayId !== null) return { kind: 'delivers' }
  return { kind: 'drops', why: 'which a gateway without public address reaches by a NAT gateway only, and its subnet has none' }
}
