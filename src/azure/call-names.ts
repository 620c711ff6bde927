/**
 * Every Azure action lb502 uses, with what a human calls its answer. Plain data without any SDK, so that saved evidence can be
 * judged, and the role printed, without loading one.
 */
import type { Source } from '../core/fact.ts'

export interface CallInfo {
  /** What a reader would call the answer: `network security groups`. */
  readonly what: string
  /** The action that a role must hold for the call. */
  readonly permission: string
}

const infos = {
  'Microsoft.Resources/subscriptions/read': { what: 'subscriptions' },
  'Microsoft.Network/applicationGateways/read': { what: 'application gateway' },
  'Microsoft.Network/applicationGateways/backendhealth/action': { what: 'backend health' },
  'Microsoft.Network/virtualNetworks/read': { what: 'virtual networks' },
  'Microsoft.Network/networkSecurityGroups/read': { what: 'network security groups' },
  'Microsoft.Network/routeTables/read': { what: 'route tables' },
  'Microsoft.Network/networkInterfaces/read': { what: 'network interfaces' },
  'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read': {
    what: 'network interfaces of scale sets',
    permission: 'Microsoft.Compute/virtualMachineScaleSets/*/read',
  },
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read': {
    what: 'states of scale set machines',
    permission: 'Microsoft.Compute/virtualMachineScaleSets/*/read',
  },
  'Microsoft.Compute/virtualMachines/instanceView/read': { what: 'virtual machine states' },
  'Microsoft.Network/publicIPAddresses/read': { what: 'public IP addresses' },
  'Microsoft.Network/natGateways/read': { what: 'NAT gateways' },
  'Microsoft.Network/privateEndpoints/read': { what: 'private endpoints' },
  'Microsoft.Network/privateDnsZones/read': { what: 'private DNS zones' },
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks/read': { what: 'links of private DNS zones' },
  'Microsoft.Network/privateDnsZones/A/read': { what: 'private DNS records' },
  'Microsoft.Insights/metrics/read': { what: 'metrics' },
  'Microsoft.Insights/diagnosticSettings/read': { what: 'diagnostic settings' },
  'Microsoft.Insights/eventtypes/values/read': { what: 'recent changes' },
  'Microsoft.Insights/logs/read': { what: 'log rows', permission: 'Microsoft.Insights/logs/*/read' },
  'Microsoft.OperationalInsights/workspaces/read': { what: 'log workspaces' },
  'Microsoft.Storage/storageAccounts/read': { what: 'storage accounts' },
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read': { what: 'log blobs' },
} as const

/** An action lb502 uses, as Azure Resource Manager names it: `Microsoft.Network/applicationGateways/read`. */
export type CallName = keyof typeof infos

/** Every action, in the order of the table. */
export const callNames: readonly CallName[] = Object.keys(infos) as CallName[]

/** What an action reveals, and the permission it needs: the action itself unless roles name it differently. */
export function callInfo(name: CallName): CallInfo {
  const info: { readonly what: string; readonly permission?: string } = infos[name]
  return { what: info.what, permission: info.permission ?? name }
}

/** The Source a fact cites when it was read with this action; `what` narrows the wording where one call serves several facts. */
export function sourceOf(name: CallName, what?: string): Source {
  const info = callInfo(name)
  return { what: what ?? info.what, call: name, permission: info.permission }
}
