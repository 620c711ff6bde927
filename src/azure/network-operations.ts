/** What the official client of the network provider does for each call. */
import type { NetworkManagementClient } from '@azure/arm-network'
import type { ArmCall } from './ask.ts'
import type { OperationOptions } from './connection.ts'

/** A call that the network provider answers; private DNS is a service, and a client, of its own. */
export type NetworkCall =
  | Exclude<Extract<ArmCall, `Microsoft.Network/${string}`>, `Microsoft.Network/privateDnsZones/${string}`>
  // About a scale set, which is the compute provider's.
  | 'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read'

/** How a call is made about one object, and about all that a subscription or a resource group holds, as far as it is ever made so. */
export interface NetworkOperation {
  readonly one?: OneOperation
  readonly all?: (client: NetworkManagementClient, options: OperationOptions) => Promise<unknown>
  readonly allIn?: (client: NetworkManagementClient, resourceGroup: string, options: OperationOptions) => Promise<unknown>
  /** What the answer about one object must hold that is not the object itself. */
  readonly needs?: string
}

type OneOperation = (
  client: NetworkManagementClient,
  resourceGroup: string,
  name: string,
  options: OperationOptions,
) => Promise<unknown>

export const networkOperations: Readonly<Record<NetworkCall, NetworkOperation>> = {
  'Microsoft.Network/applicationGateways/read': {
    one: get((client) => client.applicationGateways),
    all: ({ applicationGateways }, options) => firstPage(applicationGateways.listAll(options)),
  },
  'Microsoft.Network/applicationGateways/backendhealth/action': {
    one: (client, resourceGroup, name, options) => client.applicationGateways.beginBackendHealth(resourceGroup, name, options),
    needs: 'backendAddressPools',
  },
  'Microsoft.Network/virtualNetworks/read': { one: get((client) => client.virtualNetworks) },
  'Microsoft.Network/networkSecurityGroups/read': { one: get((client) => client.networkSecurityGroups) },
  'Microsoft.Network/routeTables/read': { one: get((client) => client.routeTables) },
  'Microsoft.Network/networkInterfaces/read': {
    one: get((client) => client.networkInterfaces),
    all: ({ networkInterfaces }, options) => firstPage(networkInterfaces.listAll(options)),
    allIn: ({ networkInterfaces }, resourceGroup, options) => firstPage(networkInterfaces.list(resourceGroup, options)),
  },
  'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read': {
    one: ({ networkInterfaces }, resourceGroup, name, options) =>
      firstPage(networkInterfaces.listVirtualMachineScaleSetNetworkInterfaces(resourceGroup, name, options)),
    needs: 'value',
  },
  'Microsoft.Network/publicIPAddresses/read': { one: get((client) => client.publicIPAddresses) },
  'Microsoft.Network/natGateways/read': { one: get((client) => client.natGateways) },
  'Microsoft.Network/privateEndpoints/read': {
    all: ({ privateEndpoints }, options) => firstPage(privateEndpoints.listBySubscription(options)),
  },
}

interface Objects {
  readonly get: (resourceGroup: string, name: string, options: OperationOptions) => Promise<unknown>
}

function get(objectsOf: (client: NetworkManagementClient) => Objects): OneOperation {
  return (client, resourceGroup, name, options) => objectsOf(client).get(resourceGroup, name, options)
}

function firstPage({ byPage }: { readonly byPage: () => AsyncIterator<unknown> }): Promise<unknown> {
  return byPage().next()
}
