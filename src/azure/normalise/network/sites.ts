/** Where the members of pools are, seen from the gateway's network. */
import { type Fact, type UnknownFact, unknown } from '../../../core/fact.ts'
import type { NetworkInterface } from '../../../core/model.ts'
import { sourceOf } from '../../call-names.ts'
import { sameId } from '../calls.ts'
import { nameInId, parentId } from '../gateway.ts'
import { holds, type VirtualNetwork } from '../virtual-networks.ts'
import { isPublic } from './ranges.ts'
import type { Site } from './route-tables.ts'

export type Whereabouts =
  | { readonly kind: 'here'; readonly site: Site }
  /** In a network that could not be read. */
  | { readonly kind: 'unread'; readonly gap: UnknownFact }
  /** With a private address that no known network has. */
  | { readonly kind: 'beyond' }
  | { readonly kind: 'public' }

export type NetworkOf = (id: string) => Fact<VirtualNetwork>

/** By the interface that owns the address; where that is not known, by the networks' ranges. */
export function locate(
  address: string,
  facing: Fact<NetworkInterface | null>,
  own: VirtualNetwork,
  networkOf: NetworkOf,
): Whereabouts {
  const subnetId = facing.known ? (facing.value?.subnetId ?? null) : null
  if (subnetId !== null) return inSubnet(subnetId, networkOf)
  if (holds(own.spaces, address)) return inNetwork(address, own)
  const peer = own.peers.find(({ spaces }) => holds(spaces, address))
  if (peer === undefined) return { kind: isPublic(address) ? 'public' : 'beyond' }
  const network = networkOf(peer.id)
  return network.known ? inNetwork(address, network.value) : { kind: 'unread', gap: network }
}

function inSubnet(id: string, networkOf: NetworkOf): Whereabouts {
  const network = networkOf(parentId(id))
  if (!network.known) return { kind: 'unread', gap: network }
  const subnet = network.value.subnets.find((each) => sameId(each.id, id))
  return subnet === undefined ? missing(nameInId(id), network.value) : { kind: 'here', site: { network: network.value, subnet } }
}

function inNetwork(address: string, network: VirtualNetwork): Whereabouts {
  const subnet = network.subnets.find(({ cidrs }) => holds(cidrs, address))
  return subnet === undefined ? missing(`a subnet with ${address}`, network) : { kind: 'here', site: { network, subnet } }
}

function missing(what: string, network: VirtualNetwork): Whereabouts {
  const source = sourceOf('Microsoft.Network/virtualNetworks/read', 'subnets')
  return { kind: 'unread', gap: unknown('notFound', `${nameInId(network.id)} does not list ${what}`, source) }
}
