/** A private endpoint in a subnet of its own, with a security group that denies everything. */
import type { Item } from '../world.ts'
import { gatewayWith } from './changes.ts'
import { networkId, reference, subnetId } from './ids.ts'
import { subnet } from './network.ts'
import type { Plan } from './plan.ts'
import { securityGroup } from './security.ts'

/** A private endpoint's address as the only member. */
export function endpointPool(): Pick<Plan, 'gateway'> {
  return gatewayWith({ pools: [{ name: 'web', members: ['10.20.3.4'] }] })
}

export function endpointSubnet(policies: 'Disabled' | 'Enabled'): Item {
  return subnet('endpoints', '10.20.3.0/24', {
    networkSecurityGroup: reference(networkId('networkSecurityGroups', 'endpoints-nsg')),
    privateEndpointNetworkPolicies: policies,
    privateEndpoints: [reference(networkId('privateEndpoints', 'store-endpoint'))],
    ipConfigurations: [
      reference(`${networkId('networkInterfaces', 'store-endpoint-nic')}/ipConfigurations/privateEndpointIpConfig`),
    ],
  })
}

export const endpointOthers: readonly Item[] = [
  securityGroup('endpoints-nsg', [{ name: 'DenyAll', priority: 100, access: 'Deny' }]),
  {
    name: 'store-endpoint',
    id: networkId('privateEndpoints', 'store-endpoint'),
    type: 'Microsoft.Network/privateEndpoints',
    location: 'westeurope',
    properties: {
      provisioningState: 'Succeeded',
      subnet: reference(subnetId('endpoints')),
      networkInterfaces: [reference(networkId('networkInterfaces', 'store-endpoint-nic'))],
      privateLinkServiceConnections: [
        { name: 'store', properties: { privateLinkServiceConnectionState: { status: 'Approved' }, groupIds: ['sites'] } },
      ],
      customDnsConfigs: [],
    },
  },
  {
    name: 'store-endpoint-nic',
    id: networkId('networkInterfaces', 'store-endpoint-nic'),
    type: 'Microsoft.Network/networkInterfaces',
    location: 'westeurope',
    properties: {
      provisioningState: 'Succeeded',
      ipConfigurations: [
        {
          name: 'privateEndpointIpConfig',
          id: `${networkId('networkInterfaces', 'store-endpoint-nic')}/ipConfigurations/privateEndpointIpConfig`,
          properties: {
            provisioningState: 'Succeeded',
            privateIPAddress: '10.20.3.4',
            privateIPAllocationMethod: 'Dynamic',
            subnet: reference(subnetId('endpoints')),
            primary: true,
            privateIPAddressVersion: 'IPv4',
          },
        },
      ],
      privateEndpoint: reference(networkId('privateEndpoints', 'store-endpoint')),
    },
  },
]
