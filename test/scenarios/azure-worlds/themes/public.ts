/** Incidents that were told in public, as far as their accounts go. */
import type { AzureScenario } from '../../scenario.ts'
import { done, everyone, gatewayWith, outage, shopWith, webHealth } from '../changes.ts'
import { probe, setting } from '../gateway.ts'
import { says } from '../health.ts'
import { machineId, networkId, partId, reference, subnetId } from '../ids.ts'
import { addresses, interfaceId, peering, tableOf } from '../network.ts'
import { calm, failures } from '../rows.ts'
import { routeTable } from '../security.ts'

const defaultProbe = { settings: { 'web-http': setting({ port: 80, probe: undefined }) }, probes: {} }
const pods = ['10.20.2.30', '10.20.2.31'] as const

export const published: Readonly<Record<string, AzureScenario>> = {
  'daily-shutdown': {
    title: 'The pool’s only server is switched off every night, and the default probe finds nobody',
    world: shopWith(
      gatewayWith({ ...defaultProbe, pools: [{ name: 'web', members: ['192.168.50.131'] }] }),
      outage({ servers: [{ address: '192.168.50.131', health: 'Unhealthy', log: says.timeout }], from: 5 }),
      {
        space: ['10.20.0.0/16', '192.168.50.0/24'],
        webSubnet: { addressPrefix: '192.168.50.0/24' },
        machines: [{ name: 'web-1', address: '192.168.50.131', state: 'deallocated' }],
        events: done(3, 'Microsoft.Compute/virtualMachines/deallocate/action', machineId('web-1'), 'Microsoft.DevTestLab'),
      },
    ),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'proven',
    causes: ['backend-stopped'],
  },
  'one-setting-of-two-over-tls': {
    title: 'Of two settings of one pool only the one over TLS fails, with clients’ host names, and no error word tells why',
    world: shopWith(
      gatewayWith({
        pools: [{ name: 'web', members: addresses }],
        settings: {
          'web-http': setting({ probe: reference(partId('probes', 'plain')) }),
          'web-https': setting({
            port: 8443,
            protocol: 'Https',
            trustedRootCertificates: [reference(partId('trustedRootCertificates', 'cluster-root'))],
          }),
        },
        probes: { health: probe({ protocol: 'Https', host: 'web.cluster.internal' }), plain: probe() },
        listeners: { 'public-http': 80, 'public-https': 443 },
        rules: [
          { name: 'shop-rule', listener: 'public-http', priority: 100, pool: 'web', setting: 'web-http' },
          { name: 'tls-rule', listener: 'public-https', priority: 110, pool: 'web', setting: 'web-https' },
        ],
      }),
      {
        health: [...webHealth(everyone('Healthy', says.success)), ...webHealth(everyone('Healthy', says.success), 'web-https')],
        rows: [
          ...calm({ errorInfo: null }),
          ...failures({
            requests: 150,
            from: 0,
            minutes: 60,
            row: (index) => ({
              setting: 'web-https',
              serverRouted: `${addresses[index % 2] ?? ''}:8443`,
              serverStatus: '502',
              latency: '0.008',
              timeTaken: 0.009,
              errorInfo: null,
            }),
          }),
        ],
        refused: ['Microsoft.Insights/metrics/read'],
      },
    ),
    pool: 'web / web-https',
    verdict: 'explained',
    cause: 'certificate-name-mismatch',
    certainty: 'likely',
  },
  'default-route-learned': {
    title: 'A hub may have taught the gateway’s network a default route: health is unknown, and nothing else is in the way',
    world: shopWith(outage({ servers: everyone('Unknown', says.unknown) }), {
      network: peering('Connected', {
        useRemoteGateways: true,
        remoteVirtualNetwork: reference(networkId('virtualNetworks', 'HV_hub-westeurope')),
      }),
    }),
    verdict: 'explained',
    cause: 'route-broken',
    certainty: 'likely',
    causes: ['route-broken'],
  },
  'default-route-mended': {
    title: 'The default route leads to the Internet, and a firewall stands between gateway and backends both ways',
    world: shopWith({
      gatewaySubnet: tableOf('gateway-routes'),
      webSubnet: tableOf('web-routes'),
      others: [
        routeTable('gateway-routes', [
          { name: 'internet', to: '0.0.0.0/0', hop: 'Internet' },
          { name: 'web', to: '10.20.2.0/24', hop: 'VirtualAppliance', address: '10.20.9.4' },
        ]),
        routeTable('web-routes', [{ name: 'gateway', to: '10.20.1.0/24', hop: 'VirtualAppliance', address: '10.20.9.4' }]),
      ],
    }),
    verdict: 'clear',
    cause: null,
  },
  'pods-on-another-port': {
    title: 'Pods, addresses of a node’s interface, listen on another port than the service says',
    world: shopWith(
      gatewayWith({
        pools: [{ name: 'web', members: pods }],
        settings: { 'web-http': setting({ port: 8001, probe: undefined }) },
        probes: {},
      }),
      outage({ servers: pods.map((address) => ({ address, health: 'Unhealthy', log: says.connect })), from: 0 }),
      {
        machines: [
          {
            name: 'aks-node',
            address: addresses[0],
            state: 'running',
            interfaceProperties: {
              ipConfigurations: [addresses[0], ...pods].map((address, index) => ({
                name: `ipconfig${index + 1}`,
                id: `${interfaceId('aks-node')}/ipConfigurations/ipconfig${index + 1}`,
                properties: { privateIPAddress: address, subnet: reference(subnetId('web')), primary: index === 0 },
              })),
            },
          },
        ],
      },
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'likely',
    causes: ['port-closed'],
  },
  'service-behind-an-address-of-nobody': {
    title: 'An address that no interface has, of a service inside the network, answers 401: somebody is there',
    world: shopWith(
      gatewayWith({ ...defaultProbe, pools: [{ name: 'web', members: ['10.20.2.11'] }] }),
      outage({
        servers: [
          {
            address: '10.20.2.11',
            health: 'Unhealthy',
            log: 'Received invalid status code: 401 in the backend server’s HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.',
          },
        ],
        from: 0,
      }),
      { machines: [] },
    ),
    verdict: 'explained',
    cause: 'probe-status-mismatch',
    certainty: 'proven',
    causes: ['probe-status-mismatch'],
  },
}
