/** Virtual networks, and what their subnets refer to. */
import { cidrContains } from '../../core/network/addresses.ts'
import type { Ask, Body } from '../ask.ts'
import { distinct, items, part, partsOf, reference, word, words } from './parts.ts'
import type { Search } from './search.ts'

export interface Network {
  readonly id: string
  readonly subnets: readonly Subnet[]
  readonly peers: readonly { readonly id: string; readonly spaces: readonly string[] }[]
}

export interface Subnet {
  readonly id: string
  readonly cidrs: readonly string[]
  readonly groupId: string | null
  readonly routeTableId: string | null
  readonly natGatewayId: string | null
  /** ARM ids of the IP configurations that live here. */
  readonly occupantIds: readonly string[]
}

/** Null when it could not be read. */
export async function readNetwork(ask: Ask, id: string): Promise<Network | null> {
  const body = partsOf(await ask('Microsoft.Network/virtualNetworks/read', { id }))
  if (body === null) return null
  return {
    id,
    subnets: items(body, 'subnets').flatMap(readSubnet),
    peers: items(body, 'virtualNetworkPeerings').flatMap((peering) => {
      const remote = reference(peering, 'remoteVirtualNetwork')
      const spaces = ['remoteAddressSpace', 'remoteVirtualNetworkAddressSpace'].flatMap((field) =>
        words(part(peering, field), 'addressPrefixes'),
      )
      return remote === null ? [] : [{ id: remote, spaces }]
    }),
  }
}

function readSubnet(subnet: Body): readonly Subnet[] {
  const id = word(subnet, 'id')
  if (id === null) return []
  return [
    {
      id,
      cidrs: [
        ...(word(subnet, 'addressPrefix') === null ? [] : [word(subnet, 'addressPrefix') ?? '']),
        ...words(subnet, 'addressPrefixes'),
      ],
      groupId: reference(subnet, 'networkSecurityGroup'),
      routeTableId: reference(subnet, 'routeTable'),
      natGatewayId: reference(subnet, 'natGateway'),
      occupantIds: items(subnet, 'ipConfigurations').flatMap((each) => word(each, 'id') ?? []),
    },
  ]
}

/** Reads the rules and routes of subnets. */
export async function readSubnetTables({ ask, watch }: Search, subnets: readonly Subnet[]): Promise<void> {
  const groups = distinct(subnets.flatMap(({ groupId }) => groupId ?? []))
  const tables = distinct(subnets.flatMap(({ routeTableId }) => routeTableId ?? []))
  watch([...groups, ...tables])
  await Promise.all([
    ...groups.map((id) => ask('Microsoft.Network/networkSecurityGroups/read', { id })),
    ...tables.map((id) => ask('Microsoft.Network/routeTables/read', { id })),
  ])
}

export function holds(cidrs: readonly string[], address: string): boolean {
  return cidrs.some((cidr) => cidrContains(cidr, address))
}

export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
