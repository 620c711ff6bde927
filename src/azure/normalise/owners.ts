/** Who owns an address that stands in a pool: an interface, nobody, or somebody who cannot be seen from here. */
import { type Fact, known, type UnknownFact, unknown } from '../../core/fact.ts'
import type { Calls } from '../../normalise/records.ts'
import { sourceOf } from '../call-names.ts'
import { parseAzureResourceId } from '../resource-id.ts'
import { sameId } from './calls.ts'
import { nameInId, parentId } from './gateway.ts'
import type { Attached, Interfaces } from './interfaces.ts'
import { holds, readVirtualNetwork, type Subnet, type VirtualNetwork } from './virtual-networks.ts'

/**
 * The interface that owns the address in the gateway's network or one it is peered with. Null only when nothing can own it: the
 * address lies in a network that was read, and every inhabitant of its subnet, or of its subscription where the subnet names none,
 * is a known interface with another address.
 */
export type OwnerOf = (address: string) => Fact<Attached | null>

export function ownerReader(calls: Calls, network: Fact<VirtualNetwork>, interfaces: Interfaces): OwnerOf {
  const strangers = new Map<string, UnknownFact | null>()
  const strangerIn = (subnet: Subnet): UnknownFact | null => {
    const before = strangers.get(subnet.id)
    const found = before === undefined ? unlistedInhabitant(subnet, interfaces) : before
    strangers.set(subnet.id, found)
    return found
  }
  return (address) => {
    if (!network.known) return network
    const { id, peers } = network.value
    const owning = interfaces.byAddress(address)
    const inNetwork = (networkId: string) => owning.filter(({ facing }) => sameId(facing.networkId ?? '', networkId))
    const own = inNetwork(id)
    const [found, second] = own.length > 0 ? own : peers.flatMap((peer) => inNetwork(peer.id))
    if (second !== undefined) return unknown('failed', `several network interfaces have the address ${address}`, networkSource)
    return found === undefined ? unowned(address, calls, network.value, strangerIn) : known(found, interfaceSource)
  }
}

const interfaceSource = sourceOf('Microsoft.Network/networkInterfaces/read')
const networkSource = sourceOf('Microsoft.Network/virtualNetworks/read')

function unowned(
  address: string,
  calls: Calls,
  network: VirtualNetwork,
  strangerIn: (subnet: Subnet) => UnknownFact | null,
): Fact<null> {
  const peer = network.peers.find(({ spaces }) => holds(spaces, address))
  const around = holds(network.spaces, address) ? known(network, networkSource) : peer && readVirtualNetwork(calls, peer.id)
  if (around === undefined) return beyond(address)
  if (!around.known) return around
  // A network that names no subnets names them elsewhere: a gateway, or a peering, needs one.
  if (around.value.subnets.length === 0) return unknown('failed', 'the subnets of the network are not stated', networkSource)
  const subnet = around.value.subnets.find(({ cidrs }) => holds(cidrs, address))
  if (subnet === undefined) return known(null, networkSource)
  return strangerIn(subnet) ?? known(null, interfaceSource, networkSource)
}

function beyond(address: string): UnknownFact {
  const source = { what: 'the network beyond the gateway’s', call: '', permission: null }
  return unknown(
    'notCollected',
    `${address} lies outside the gateway's virtual network and its peers, and what owns it cannot be listed from here`,
    source,
  )
}

/** Why somebody in the subnet may have any of its addresses; null when everybody in it is a known interface. */
function unlistedInhabitant(subnet: Subnet, interfaces: Interfaces): UnknownFact | null {
  const source = { what: 'inhabitants of subnets', call: '', permission: null }
  if (subnet.reservedFor !== null) {
    return unknown('notCollected', `addresses of ${nameInId(subnet.id)} may belong to ${subnet.reservedFor}`, source)
  }
  // A subnet that names nobody is empty, or its answer is not the whole one: only the list of interfaces tells.
  if (subnet.occupantIds.length === 0) {
    const listed = interfaces.listedIn(parseAzureResourceId(subnet.id)?.subscription ?? '')
    return listed.known ? null : listed
  }
  for (const id of subnet.occupantIds) {
    const ownerId = parentId(id)
    if (!/\/networkInterfaces\//i.test(`${ownerId}/`)) {
      return unknown('notCollected', `the address may belong to ${nameInId(ownerId)}, whose addresses are not read`, source)
    }
    const owner = interfaces.byId(ownerId)
    if (!owner.known) return owner
  }
  return null
}
