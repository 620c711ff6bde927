/** The hops from the gateway to one member, in the order that a request and its reply meet them. */
import { type Fact, known, type UnknownFact } from '../../../core/fact.ts'
import type { NetworkInterface } from '../../../core/model.ts'
import type { Endpoint, FilterHop, Hop, Packet, Route, RouteHop, RouteTable } from '../../../core/network/model.ts'
import { sameId } from '../calls.ts'
import type { Attached } from '../interfaces.ts'
import { comparedWays } from './detours.ts'
import { guardsEndpoints, withEndpoint } from './endpoints.ts'
import { type Fabric, filter } from './fabric.ts'
import { reachOf, type Site } from './route-tables.ts'
import { locate, type Whereabouts } from './sites.ts'

/** The gateway as an end, in one family of addresses. */
export interface GatewayEnd {
  readonly site: Site
  readonly endpoint: Endpoint
}

export interface MemberEnd {
  readonly endpoint: Endpoint
  readonly address: string
  readonly facing: Fact<NetworkInterface | null>
  readonly port: number
}

export function hopsBetween(gateway: GatewayEnd, member: MemberEnd, fabric: Fabric): readonly Hop[] {
  const { site, endpoint } = gateway
  const packet: Packet = {
    source: endpoint,
    destination: member.endpoint,
    destinationPorts: { from: member.port, to: member.port },
  }
  const where = locate(member.address, member.facing, site.network, fabric.networkOf)
  const attached = attachmentOf(member.facing, fabric)
  const { request, reply } = waysBetween(gateway, member, where, attached, fabric)
  return [
    ...fabric.guard({
      groupId: site.subnet.securityGroupId,
      place: 'balancer-subnet',
      direction: 'outbound',
      packet,
      site,
      own: 'gateway',
      remote: where.kind === 'public' ? 'public' : 'member',
    }),
    route('request', request, member.endpoint),
    ...guardsOf(where, attached, packet, fabric),
    ...(reply === null ? [] : [route('reply', reply, endpoint)]),
  ]
}

/** All that can be said while one of the ends is unknown. */
export function hiddenHops(gap: UnknownFact, packet: Packet, ends: 'both ends' | 'the gateway only'): readonly Hop[] {
  const near: readonly Hop[] = [filter('balancer-subnet', 'outbound', gap, packet), route('request', gap, packet.destination)]
  if (ends === 'the gateway only') return near
  return [
    ...near,
    filter('backend-subnet', 'inbound', gap, packet),
    filter('backend', 'inbound', gap, packet),
    route('reply', gap, packet.source),
  ]
}

function route(leg: 'request' | 'reply', table: Fact<RouteTable>, destination: Endpoint): RouteHop {
  return { kind: 'route', leg, place: leg === 'request' ? 'balancer-subnet' : 'backend-subnet', table, destination }
}

function attachmentOf(facing: Fact<NetworkInterface | null>, { interfaces }: Fabric): Fact<Attached | null> {
  if (!facing.known) return facing
  return facing.value === null ? known(null, ...facing.sources) : interfaces.byId(facing.value.id)
}

interface Ways {
  readonly request: Fact<RouteTable>
  /** Null where the way back begins out of sight. */
  readonly reply: Fact<RouteTable> | null
}

function waysBetween(
  gateway: GatewayEnd,
  member: MemberEnd,
  where: Whereabouts,
  attached: Fact<Attached | null>,
  fabric: Fabric,
): Ways {
  const { site, endpoint } = gateway
  const request = fabric.tableOf(site, reachOf(member.address, site.network))
  if (where.kind === 'unread') return { request, reply: where.gap }
  if (where.kind !== 'here') return { request, reply: null }
  const endpointId = attached.known ? (attached.value?.endpointId ?? null) : null
  if (endpointId !== null) {
    const privateEndpoint = { id: endpointId, address: member.address, site: where.site }
    return { request: withEndpoint(request, privateEndpoint, endpointState(site, where.site, fabric)), reply: null }
  }
  const back = reachOf(endpoint.cidrs[0] ?? '', where.site.network)
  return comparedWays({ request, reply: fabric.tableOf(where.site, back) }, endpoint, member.endpoint)
}

/** Azure leads to private endpoints of peered networks as to its own, but for one case. */
function endpointState(from: Site, to: Site, { gateway }: Fabric): Route['state'] {
  const { location } = to.network
  const isFar = !sameId(from.network.id, to.network.id) && location !== null && location !== gateway.location
  return isFar && gateway.isolated === true
    ? { kind: 'drops', why: 'which gateways with network isolation do not reach in another region' }
    : { kind: 'delivers' }
}

/** The groups before the member: that of its subnet, then that of its interface. */
function guardsOf(where: Whereabouts, attached: Fact<Attached | null>, packet: Packet, fabric: Fabric): readonly FilterHop[] {
  const unread = (place: 'backend-subnet' | 'backend', gap: UnknownFact): FilterHop => filter(place, 'inbound', gap, packet)
  if (where.kind === 'public' || where.kind === 'beyond') return []
  const endpointId = attached.known ? (attached.value?.endpointId ?? null) : null
  if (where.kind === 'unread') {
    const own = attached.known ? (endpointId === null ? [unread('backend', where.gap)] : []) : [unread('backend', attached)]
    return [unread('backend-subnet', where.gap), ...own]
  }
  const { site } = where
  const guard = (place: 'backend-subnet' | 'backend', groupId: string | null): readonly FilterHop[] =>
    fabric.guard({ groupId, place, direction: 'inbound', packet, site, own: 'member', remote: 'gateway' })
  if (endpointId !== null) return guardsEndpoints(site.subnet) ? guard('backend-subnet', site.subnet.securityGroupId) : []
  return [
    ...guard('backend-subnet', site.subnet.securityGroupId),
    ...(attached.known ? guard('backend', attached.value?.securityGroupId ?? null) : [unread('backend', attached)]),
  ]
}
