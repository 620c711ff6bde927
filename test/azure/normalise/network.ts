/** The network around the gateway of `build.ts`, in Resource Manager's own shapes. */
import type { CallRecord } from '../../../src/core/evidence.ts'
import { answered, appSubnetId, arm, gatewayId, gatewaySubnetId, networkId, subscription } from './build.ts'

export interface Nic {
  readonly name: string
  readonly address: string
  readonly machine?: string
  readonly subnetId?: string
}

export function nicId(name: string): string {
  return arm('Microsoft.Network', 'networkInterfaces', name)
}

export function machineId(name: string): string {
  return arm('Microsoft.Compute', 'virtualMachines', name)
}

export function configurationId(nic: string): string {
  return `${nic}/ipConfigurations/primary`
}

export function nic({ name, address, machine, subnetId = appSubnetId }: Nic): object {
  const id = nicId(name)
  return {
    name,
    id,
    location: 'westeurope',
    properties: {
      ...(machine === undefined ? {} : { virtualMachine: { id: machineId(machine) } }),
      ipConfigurations: [
        {
          name: 'primary',
          id: configurationId(id),
          properties: {
            primary: true,
            privateIPAddress: address,
            privateIPAllocationMethod: 'Dynamic',
            subnet: { id: subnetId },
          },
        },
      ],
    },
  }
}

/** All interfaces of the subscription. */
export function nicsCall(...nics: readonly Nic[]): CallRecord {
  const input = { subscriptionId: subscription }
  return answered('Microsoft.Network/networkInterfaces/read', input, { value: nics.map(nic) })
}

export function stateCall(machine: string, power: string): CallRecord {
  const statuses = [
    { code: 'ProvisioningState/succeeded', displayStatus: 'Provisioning succeeded', time: '2026-03-01T05:00:02.123+00:00' },
    { code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` },
  ]
  return answered(
    'Microsoft.Compute/virtualMachines/instanceView/read',
    { id: `${machineId(machine)}/instanceView` },
    { statuses },
  )
}

export interface NetworkOptions {
  readonly dnsServers?: readonly string[]
  /** ARM ids of IP configurations in the subnet of the backends. */
  readonly inhabitants?: readonly string[]
  /** Other properties of the subnet of the backends. */
  readonly app?: object
  /** Instead of the two. */
  readonly subnets?: readonly object[]
  readonly peerings?: readonly { readonly id: string; readonly spaces: readonly string[] }[]
}

/** 10.0.0.0/16 with the gateway in 10.0.1.0/24 and the backends in 10.0.2.0/24. */
export function networkCall({
  dnsServers = [],
  inhabitants = [],
  app = {},
  peerings = [],
  subnets,
}: NetworkOptions = {}): CallRecord {
  const body = {
    name: 'shop-vnet',
    id: networkId,
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      dhcpOptions: { dnsServers },
      subnets: subnets ?? [
        {
          id: gatewaySubnetId,
          name: 'gateway',
          properties: { addressPrefix: '10.0.1.0/24', ipConfigurations: [{ id: `${gatewayId}/gatewayIPConfigurations/subnet` }] },
        },
        {
          id: appSubnetId,
          name: 'app',
          properties: {
            addressPrefixes: ['10.0.2.0/24'],
            ipConfigurations: inhabitants.map((id) => ({ id })),
            delegations: [],
            ...app,
          },
        },
      ],
      virtualNetworkPeerings: peerings.map(({ id, spaces }, index) => ({
        id: `${networkId}/virtualNetworkPeerings/${index}`,
        properties: { remoteVirtualNetwork: { id }, remoteAddressSpace: { addressPrefixes: spaces }, peeringState: 'Connected' },
      })),
    },
  }
  return answered('Microsoft.Network/virtualNetworks/read', { id: networkId }, body)
}

export interface Zone {
  readonly name: string
  readonly links?: readonly string[]
  readonly records?: Readonly<Record<string, readonly string[]>>
  /** Record sets of other types than A and SOA. */
  readonly others?: number
  readonly resolutionPolicy?: string
}

/** The private DNS zones of the subscription, with their links and addresses. */
export function zoneCalls(...zones: readonly Zone[]): readonly CallRecord[] {
  const id = (name: string): string => arm('Microsoft.Network', 'privateDnsZones', name)
  const value = zones.map(({ name, records = {}, others = 0 }) => ({
    id: id(name),
    name,
    location: 'global',
    properties: { numberOfRecordSets: Object.keys(records).length + 1 + others },
  }))
  return [
    answered('Microsoft.Network/privateDnsZones/read', { subscriptionId: subscription }, { value }),
    ...zones.flatMap(({ name, links = [], records = {}, resolutionPolicy = 'Default' }) => [
      answered(
        'Microsoft.Network/privateDnsZones/virtualNetworkLinks/read',
        { id: id(name) },
        {
          value: links.map((network, index) => ({
            id: `${id(name)}/virtualNetworkLinks/${index}`,
            properties: { virtualNetwork: { id: network }, registrationEnabled: false, resolutionPolicy },
          })),
        },
      ),
      answered(
        'Microsoft.Network/privateDnsZones/A/read',
        { id: id(name) },
        {
          value: Object.entries(records).map(([record, addresses]) => ({
            id: `${id(name)}/A/${record}`,
            name: record,
            properties: { ttl: 10, aRecords: addresses.map((ipv4Address) => ({ ipv4Address })) },
          })),
        },
      ),
    ]),
  ]
}
