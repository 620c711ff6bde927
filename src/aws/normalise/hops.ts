/** The hops between two ends, in the order that a packet and its reply meet them. */
import { type Fact, mapFact, type UnknownFact, unknown } from '../../core/fact.ts'
import type { FilterHop, Hop, Place as HopPlace, Leg, Packet, RouteHop } from '../../core/network/model.ts'
import type { End } from './ends.ts'
import { lookUp } from './listing.ts'
import type { Network } from './network.ts'
import type { Direction } from './security-groups.ts'
import { holds } from './subnets.ts'

/** Where replies go: nodes send from these ports. */
const ephemeral = { from: 1024, to: 65_535 }

export function hopsBetween(balancer: End, backend: End, port: number, network: Network): readonly Hop[] {
  const request: Packet = {
    source: balancer.endpoint,
    destination: backend.endpoint,
    destinationPorts: { from: port, to: port },
  }
  const reply: Packet = { source: backend.endpoint, destination: balancer.endpoint, destinationPorts: ephemeral }
  const hidden = balancer.hidden ?? backend.hidden
  const between = crossing(balancer, backend, network)
  const unsure = hidden ?? (between.known ? null : between)
  const crossed = (...hops: readonly Hop[]): readonly Hop[] => (between.known && !between.value ? [] : hops)
  const leave = (leg: Leg, place: SubnetPlace, end: End, packet: Packet): readonly Hop[] =>
    crossed(
      acl(leg, place, 'outbound', unsure ?? aclRules(end, 'outbound', network), packet),
      route(leg, place, unsure ?? tableOf(end, network), packet),
    )
  const enter = (leg: Leg, place: SubnetPlace, end: End, packet: Packet): readonly Hop[] =>
    crossed(acl(leg, place, 'inbound', unsure ?? aclRules(end, 'inbound', network), packet))
  // Security groups remember connections, so replies pass them unasked.
  return [
    ...groups('balancer', 'outbound', balancer, hidden, request, network),
    ...leave('request', 'balancer-subnet', balancer, request),
    ...enter('request', 'backend-subnet', backend, request),
    ...groups('backend', 'inbound', backend, hidden, request, network),
    ...leave('reply', 'backend-subnet', backend, reply),
    ...enter('reply', 'balancer-subnet', balancer, reply),
  ]
}

type SubnetPlace = RouteHop['place']

/** Whether packets leave the subnet on their way; inside one subnet they meet neither ACL nor route table. */
function crossing(balancer: End, backend: End, network: Network): Fact<boolean> {
  if (!balancer.place.known) return balancer.place
  const { subnetId, networkId } = balancer.place.value
  if (backend.place.known) return mapFact(backend.place, (place) => place.subnetId !== subnetId)
  const subnet = lookUp(network.subnets, subnetId, { 'subnet-id': subnetId, 'vpc-id': networkId })
  const [address] = backend.hidden === null ? backend.endpoint.cidrs : []
  const outside = subnet.known && subnet.value !== null && address !== undefined && !holds(subnet.value, address)
  return outside ? { ...subnet, value: true } : backend.place
}

function aclRules({ place }: End, direction: Direction, { acls }: Network): FilterHop['ruleSets'] {
  if (!place.known) return place
  const acl = acls(place.value.subnetId, place.value.networkId)
  return acl.known ? acl.value[direction] : acl
}

function tableOf({ place }: End, { tables }: Network): RouteHop['table'] {
  return place.known ? tables(place.value.subnetId, place.value.networkId) : place
}

/** The numbers that entries may have; the last one there is denies everything. */
const freeOrders = { from: 1, to: 32_766 }

function acl(leg: Leg, place: HopPlace, direction: Direction, ruleSets: FilterHop['ruleSets'], packet: Packet): FilterHop {
  return { kind: 'filter', leg, place, direction, policy: 'first-match', device: 'network ACL', ruleSets, freeOrders, packet }
}

function route(leg: Leg, place: SubnetPlace, table: RouteHop['table'], packet: Packet): RouteHop {
  return { kind: 'route', leg, place, table, destination: packet.destination }
}

/** An interface without any group is not filtered; a load balancer always has one. */
function groups(
  place: 'balancer' | 'backend',
  direction: Direction,
  end: End,
  hidden: UnknownFact | null,
  packet: Packet,
  network: Network,
): readonly FilterHop[] {
  const { groupIds } = end
  if (place === 'backend' && groupIds.known && groupIds.value.length === 0) return []
  const ruleSets = hidden ?? rulesOfGroups(end, direction, network)
  return [{ kind: 'filter', leg: 'request', place, direction, policy: 'any-allow', device: 'security group', ruleSets, packet }]
}

function rulesOfGroups({ groupIds, place }: End, direction: Direction, network: Network): FilterHop['ruleSets'] {
  if (!groupIds.known) return groupIds
  if (groupIds.value.length === 0) return unknown('failed', 'no security group is stated', ...groupIds.sources)
  return network.groups(groupIds.value, place.known ? place.value.networkId : null, direction)
}
