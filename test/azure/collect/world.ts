/** A gateway with every kind of member, in Resource Manager's own shapes. */
import type { Body } from '../../../src/azure/ask.ts'
import type { AzureCollectOptions } from '../../../src/azure/collect/options.ts'
import type { AzureTarget } from '../../../src/azure/target.ts'
import { type MockedArm, Reply, type Table } from '../mock-arm.ts'

export const subscription = '11111111-1111-1111-1111-111111111111'
export const hubSubscription = '22222222-2222-2222-2222-222222222222'
const group = `/subscriptions/${subscription}/resourceGroups/shop-rg`
const hub = `/subscriptions/${hubSubscription}/resourceGroups/hub-rg`
const network = 'providers/Microsoft.Network'
const compute = `/subscriptions/${subscription}/resourceGroups/vm-rg/providers/Microsoft.Compute`

export const gatewayId: string = `${group}/${network}/applicationGateways/shop`
export const homeId: string = `${group}/${network}/virtualNetworks/home`
export const spokeId: string = `${hub}/${network}/virtualNetworks/spoke`
const nic = (name: string) => `${group}/${network}/networkInterfaces/${name}`
export const machineId: string = `${compute}/virtualMachines/vm-a`
const scaleSetId = `${compute}/virtualMachineScaleSets/set`
const zoneId = `${hub}/${network}/privateDnsZones/privatelink.blob.core.windows.net`

export const operation: string = `/subscriptions/${subscription}/providers/Microsoft.Network/locations/westeurope/operationResults/7`

const reference = (id: string): Body => ({ id })

export const gateway: Body = {
  id: gatewayId,
  name: 'shop',
  location: 'West Europe',
  undocumented: 'kept',
  properties: {
    sku: { name: 'WAF_v2', tier: 'WAF_v2' },
    gatewayIPConfigurations: [{ properties: { subnet: reference(`${homeId}/subnets/gateway`) } }],
    frontendIPConfigurations: [{ properties: { publicIPAddress: reference(`${group}/${network}/publicIPAddresses/front`) } }],
    sslCertificates: [{ name: 'listener', properties: { publicCertData: 'MIIC', provisioningState: 'Succeeded' } }],
    backendAddressPools: [
      { name: 'web', properties: { backendAddresses: [{ ipAddress: '10.0.2.4' }, { ipAddress: '10.1.0.4' }] } },
      { name: 'files', properties: { backendAddresses: [{ fqdn: 'Shop.blob.core.windows.net' }] } },
      {
        name: 'machines',
        properties: {
          backendIPConfigurations: [
            reference(`${nic('nic-b')}/ipConfigurations/one`),
            reference(`${scaleSetId}/virtualMachines/0/networkInterfaces/nic/ipConfigurations/one`),
          ],
        },
      },
    ],
  },
}

const subnet = (network: string, name: string, prefix: string, more: object = {}) => ({
  id: `${network}/subnets/${name}`,
  name,
  properties: { addressPrefix: prefix, ...more },
})

const securityGroup = (name: string) => `${group}/${network}/networkSecurityGroups/${name}`

export const home: Body = {
  id: homeId,
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [
      subnet(homeId, 'gateway', '10.0.1.0/24', {
        networkSecurityGroup: reference(securityGroup('gateway')),
        routeTable: reference(`${group}/${network}/routeTables/gateway`),
        natGateway: reference(`${group}/${network}/natGateways/out`),
      }),
      subnet(homeId, 'web', '10.0.2.0/24', {
        networkSecurityGroup: reference(securityGroup('web')),
        ipConfigurations: [reference(`${scaleSetId}/virtualMachines/0/networkInterfaces/nic/ipConfigurations/one`)],
      }),
      subnet(homeId, 'unrelated', '10.0.9.0/24', { networkSecurityGroup: reference(securityGroup('unrelated')) }),
    ],
    virtualNetworkPeerings: [
      {
        properties: {
          remoteVirtualNetwork: reference(spokeId),
          remoteAddressSpace: { addressPrefixes: ['10.1.0.0/16'] },
        },
      },
    ],
  },
}

export const spoke: Body = {
  id: spokeId,
  properties: {
    subnets: [subnet(spokeId, 'apps', '10.1.0.0/24', { routeTable: reference(`${hub}/${network}/routeTables/apps`) })],
  },
}

