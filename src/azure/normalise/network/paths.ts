/** Every path of a pool: from the gateway's subnet to each member, for requests and for probes. */
import { type Fact, known, type UnknownFact, unknown } from '../../../core/fact.ts'
import type { Endpoint, Hop, Path } from '../../../core/network/model.ts'
import { hostCidr, isIpv6 } from '../../../normalise/addresses.ts'
import { remember } from '../../../normalise/remember.ts'
import { sourceOf } from '../../call-names.ts'
import { idKey, sameId } from '../calls.ts'
import { nameInId, parentId } from '../gateway.ts'
import type { Fabric } from './fabric.ts'
import { type GatewayEnd, hiddenHops, hopsBetween } from './hops.ts'
import { everywhere } from './ranges.ts'
import type { Site } from './route-tables.ts'
import type { BackendPlace, PoolContext } from './types.ts'

/** The subnet the gateway's instances live in. */
export function gatewaySite({ gateway, networkOf }: Fabric): Fact<Site> {
  const network = networkOf(parentId(gateway.subnetId))
  if (!network.known) return network
  const subnet = network.value.subnets.find(({ id }) => sameId(id, gateway.subnetId))
  if (subnet !== undefined) return { ...network, value: { network: network.value, subnet } }
  return unknown('notFound', `${nameInId(network.value.id)} does not list ${nameInId(gateway.subnetId)}`, ...network.sources)
}

type Family = 'ipv4' | 'ipv6'

/** Any instance may send, and instances come and go: all addresses of the subnet are the gateway's, of one family at a time. */
export function gatewayEndReader(site: Fact<Site>): (family: Family) => Fact<GatewayEnd> {
  return remember((family: Family): Fact<GatewayEnd> => {
    if (!site.known) return site
    const { subnet } = site.value
    const cidrs = subnet.cidrs.filter((cidr) => isIpv6(cidr) === (family === 'ipv6'))
    if (cidrs.length === 0) return unknown('notFound', `${nameInId(subnet.id)} has no ${family} range`, ...site.sources)
    return { ...site, value: { site: site.value, endpoint: endpointOf('load balancer', cidrs) } }
  })
}

/** Instances of gateways are in no group. */
export function endpointOf(label: string, cidrs: readonly string[]): Endpoint {
  return { label, cidrs, groupIds: [], groupsComplete: true }
}

export function pathReader(fabric: Fabric): (pool: PoolContext) => Fact<readonly Path[]> {
  const site = gatewaySite(fabric)
  const gatewayEnd = gatewayEndReader(site)
  const { subnetId } = fabric.gateway
  const pathsOf = (place: BackendPlace): readonly Path[] =>
    purposesOf(place).flatMap(([purpose, port]) => {
      const hops = hopsTo(place, port, gatewayEnd, fabric)
      return hops === null ? [] : [{ backendKey: place.key, purpose, port, zone: nameInId(subnetId), subnetId, hops }]
    })
  const source = sourceOf('Microsoft.Network/applicationGateways/read')
  return ({ backends }) => (backends.known ? known(backends.value.flatMap(pathsOf), source, ...backends.sources) : backends)
}

/** Probes have a path of their own only when they go to another port. */
function purposesOf({ port, probePort }: BackendPlace): readonly (readonly [Path['purpose'], number])[] {
  return [['traffic', port], ...(probePort === port ? [] : [['probe', probePort] as const])]
}

/** Null where nothing is that a packet could be sent to. */
function hopsTo(
  { label, address, networkInterface: facing }: BackendPlace,
  port: number,
  gatewayEnd: (family: Family) => Fact<GatewayEnd>,
  fabric: Fabric,
): readonly Hop[] | null {
  const cidr = address.known ? address.value && hostCidr(address.value) : null
  if ((address.known && cidr === null) || (facing.known && facing.value === null)) return null
  const family = cidr !== null && isIpv6(cidr) ? 'ipv6' : 'ipv4'
  const gateway = gatewayEnd(family)
  const groups = facing.known && facing.value !== null ? facing.value.groupIds.map(idKey) : []
  const isEndpoint = facing.known && facing.value !== null && isPrivateEndpoint(facing.value.id, fabric)
  const endpoint: Endpoint = {
    label,
    cidrs: [cidr ?? everywhereOf(family)],
    groupIds: groups,
    // The groups of a private endpoint are not all written at its interface.
    ...(facing.known && !isEndpoint ? { groupsComplete: true } : {}),
  }
  const hidden = (gap: UnknownFact, ends: 'both ends' | 'the gateway only'): readonly Hop[] => {
    const source = gateway.known ? gateway.value.endpoint : endpointOf('load balancer', [everywhereOf(family)])
    return hiddenHops(gap, { source, destination: endpoint, destinationPorts: { from: port, to: port } }, ends)
  }
  if (!gateway.known) return hidden(gateway, 'both ends')
  if (!address.known) return hidden(address, 'the gateway only')
  return hopsBetween(gateway.value, { endpoint, address: address.value ?? '', facing, port }, fabric)
}

function everywhereOf(family: Family): string {
  return (family === 'ipv4' ? everywhere[0] : everywhere[1]) as string
}

function isPrivateEndpoint(id: string, { interfaces }: Fabric): boolean {
  const attached = interfaces.byId(id)
  return attached.known && attached.value !== null && attached.value.endpointId !== null
}
