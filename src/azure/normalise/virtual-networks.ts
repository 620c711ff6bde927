/** Virtual networks as far as addresses and names go: which addresses lie where, and who answers for names. */
import type { Fact } from '../../core/fact.ts'
import { cidrContains } from '../../core/network/addresses.ts'
import { type Loose, neededText, objects, part, text, texts } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { about, factOf } from './calls.ts'
import { nameInId, referred } from './gateway.ts'
import type { ArmNetwork, ArmSubnet } from './shapes.ts'

export interface VirtualNetwork {
  readonly id: string
  readonly spaces: readonly string[]
  /** Empty: the platform's own resolver. */
  readonly dnsServers: readonly string[]
  readonly subnets: readonly Subnet[]
  readonly peers: readonly { readonly id: string; readonly spaces: readonly string[] }[]
}

export interface Subnet {
  readonly id: string
  readonly cidrs: readonly string[]
  /** ARM ids of the IP configurations that live here. */
  readonly occupantIds: readonly string[]
  /** Name of a service that puts addresses here which no list shows; null when there is none. */
  readonly reservedFor: string | null
}

export function readVirtualNetwork(calls: Calls, id: string): Fact<VirtualNetwork> {
  const wanted = { where: about(id), absent: `the virtual network ${nameInId(id)} was not asked for` }
  return factOf<ArmNetwork, VirtualNetwork>(calls, 'Microsoft.Network/virtualNetworks/read', wanted, (replies) => {
    const [network] = replies.map(({ output }) => output) as [Loose<ArmNetwork>]
    const dns = part(network, 'dhcpOptions')
    return {
      id: neededText(network, 'id'),
      spaces: spacesOf(part(network, 'addressSpace')),
      dnsServers: dns === null ? [] : texts(dns, 'dnsServers'),
      subnets: objects(network, 'subnets').map((subnet) => readSubnet(subnet)),
      peers: objects(network, 'virtualNetworkPeerings').map((peering) => ({
        id: referred(peering, 'remoteVirtualNetwork') ?? '',
        spaces: spacesOf(part(peering, 'remoteAddressSpace')),
      })),
    }
  })
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
  }
}

/** Whether one of the ranges holds the address. */
export function holds(cidrs: readonly string[], address: string): boolean {
  return cidrs.some((cidr) => cidrContains(cidr, address))
}
