/** What each call asks Resource Manager: method, path, API version, and what its answer must hold. */
import { UnusableAnswer } from '../collect/refusal.ts'
import type { ArmCall, ArmInput } from './ask.ts'

export interface ArmRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query, without the host. */
  readonly path: string
  /** A field without which the answer is none: `value` for lists. */
  readonly needs: string
}

interface Shape {
  readonly version: string
  readonly method?: 'POST'
  /** What follows the object's id, for calls about a part of the object or what another provider knows of it. */
  readonly below?: string
  /** What follows the subscription, where it is not the type's own list. */
  readonly within?: string
  /** What the answer about one object must hold; its `id` where nothing else is told. */
  readonly needs?: string
}

const network = { version: '2025-05-01' } as const
const privateDns = { version: '2024-06-01' } as const

/** Every call that can be made, by its name. */
export const requestShapes: Readonly<Record<ArmCall, Shape>> = {
  'Microsoft.Resources/subscriptions/read': { version: '2022-12-01' },
  'Microsoft.Network/applicationGateways/read': network,
  'Microsoft.Network/applicationGateways/backendhealth/action': {
    ...network,
    method: 'POST',
    below: '/backendhealth',
    needs: 'backendAddressPools',
  },
  'Microsoft.Network/virtualNetworks/read': network,
  'Microsoft.Network/networkSecurityGroups/read': network,
  'Microsoft.Network/routeTables/read': network,
  'Microsoft.Network/networkInterfaces/read': network,
  // The network provider answers for them, in a version of its own.
  'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read': {
    version: '2018-10-01',
    below: '/networkInterfaces',
    needs: 'value',
  },
  'Microsoft.Compute/virtualMachines/instanceView/read': { version: '2024-07-01', below: '/instanceView', needs: 'statuses' },
  'Microsoft.Network/publicIPAddresses/read': network,
  'Microsoft.Network/natGateways/read': network,
  'Microsoft.Network/privateEndpoints/read': network,
  'Microsoft.Network/privateDnsZones/read': privateDns,
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks/read': { ...privateDns, below: '/virtualNetworkLinks', needs: 'value' },
  'Microsoft.Network/privateDnsZones/A/read': { ...privateDns, below: '/A', needs: 'value' },
  'Microsoft.Insights/metrics/read': { version: '2024-02-01', below: '/providers/Microsoft.Insights/metrics', needs: 'value' },
  'Microsoft.Insights/diagnosticSettings/read': {
    version: '2021-05-01-preview',
    below: '/providers/Microsoft.Insights/diagnosticSettings',
    needs: 'value',
  },
  'Microsoft.Insights/eventtypes/values/read': {
    version: '2015-04-01',
    within: '/providers/Microsoft.Insights/eventtypes/management/values',
  },
  'Microsoft.OperationalInsights/workspaces/read': { version: '2023-09-01' },
  'Microsoft.Storage/storageAccounts/read': { version: '2023-05-01' },
}

/** The request that a call stands for. Throws UnusableAnswer for an id that is none: answers name objects, and may hold anything. */
export function requestOf(call: ArmCall, { id, subscriptionId, resourceGroup, ...query }: ArmInput): ArmRequest {
  const { version, method = 'GET', below = '', within = `/providers/${typeOf(call)}`, needs = 'id' } = requestShapes[call]
  const search = new URLSearchParams({ 'api-version': version, ...query })
  if (id !== undefined) return { method, path: `${pathOf(id)}${below}?${search}`, needs }
  const group = resourceGroup === undefined ? '' : `/resourceGroups/${resourceGroup}`
  const path = subscriptionId === undefined ? '/subscriptions' : pathOf(`/subscriptions/${subscriptionId}${group}`) + within
  return { method, path: `${path}?${search}`, needs: 'value' }
}

function typeOf(call: ArmCall): string {
  return call.slice(0, call.lastIndexOf('/'))
}

function pathOf(id: string): string {
  const [empty, first, ...rest] = id.replace(/\/+$/, '').split('/')
  // A dot segment would lead to another object than the one named.
  const isId = empty === '' && first?.toLowerCase() === 'subscriptions' && rest.every((segment) => !/^\.{0,2}$/.test(segment))
  if (!isId || rest.length === 0) throw new UnusableAnswer(`no resource id: ${JSON.stringify(id.slice(0, 200))}`)
  return `/${[first, ...rest].map(encodeURIComponent).join('/')}`
}