const networkInterface = (id: string, address: string, subnetId: string, more: object = {}) => ({
  id,
  etag: 'W/"1"',
  properties: {
    macAddress: '00-0D-3A',
    ipConfigurations: [
      { id: `${id}/ipConfigurations/one`, properties: { privateIPAddress: address, subnet: reference(subnetId) } },
    ],
    ...more,
  },
})

const get = (id: string) => `GET ${id}`
const any = (id: string) => [get(id), reference(id)] as const

/** What everything of this world answers. */
export const world: Table = {
  [get(gatewayId)]: gateway,
  [`POST ${gatewayId}/backendhealth`]: new Reply(202, '', {
    location: `https://management.azure.com${operation}`,
    'retry-after': '0',
  }),
  [get(operation)]: { backendAddressPools: [{ healthProbeErrorName: 'kept' }] },
  [`${get(gatewayId)}/providers/Microsoft.Insights/diagnosticSettings`]: { value: [] },
  [`${get(gatewayId)}/providers/Microsoft.Insights/metrics`]: { value: [] },
  [`GET /subscriptions/${subscription}/providers/Microsoft.Insights/eventtypes/management/values`]: {
    value: [{ caller: 'ann', claims: { ipaddr: '203.0.113.9' }, operationName: { value: 'x' } }],
  },
  [`GET /subscriptions/${hubSubscription}/providers/Microsoft.Insights/eventtypes/management/values`]: { value: [] },
  [get(homeId)]: home,
  [get(spokeId)]: spoke,
  ...Object.fromEntries([
    any(securityGroup('gateway')),
    any(securityGroup('web')),
    any(securityGroup('nic')),
    any(`${group}/${network}/routeTables/gateway`),
    any(`${hub}/${network}/routeTables/apps`),
    any(`${group}/${network}/natGateways/out`),
    any(`${group}/${network}/publicIPAddresses/front`),
  ]),
  [`GET /subscriptions/${subscription}/${network}/networkInterfaces`]: {
    value: [
      networkInterface(nic('nic-a'), '10.0.2.4', `${homeId}/subnets/web`, {
        virtualMachine: reference(machineId),
        networkSecurityGroup: reference(securityGroup('nic')),
      }),
      networkInterface(nic('nic-z'), '10.0.9.9', `${homeId}/subnets/unrelated`),
    ],
  },
  [`GET /subscriptions/${hubSubscription}/${network}/networkInterfaces`]: { value: [] },
  [get(nic('nic-b'))]: networkInterface(nic('nic-b'), '10.0.2.5', `${homeId}/subnets/web`),
  [`GET ${scaleSetId}/networkInterfaces`]: { value: [] },
  [`GET ${machineId}/instanceView`]: {
    statuses: [{ code: 'PowerState/running' }],
    bootDiagnostics: { uri: 'https://x?sig=secret' },
  },
  [`GET /subscriptions/${subscription}/${network}/privateEndpoints`]: { value: [] },
  [`GET /subscriptions/${hubSubscription}/${network}/privateEndpoints`]: { value: [] },
  [`GET /subscriptions/${subscription}/${network}/privateDnsZones`]: { value: [] },
  [`GET /subscriptions/${hubSubscription}/${network}/privateDnsZones`]: {
    value: [
      { id: zoneId, name: 'privatelink.blob.core.windows.net' },
      { id: `${hub}/${network}/privateDnsZones/example.org`, name: 'example.org' },
    ],
  },
  [`GET ${zoneId}/virtualNetworkLinks`]: { value: [] },
  [`GET ${zoneId}/A`]: { value: [{ name: 'shop', properties: { aRecords: [{ ipv4Address: '10.0.2.4' }] } }] },
}

export const target: AzureTarget = { kind: 'id', id: gatewayId }

/** An hour, no logs. */
export function optionsFor({ httpClient, credential }: MockedArm): AzureCollectOptions {
  return {
    httpClient,
    credential,
    window: { from: '2026-11-20T13:00:00.000Z', to: '2026-11-20T14:00:00.000Z' },
    logs: { kind: 'off' },
    deadlineSeconds: 20,
    backendKeepAliveSeconds: null,
    only: [],
    ignore: [],
    now: new Date('2026-11-20T14:00:00.000Z'),
  }
}
