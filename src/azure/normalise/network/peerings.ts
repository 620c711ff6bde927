/** Peerings as next hops. */
import type { Fact } from '../../../core/fact.ts'
import type { Route } from '../../../core/network/model.ts'
import { sameId } from '../calls.ts'
import { nameInId } from '../gateway.ts'
import type { Peering, Subnet, VirtualNetwork } from '../virtual-networks.ts'

/** Whether the peering joins this subnet with the other network: it is connected, and the subnet takes part in it. */
export function joins(peering: Peering, subnet: Subnet): boolean {
  return isConnected(peering) && takesPart(peering, subnet)
}

/** A peering may be made for some subnets only. */
export function takesPart({ localSubnets }: Peering, subnet: Subnet): boolean {
  const name = nameInId(subnet.id).toLowerCase()
  return localSubnets === null || localSubnets.some((local) => local.toLowerCase() === name)
}

function isConnected({ state }: Peering): boolean {
  return state.toLowerCase() === 'connected'
}

/** Whether the peering passes packets on. `other`: the network on the far side, whose own side counts as well. */
export function peeringState(peering: Peering, network: VirtualNetwork, other: Fact<VirtualNetwork>): Route['state'] {
  if (!isConnected(peering)) return { kind: 'drops', why: `which is not connected (${peering.state})` }
  const name = nameInId(peering.id)
  const back = other.known ? other.value.peers.find(({ id }) => sameId(id, network.id)) : null
  if (back === undefined) return { kind: 'drops', why: `which ${name} does not have on its side` }
  if (back !== null && !isConnected(back))
    return { kind: 'drops', why: `which is not connected on the side of ${name} (${back.state})` }
  if (!peering.allowsAccess || back?.allowsAccess === false) {
    return {
      kind: 'unclear',
      why: 'which does not allow access between the networks, so that only rules naming their ranges let packets pass',
    }
  }
  return { kind: 'delivers' }
}
