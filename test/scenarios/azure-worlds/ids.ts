/** The ARM ids of the shop. */

export const subscription = '7c1f4b2e-9d3a-4f60-8e21-5a6b7c8d9e0f'
export const location = 'westeurope'

const group = `/subscriptions/${subscription}/resourceGroups/shop`

/** The id of a resource in the shop's group: `networkId('virtualNetworks', 'shop-net')`. */
export const networkId = (type: string, name: string): string => `${group}/providers/Microsoft.Network/${type}/${name}`

export const gatewayId: string = networkId('applicationGateways', 'shop-gateway')
export const virtualNetworkId: string = networkId('virtualNetworks', 'shop-net')
export const subnetId = (name: string): string => `${virtualNetworkId}/subnets/${name}`
export const machineId = (name: string): string => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`
export const storageId: string = `${group}/providers/Microsoft.Storage/storageAccounts/shoplogs`
export const workspaceId: string = `${group}/providers/Microsoft.OperationalInsights/workspaces/shop-logs`

/** A part of the gateway: `partId('backendAddressPools', 'web')`. */
export const partId = (collection: string, name: string): string => `${gatewayId}/${collection}/${name}`
export const reference = (id: string): { readonly id: string } => ({ id })
