/** One gateway with members of every kind, and everything around it read. */
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import { answered, arm, evidenceOf, gatewayCall, gatewayId, listener, networkId, part, poolHealth, rule, up } from './build.ts'
import { configurationId, networkCall, nic, nicId, nicsCall, stateCall, zoneCalls } from './network.ts'

const one = { name: 'one-nic', address: '10.0.2.4', machine: 'one-vm' }
const two = { name: 'two-nic', address: '10.0.2.5', machine: 'two-vm' }

const calls: readonly CallRecord[] = [
  gatewayCall({
    pools: {
      web: { backendAddresses: [{ ipAddress: '10.0.2.4' }, { ipAddress: '10.0.2.77' }, { ipAddress: '172.20.0.4' }] },
      vms: { backendIPConfigurations: [{ id: configurationId(nicId('two-nic')) }] },
      names: {
        backendAddresses: [{ fqdn: 'app.corp.internal' }, { fqdn: 'shop.z6.web.core.windows.net' }, { fqdn: 'www.shop.test' }],
      },
      none: { backendAddresses: [] },
    },
    settings: {
      http: { port: 8080, protocol: 'Http', requestTimeout: 30, probe: part('probes', 'up') },
      https: { port: 443, protocol: 'Https', pickHostNameFromBackendAddress: true, validateSNI: true, sniName: null },
    },
    probes: {
      up: {
        protocol: 'Http',
        host: 'shop.test',
        path: '/up',
        interval: 30,
        timeout: 30,
        unhealthyThreshold: 3,
        minServers: 0,
        match: {},
      },
    },
    listeners: {
      plain: listener('port-80', { hostNames: ['shop.test', '*.shop.test'] }),
      tls: listener('port-443', { protocol: 'Https' }),
    },
    rules: {
      plain: rule('plain', 'web', 'http', 10),
      tls: {
        ruleType: 'PathBasedRouting',
        priority: 20,
        httpListener: part('httpListeners', 'tls'),
        urlPathMap: part('urlPathMaps', 'paths'),
      },
    },
    properties: {
      urlPathMaps: [
        {
          name: 'paths',
          ...part('urlPathMaps', 'paths'),
          properties: {
            defaultBackendAddressPool: part('backendAddressPools', 'none'),
            defaultBackendHttpSettings: part('backendHttpSettingsCollection', 'http'),
            pathRules: ['vms', 'names', 'web'].map((name) => ({
              name,
              id: `${part('urlPathMaps', 'paths').id}/pathRules/${name}`,
              properties: {
                paths: [`/${name}/*`],
                backendAddressPool: part('backendAddressPools', name),
                backendHttpSettings: part('backendHttpSettingsCollection', 'https'),
              },
            })),
          },
        },
      ],
    },
  }),
  answered(
    'Microsoft.Network/applicationGateways/backendhealth/action',
    { id: gatewayId },
    {
      backendAddressPools: [
        poolHealth('web', {
          http: [up, { address: '10.0.2.77', health: 'Unhealthy', healthProbeLog: 'Cannot connect to backend server.' }],
          https: [{ address: '172.20.0.4', health: 'Unknown', healthProbeLog: null as unknown as string }],
        }),
        poolHealth('vms', {
          https: [{ address: '10.0.2.5', health: 'Healthy', ipConfiguration: { id: configurationId(nicId('two-nic')) } }],
        }),
        poolHealth('names', { https: [{ address: 'app.corp.internal', health: 'Healthy' }] }),
        poolHealth('none', { http: [] }),
      ],
    },
  ),
  networkCall({ inhabitants: ['one-nic', 'two-nic'].map((name) => configurationId(nicId(name))) }),
  nicsCall(one, two),
  answered('Microsoft.Network/networkInterfaces/read', { id: nicId('two-nic') }, nic(two)),
  stateCall('one-vm', 'running'),
  stateCall('two-vm', 'deallocated'),
  ...zoneCalls(
    { name: 'corp.internal', links: [networkId], records: { app: ['10.0.2.5'] } },
    { name: 'privatelink.web.core.windows.net', links: [`${networkId}-hub`], records: { shop: ['10.0.2.9'] } },
  ),
  answered(
    'Microsoft.Network/publicIPAddresses/read',
    { id: arm('Microsoft.Network', 'publicIPAddresses', 'shop-ip') },
    {
      id: arm('Microsoft.Network', 'publicIPAddresses', 'shop-ip'),
      properties: { ipAddress: '20.50.1.1', dnsSettings: { fqdn: 'shop.westeurope.cloudapp.azure.com' } },
    },
  ),
]

/** Evidence about `shop-gw`. */
export const gatewayEvidence: Evidence = evidenceOf(calls)
