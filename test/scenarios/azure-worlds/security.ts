/** Network security groups and route tables in ARM's shapes. */
import type { Item } from '../world.ts'
import { location, networkId } from './ids.ts'

/** One rule; what is not said is `*`, inbound and Allow. Singular fields for one value, plural ones for several. */
export interface RuleSaid {
  readonly name: string
  readonly priority: number
  readonly direction?: 'Inbound' | 'Outbound'
  readonly access?: 'Allow' | 'Deny'
  readonly protocol?: string
  readonly from?: string | readonly string[]
  readonly to?: string | readonly string[]
  readonly ports?: string | readonly string[]
  /** Ids of application security groups, instead of `from` or `to`. */
  readonly fromGroups?: readonly string[]
  readonly toGroups?: readonly string[]
}

export function rule(groupId: string, said: RuleSaid, collection = 'securityRules'): Item {
  const { name, priority, direction = 'Inbound', access = 'Allow', protocol = '*', fromGroups, toGroups } = said
  return {
    name,
    id: `${groupId}/${collection}/${name}`,
    etag: 'W/"00000000-0000-4000-8000-000000000010"',
    type: `Microsoft.Network/networkSecurityGroups/${collection}`,
    properties: {
      provisioningState: 'Succeeded',
      protocol,
      sourcePortRange: '*',
      ...many('destinationPortRange', said.ports),
      ...(fromGroups === undefined
        ? many('sourceAddressPrefix', said.from, 'es')
        : { sourceApplicationSecurityGroups: fromGroups.map((id) => ({ id })), sourceAddressPrefixes: [] }),
      ...(toGroups === undefined
        ? many('destinationAddressPrefix', said.to, 'es')
        : { destinationApplicationSecurityGroups: toGroups.map((id) => ({ id })), destinationAddressPrefixes: [] }),
      access,
      priority,
      direction,
      sourcePortRanges: [],
    },
  }
}

function many(field: string, value: string | readonly string[] = '*', plural = 's'): Item {
  return typeof value === 'string' ? { [field]: value, [`${field}${plural}`]: [] } : { [`${field}${plural}`]: value }
}

const defaults: readonly RuleSaid[] = [
  { name: 'AllowVnetInBound', priority: 65000, from: 'VirtualNetwork', to: 'VirtualNetwork' },
  { name: 'AllowAzureLoadBalancerInBound', priority: 65001, from: 'AzureLoadBalancer' },
  { name: 'DenyAllInBound', priority: 65500, access: 'Deny' },
  { name: 'AllowVnetOutBound', priority: 65000, direction: 'Outbound', from: 'VirtualNetwork', to: 'VirtualNetwork' },
  { name: 'AllowInternetOutBound', priority: 65001, direction: 'Outbound', to: 'Internet' },
  { name: 'DenyAllOutBound', priority: 65500, direction: 'Outbound', access: 'Deny' },
]

/** A group with the rules that every group has, and those said. */
export function securityGroup(name: string, rules: readonly RuleSaid[] = [], usedBy: Item = {}): Item {
  const id = networkId('networkSecurityGroups', name)
  return {
    name,
    id,
    etag: 'W/"00000000-0000-4000-8000-000000000011"',
    type: 'Microsoft.Network/networkSecurityGroups',
    location,
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: '00000000-0000-4000-8000-000000000012',
      securityRules: rules.map((said) => rule(id, said)),
      defaultSecurityRules: defaults.map((said) => rule(id, said, 'defaultSecurityRules')),
      ...usedBy,
    },
  }
}

/** What the gateway's own subnet must let in. */
export const gatewayRules: readonly RuleSaid[] = [
  { name: 'AllowGatewayManager', priority: 100, protocol: 'Tcp', from: 'GatewayManager', ports: '65200-65535' },
  { name: 'AllowClients', priority: 110, protocol: 'Tcp', from: 'Internet', ports: ['80', '443'] },
]

export interface RouteSaid {
  readonly name: string
  readonly to: string
  readonly hop: 'VirtualAppliance' | 'VnetLocal' | 'Internet' | 'None' | 'VirtualNetworkGateway'
  readonly address?: string
}

export function routeTable(name: string, routes: readonly RouteSaid[], rest: Item = {}): Item {
  const id = networkId('routeTables', name)
  return {
    name,
    id,
    etag: 'W/"00000000-0000-4000-8000-000000000013"',
    type: 'Microsoft.Network/routeTables',
    location,
    properties: {
      provisioningState: 'Succeeded',
      disableBgpRoutePropagation: false,
      routes: routes.map((route) => ({
        name: route.name,
        id: `${id}/routes/${route.name}`,
        type: 'Microsoft.Network/routeTables/routes',
        properties: {
          provisioningState: 'Succeeded',
          addressPrefix: route.to,
          nextHopType: route.hop,
          ...(route.address === undefined ? {} : { nextHopIpAddress: route.address }),
          hasBgpOverride: false,
        },
      })),
      ...rest,
    },
  }
}
