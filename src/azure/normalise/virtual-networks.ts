/** Virtual networks: which addresses lie where, what guards and routes them, whom they are peered with, who answers for names. */
import type { Fact } from '../../core/fact.ts'
import { cidrContains } from '../../core/network/addresses.ts'
import { flag, type Loose, neededText, objects, part, text, texts } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { about, factOf } from './calls.ts'
import { nameInId, referred } from './gateway.ts'
import type { ArmNetwork, ArmPeering, ArmSubnet } from './shapes.ts'

export interface VirtualNetwork {
  readonly id: string
  readonly location: string | null
  readonly spaces: readonly string[]
  /** Empty: the platform's own resolver. */
  readonly dnsServers: readonly string[]
  readonly subnets: readonly Subnet[]
  readonly peers: readonly Peering[]
}

/** This network's side of a peering. */
export interface Peering {
  /** ARM id of the other network. */
  readonly id: string
  /** ARM id of the peering itself; empty when not stated. */
  readonly peeringId: string
  /** The other network's ranges that the peering leads to. */
  readonly spaces: readonly string[]
  /** In Azure's word: `Connected`, `Initiated`, `Disconnected`. */
  readonly state: string
  readonly allowsAccess: boolean
  /** Whether this side takes packets that the other side did not send itself, only passed on. */
  readonly acceptsForwarded: boolean
  /** Whether this network reaches others through the gateway of the other one. */
  readonly usesRemoteGateway: boolean
  /** Names of the subnets that take part; null for all of them. */
  readonly localSubnets: readonly string[] | null
}

export interface Subnet {
  readonly id: string
  readonly cidrs: readonly string[]
  /** ARM ids of the IP configurations that live here. */
  readonly occupantIds: readonly string[]
  /** Name of a service that puts addresses here which no list shows; null when there is none. */
  readonly reservedFor: string | null
  readonly securityGroupId: string | null
  readonly routeTableId: string | null
  readonly natGatewayId: string | null
  /** Which rules and routes hold for private endpoints here, in Azure's word; null when not stated, which means none. */
  readonly endpointPolicies: string | null
}

export function readVirtualNetwork(calls: Calls, id: string): Fact<VirtualNetwork> {
  const wanted = { where: about(id), absent: `the virtual network ${nameInId(id)} was not asked for` }
  return factOf<ArmNetwork, VirtualNetwork>(calls, 'Microsoft.Network/virtualNetworks/read', wanted, (replies) => {
    const [network] = replies.map(({ output }) => output) as [Loose<ArmNetwork>]
    const dns = part(network, 'dhcpOptions')
    return {
      id: neededText(network, 'id'),
      location: text(network, 'location')?.replaceAll(' ', '').toLowerCase() ?? null,
      spaces: spacesOf(part(network, 'addressSpace')),
      dnsServers: dns === null ? [] : texts(dns, 'dnsServers'),
      subnets: objects(network, 'subnets').map((subnet) => readSubnet(subnet)),
      peers: objects(network, 'virtualNetworkPeerings').map((peering) => readPeering(peering)),
    }
  })
}

function readPeering(peering: Loose<ArmPeering>): Peering {
  return {
    id: referred(peering, 'remoteVirtualNetwork') ?? '',
    peeringId: text(peering, 'id') ?? '',
    spaces: spacesOf(part(peering, 'remoteAddressSpace')),
    state: text(peering, 'peeringState') ?? 'not stated',
    allowsAccess: flag(peering, 'allowVirtualNetworkAccess') ?? true,
    acceptsForwarded: flag(peering, 'allowForwardedTraffic') ?? false,
    usesRemoteGateway: flag(peering, 'useRemoteGateways') ?? false,
    localSubnets: flag(peering, 'peerCompleteVnets') === false ? texts(peering, 'localSubnetNames') : null,
  }
}

function spacesOf(space: Loose<{ readonly addressPrefixes?: readonly string[] }> | null): readonly string[] {
  return space === null ? [] : texts(space, 'addressPrefixes')
}

function readSubnet(subnet: Loose<ArmSubnet>): Subnet {
  const single = text(subnet, 'addressPrefix')
  const services = [
    ...objects(subnet, 'delegations').map((each) => text(each, 'serviceName') ?? 'a delegation'),
    ...objects(subnet, 'serviceAssociationLinks').map((each) => nameInId(text(each, 'id') ?? 'a linked service')),
    ...objects(subnet, 'resourceNavigationLinks').map((each) => nameInId(text(each, 'id') ?? 'a linked service')),
  ]
  return {
    id: neededText(subnet, 'id'),
    cidrs: [...new Set([...(single === null ? [] : [single]), ...texts(subnet, 'addressPrefixes')])],
    occupantIds: objects(subnet, 'ipConfigurations').map((each) => neededText(each, 'id')),
    reservedFor: services[0] ?? null,
    securityGroupId: referred(subnet, 'networkSecurityGroup'),
    routeTableId: referred(subnet, 'routeTable'),
    natGatewayId: referred(subnet, 'natGateway'),
    endpointPolicies: text(subnet, 'privateEndpointNetworkPolicies'),
  }
}

/** Whether one of the ranges holds the address. */
export function holds(cidrs: readonly string[], address: string): boolean {
  return cidrs.some((cidr) => cidrContains(cidr, address))
}
