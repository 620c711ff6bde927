/** The rules that every network security group has, whether an answer lists them or not. */
import type { SecurityRule } from './rules.ts'

const allPorts = [{ from: 0, to: 65_535 }]

function rule(
  name: string,
  priority: number,
  direction: SecurityRule['direction'],
  source: string,
  destination: string,
): SecurityRule {
  return {
    name,
    direction,
    action: name.startsWith('Deny') ? 'deny' : 'allow',
    priority,
    protocol: 'any',
    source: { prefixes: [source], groups: [], isDefault: true },
    destination: { prefixes: [destination], groups: [], isDefault: true },
    sourcePorts: allPorts,
    destinationPorts: allPorts,
  }
}

export const defaultRules: readonly SecurityRule[] = [
  rule('AllowVnetInBound', 65_000, 'inbound', 'VirtualNetwork', 'VirtualNetwork'),
  rule('AllowAzureLoadBalancerInBound', 65_001, 'inbound', 'AzureLoadBalancer', '*'),
  rule('DenyAllInBound', 65_500, 'inbound', '*', '*'),
  rule('AllowVnetOutBound', 65_000, 'outbound', 'VirtualNetwork', 'VirtualNetwork'),
  rule('AllowInternetOutBound', 65_001, 'outbound', '*', 'Internet'),
  rule('DenyAllOutBound', 65_500, 'outbound', '*', '*'),
]
