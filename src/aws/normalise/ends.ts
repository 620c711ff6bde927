/** The two ends of a path: the load balancer's nodes in one subnet, and a backend. */
import { type Fact, known, mapFact, type UnknownFact, unknown } from '../../core/fact.ts'
import type { LoadBalancer, LoadBalancerOverview, NetworkInterface } from '../../core/model.ts'
import type { Endpoint } from '../../core/network/model.ts'
import { hostCidr, isIpv6 } from '../../normalise/addresses.ts'
import { sourceOf } from '../call-names.ts'
import type { Addressed, PoolPlace } from './backends.ts'
import { required } from './listing.ts'
import type { Network } from './network.ts'
import { subnetAround } from './subnets.ts'

/** Where an end is attached to the network. */
interface Place {
  readonly subnetId: string
  readonly networkId: string | null
}

export interface End {
  readonly endpoint: Endpoint
  /** Why no address of the end is known; null when one is. The endpoint then stands for every address. */
  readonly hidden: UnknownFact | null
  readonly place: Fact<Place>
  readonly groupIds: Fact<readonly string[]>
}

type Family = 'ipv4' | 'ipv6'

export function familyOf(address: string): Family {
  return isIpv6(address) ? 'ipv6' : 'ipv4'
}

const everywhere: Readonly<Record<Family, string>> = { ipv4: '0.0.0.0/0', ipv6: '::/0' }

/**
 * The balancer's nodes in a subnet: their addresses where its interfaces were read, otherwise any address of the subnet, for nodes
 * come and go.
 */
export function balancerEnd(
  { nodes }: LoadBalancer,
  { networkId, groupIds }: LoadBalancerOverview,
  subnetId: string,
  family: Family,
  network: Network,
): End {
  const ofFamily = (address: string): boolean => familyOf(address) === family
  const own = nodes.known ? nodes.value.filter((node) => node.subnetId === subnetId) : []
  const addresses = own.flatMap((node) => node.addresses).filter(ofFamily)
  const subnet = required(network.subnets, subnetId, { 'subnet-id': subnetId, 'vpc-id': networkId })
  const ranges = mapFact(subnet, ({ cidrs }) => cidrs.filter(ofFamily))
  const cidrs: Fact<readonly string[]> =
    addresses.length > 0 ? known(addresses.flatMap((address) => hostCidr(address) ?? [])) : ranges
  const missing = cidrs.known && cidrs.value.length === 0
  const hidden = missing ? unknown('notFound', `${subnetId} has no ${family} range`, ...cidrs.sources) : cidrs
  return {
    endpoint: {
      label: 'load balancer',
      cidrs: hidden.known ? hidden.value : [everywhere[family]],
      ...(addresses.length > 0 && ranges.known ? { drawnFrom: ranges.value } : {}),
      groupIds,
    },
    hidden: hidden.known ? null : hidden,
    place: known({ subnetId, networkId }),
    groupIds: known(groupIds),
  }
}

/** A backend as an end; null when nothing is there that a packet could be sent to. */
export function backendEnd(addressed: Addressed, pool: PoolPlace, network: Network): End | null {
  const { backend, address } = addressed
  const attachment = attachmentOf(addressed)
  if (attachment === null || (address.known && address.value === null)) return null
  const groupIds = mapFact(attachment, (attached) => attached.groupIds)
  const cidr = address.known && address.value !== null ? hostCidr(address.value) : null
  return {
    endpoint: { label: backend.id, cidrs: [cidr ?? everywhere.ipv4], groupIds: groupIds.known ? groupIds.value : [] },
    hidden: address.known ? null : address,
    place: placed(attachment, address, pool, network),
    groupIds,
  }
}

type Attachment = Pick<NetworkInterface, 'subnetId' | 'networkId' | 'groupIds'>

/** What attaches the backend to the network; null when nothing does, because it is gone or is a function. */
function attachmentOf({ kind, backend }: Addressed): Fact<Attachment> | null {
  switch (kind) {
    case 'instance':
      return present<Attachment>(backend.machine)
    case 'address':
      return present<Attachment>(backend.networkInterface)
    case 'function':
      return null
  }
}

function present<T>(fact: Fact<T | null>): Fact<T> | null {
  if (!fact.known) return fact
  return fact.value === null ? null : { ...fact, value: fact.value }
}

/** The subnet that the attachment names or, where it could not be read, the one around the address. */
function placed(attachment: Fact<Attachment>, address: Fact<string | null>, pool: PoolPlace, network: Network): Fact<Place> {
  if (attachment.known) {
    const { subnetId, networkId } = attachment.value
    if (subnetId !== null) return { ...attachment, value: { subnetId, networkId } }
    return unknown('failed', 'the subnet of the backend is not stated', ...attachment.sources)
  }
  if (!address.known || address.value === null || !pool.networkId.known) return attachment
  const around = subnetAround(network.subnets, address.value, pool.networkId.value)
  return around === null
    ? attachment
    : known({ subnetId: around.id, networkId: around.networkId }, sourceOf('ec2:DescribeSubnets'))
}
