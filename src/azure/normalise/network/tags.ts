/** What the service tag `VirtualNetwork` stands for in the rules of one subnet. */
import { type Fact, type UnknownFact, unknown } from '../../../core/fact.ts'
import type { Subnet, VirtualNetwork } from '../virtual-networks.ts'
import { learnsRoutes } from './learned.ts'
import { joins } from './peerings.ts'
import { platformAddress } from './ranges.ts'
import type { UserRoutes } from './user-routes.ts'

export interface NetworkTag {
  readonly ranges: readonly string[]
  /** Why it may hold more; null when it does not. */
  readonly rest: UnknownFact | null
}

/**
 * The network's own ranges, those of networks it is peered with, and what is routed to them; where gateways join other networks,
 * or a default route is made, which others.
 */
export function networkTag(network: VirtualNetwork, subnet: Subnet, userRoutes: Fact<UserRoutes>): NetworkTag {
  const peered = network.peers.filter((peering) => joins(peering, subnet) && peering.allowsAccess).flatMap(({ spaces }) => spaces)
  const routed = userRoutes.known ? userRoutes.value.routes : []
  const inside = routed
    .filter(({ nextHop, prefix }) => !leavesNetwork.has(nextHop) && !isDefault(prefix))
    .map(({ prefix }) => prefix)
  return {
    ranges: [...new Set([...network.spaces, ...peered, platformAddress, ...inside])],
    rest: userRoutes.known ? restOf(network, routed) : userRoutes,
  }
}

const leavesNetwork: ReadonlySet<string> = new Set(['internet', 'none'])

function restOf(network: VirtualNetwork, routed: UserRoutes['routes']): UnknownFact | null {
  const source = { what: 'ranges behind the VirtualNetwork tag', call: '', permission: null }
  if (learnsRoutes(network)) {
    return unknown('notCollected', 'which networks the virtual network gateway joins to this one is not read', source)
  }
  const doubtful = routed.some(({ nextHop, prefix }) => leavesNetwork.has(nextHop) || isDefault(prefix))
  return doubtful ? unknown('notCollected', 'Azure may count the ranges of user-defined routes to it, or may not', source) : null
}

function isDefault(prefix: string): boolean {
  return prefix.endsWith('/0')
}
