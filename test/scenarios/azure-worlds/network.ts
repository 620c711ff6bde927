/** The shop's network in ARM's shapes: subnets, interfaces, machines, addresses. */
import type { Item } from '../world.ts'
import { gatewayId, location, machineId, networkId, reference, subnetId } from './ids.ts'

export const addresses = ['10.20.2.4', '10.20.2.5'] as const
export const machines = ['web-1', 'web-2'] as const
export const gatewayPrefix = '10.20.1.0/24'
export const backendPrefix = '10.20.2.0/24'

/** A subnet of the shop's network; `rest` holds its security group, its route table, its delegations. */
export function subnet(name: string, prefix: string, rest: Item = {}): Item {
  return {
    name,
    id: subnetId(name),
    etag: 'W/"00000000-0000-4000-8000-000000000020"',
    type: 'Microsoft.Network/virtualNetworks/subnets',
    properties: {
      provisioningState: 'Succeeded',
      addressPrefix: prefix,
      delegations: [],
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
      ...rest,
    },
  }
}

export function virtualNetwork(name: string, space: readonly string[], subnets: readonly Item[], rest: Item = {}): Item {
  return {
    name,
    id: networkId('virtualNetworks', name),
    etag: 'W/"00000000-0000-4000-8000-000000000021"',
    type: 'Microsoft.Network/virtualNetworks',
    location,
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: '00000000-0000-4000-8000-000000000022',
      addressSpace: { addressPrefixes: space },
      subnets,
      virtualNetworkPeerings: [],
      enableDdosProtection: false,
      ...rest,
    },
  }
}

export const groupOf = (name: string): Item => ({ networkSecurityGroup: reference(networkId('networkSecurityGroups', name)) })
export const tableOf = (name: string): Item => ({ routeTable: reference(networkId('routeTables', name)) })

/** The subnets of the shop; scenarios add security groups and route tables. */
export function subnets(gateway: Item = {}, backend: Item = {}): readonly Item[] {
  return [
    subnet('gateway', gatewayPrefix, {
      ...groupOf('gateway-nsg'),
      applicationGatewayIPConfigurations: [reference(`${gatewayId}/gatewayIPConfigurations/gateway-ip`)],
      ...gateway,
    }),
    subnet('web', backendPrefix, {
      ...groupOf('web-nsg'),
      ipConfigurations: machines.map((machine) => reference(interfaceConfigurationId(machine))),
      ...backend,
    }),
  ]
}

export const interfaceId = (machine: string): string => networkId('networkInterfaces', `${machine}-nic`)
export const interfaceConfigurationId = (machine: string): string => `${interfaceId(machine)}/ipConfigurations/ipconfig1`

export function networkInterface(
  machine: string,
  address: string,
  subnetName = 'web',
  rest: Item = {},
  configuration: Item = {},
): Item {
  return {
    name: `${machine}-nic`,
    id: interfaceId(machine),
    etag: 'W/"00000000-0000-4000-8000-000000000023"',
    type: 'Microsoft.Network/networkInterfaces',
    location,
    properties: {
      provisioningState: 'Succeeded',
      ipConfigurations: [
        {
          name: 'ipconfig1',
          id: interfaceConfigurationId(machine),
          type: 'Microsoft.Network/networkInterfaces/ipConfigurations',
          properties: {
            provisioningState: 'Succeeded',
            privateIPAddress: address,
            privateIPAllocationMethod: 'Dynamic',
            subnet: reference(subnetId(subnetName)),
            primary: true,
            privateIPAddressVersion: 'IPv4',
            ...configuration,
          },
        },
      ],
      dnsSettings: { dnsServers: [], appliedDnsServers: [] },
      macAddress: '00-0D-3A-00-00-01',
      enableAcceleratedNetworking: false,
      enableIPForwarding: false,
      primary: true,
      virtualMachine: reference(machineId(machine)),
      nicType: 'Standard',
      ...rest,
    },
  }
}

export function machine(name: string): Item {
  return {
    name,
    id: machineId(name),
    type: 'Microsoft.Compute/virtualMachines',
    location,
    properties: {
      vmId: '00000000-0000-4000-8000-000000000024',
      hardwareProfile: { vmSize: 'Standard_B2s' },
      provisioningState: 'Succeeded',
      networkProfile: { networkInterfaces: [reference(interfaceId(name))] },
    },
  }
}

/** `running`, `deallocated`, `stopped`… since a time. */
export function instanceView(state: string, since?: string): Item {
  return {
    vmAgent: { vmAgentVersion: 'Unknown', statuses: [] },
    statuses: [
      {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Provisioning succeeded',
        time: since ?? '2026-11-01T08:00:00.0000000+00:00',
      },
      { code: `PowerState/${state}`, level: 'Info', displayStatus: `VM ${state}` },
    ],
  }
}

export function publicAddress(name: string, address: string, rest: Item = {}): Item {
  return {
    name,
    id: networkId('publicIPAddresses', name),
    type: 'Microsoft.Network/publicIPAddresses',
    location,
    sku: { name: 'Standard', tier: 'Regional' },
    properties: {
      provisioningState: 'Succeeded',
      ipAddress: address,
      publicIPAddressVersion: 'IPv4',
      publicIPAllocationMethod: 'Static',
      ...rest,
    },
  }
}

/** A peering of the shop's network with another one of its group, as a property of the network. */
export function peering(state: string, rest: Item = {}): Item {
  return {
    virtualNetworkPeerings: [
      {
        name: 'to-apps',
        id: `${networkId('virtualNetworks', 'shop-net')}/virtualNetworkPeerings/to-apps`,
        type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
        properties: {
          provisioningState: 'Succeeded',
          peeringState: state,
          peeringSyncLevel: state === 'Connected' ? 'FullyInSync' : 'RemoteNotInSync',
          remoteVirtualNetwork: reference(networkId('virtualNetworks', 'apps-net')),
          allowVirtualNetworkAccess: true,
          allowForwardedTraffic: false,
          allowGatewayTransit: false,
          useRemoteGateways: false,
          remoteAddressSpace: { addressPrefixes: ['10.30.0.0/16'] },
          remoteVirtualNetworkAddressSpace: { addressPrefixes: ['10.30.0.0/16'] },
          ...rest,
        },
      },
    ],
  }
}
