/** What each call asks Resource Manager, by the official client where that has an operation for it, and what its answer must hold. */
import type { PipelineResponse } from '@azure/core-rest-pipeline'
import { checkedName, objectNamed, pathOf } from './arm-ids.ts'
import type { ArmCall, ArmInput } from './ask.ts'
import type { Connection, Operation } from './connection.ts'
import { type NetworkCall, networkOperations } from './network-operations.ts'

export interface ArmRequest {
  /** Sends it and gives the first answer. */
  readonly send: (connection: Connection, signal: AbortSignal) => Promise<PipelineResponse>
  /** Fields of which the answer must have one: `value` for lists. */
  readonly needs: readonly string[]
}

type PlainCall = Exclude<ArmCall, NetworkCall>

interface Shape {
  readonly version: string
  /** What follows the object's id, for calls about a part of the object or what another provider knows of it. */
  readonly below?: string
  /** What follows the subscription, where it is not the type's own list. */
  readonly within?: string
  /** What the answer must hold that is not the object itself. */
  readonly needs?: string
}

const privateDns = { version: '2024-06-01' } as const

/** Calls to the other providers, by their names. */
const shapes: Readonly<Record<PlainCall, Shape>> = {
  'Microsoft.Resources/subscriptions/read': { version: '2022-12-01' },
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read': {
    version: '2024-07-01',
    below: '/virtualMachines',
    needs: 'value',
  },
  'Microsoft.Compute/virtualMachines/instanceView/read': { version: '2024-07-01', below: '/instanceView', needs: 'statuses' },
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

/** Fields of which an object has one, however little of it is told. */
const anyOfObject = ['id', 'name', 'properties'] as const

/** The request that a call stands for. Throws UnusableAnswer for an id that is none: answers name objects, and may hold anything. */
export function requestOf(call: ArmCall, input: ArmInput): ArmRequest {
  return isNetworkCall(call) ? operationRequest(call, input) : plainRequest(call, input)
}

function isNetworkCall(call: ArmCall): call is NetworkCall {
  return call in networkOperations
}

function operationRequest(call: NetworkCall, { id, subscriptionId = '', resourceGroup }: ArmInput): ArmRequest {
  const { one, all, allIn, needs } = networkOperations[call]
  if (id !== undefined && one !== undefined) {
    const [provider, type] = call.split('/')
    const { subscription, group, name } = objectNamed(id, `${provider}/${type}`)
    return { needs: neededOf(needs), send: operate(subscription, (client, options) => one(client, group, name, options)) }
  }
  const subscription = checkedName(subscriptionId)
  if (resourceGroup !== undefined && allIn !== undefined) {
    const group = checkedName(resourceGroup)
    return { needs: ['value'], send: operate(subscription, (client, options) => allIn(client, group, options)) }
  }
  if (all !== undefined) return { needs: ['value'], send: operate(subscription, all) }
  throw new Error(`${call} is never made this way`)
}

function operate(subscription: string, operation: Operation): ArmRequest['send'] {
  return (connection, signal) => connection.operate(subscription, operation, signal)
}

function plainRequest(call: PlainCall, { id, subscriptionId, ...query }: ArmInput): ArmRequest {
  const { version, below = '', within = `/providers/${typeOf(call)}`, needs } = shapes[call]
  const search = new URLSearchParams({ 'api-version': version, ...query })
  const inSubscription = subscriptionId === undefined ? '/subscriptions' : pathOf(`/subscriptions/${subscriptionId}`) + within
  const path = id === undefined ? inSubscription : pathOf(id) + below
  return {
    needs: id === undefined ? ['value'] : neededOf(needs),
    send: (connection, signal) => connection.get(`${path}?${search}`, signal),
  }
}

function neededOf(needs: string | undefined): readonly string[] {
  return needs === undefined ? anyOfObject : [needs]
}

function typeOf(call: ArmCall): string {
  return call.slice(0, call.lastIndexOf('/'))
}
