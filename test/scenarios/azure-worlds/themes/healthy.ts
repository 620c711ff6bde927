/** Gateways that do what they are for, and what looks like failure and is none. */
import type { AzureScenario } from '../../scenario.ts'
import { gatewayWith, shopWith, webHealth } from '../changes.ts'
import { probe, setting } from '../gateway.ts'
import { says } from '../health.ts'
import { partId, reference, subnetId } from '../ids.ts'
import { endpointOthers, endpointPool, endpointSubnet } from '../private-endpoint.ts'
import { answered, calm, failures } from '../rows.ts'

const clear = { verdict: 'clear', cause: null } as const

const privateFrontend = {
  name: 'private',
  id: partId('frontendIPConfigurations', 'private'),
  type: 'Microsoft.Network/applicationGateways/frontendIPConfigurations',
  properties: {
    provisioningState: 'Succeeded',
    privateIPAddress: '10.20.1.200',
    privateIPAllocationMethod: 'Static',
    subnet: reference(subnetId('gateway')),
  },
}

export const healthy: Readonly<Record<string, AzureScenario>> = {
  healthy: { title: 'A healthy gateway', world: shopWith(), ...clear },
  'healthy-noise': {
    title: 'The gateway’s own requests, clients that leave, and answers below 500 are no failures of this leg',
    world: shopWith({
      rows: [
        ...calm(),
        ...failures({
          requests: 60,
          from: 0,
          minutes: 60,
          row: { clientIp: '127.0.0.1', pool: null, setting: null, serverRouted: null },
        }),
        ...failures({ requests: 20, row: { status: 404, serverStatus: null, serverRouted: null, pool: null, setting: null } }),
        ...failures({ requests: 12, row: { status: 403, serverRouted: null } }),
        ...failures({ requests: 9, row: { status: 499, errorInfo: 'ERRORINFO_CLIENT_CLOSED_REQUEST' } }),
        ...failures({ requests: 10, row: answered(500, 0.12) }),
      ],
    }),
    ...clear,
  },
  'healthy-without-logs': { title: 'A healthy gateway that writes no logs', world: shopWith({ logs: [] }), ...clear },
  'healthy-without-traffic': {
    title: 'A healthy gateway that nobody asks for anything',
    world: shopWith({ rows: [] }),
    ...clear,
  },
  'healthy-v1': {
    title: 'A healthy gateway of the first generation',
    world: shopWith(gatewayWith({ sku: 'WAF_Medium' })),
    ...clear,
  },
  'app-service-404': {
    title: 'An app that does not know the host that clients ask for answers 404: its own answer, not a bad gateway',
    world: shopWith(
      gatewayWith({
        pools: [{ name: 'web', members: ['shop-app.azurewebsites.net'] }],
        settings: { 'web-http': setting({ port: 443, protocol: 'Https' }) },
        probes: { health: probe({ protocol: 'Https', host: 'shop-app.azurewebsites.net' }) },
      }),
      {
        machines: [],
        health: webHealth([{ address: 'shop-app.azurewebsites.net', health: 'Healthy', log: says.success }]),
        rows: failures({
          requests: 120,
          from: 0,
          minutes: 60,
          row: { ...answered(404, 0.04), serverRouted: '203.0.113.80:443' },
        }),
      },
    ),
    ...clear,
  },
  'isolated-gateway': {
    title: 'A gateway with network isolation needs neither infrastructure ports nor the Internet',
    world: shopWith(gatewayWith({ frontends: [privateFrontend], tags: { EnhancedNetworkControl: 'True' } }), {
      gatewayRules: [
        { name: 'AllowClients', priority: 100, protocol: 'Tcp', from: '10.0.0.0/8', ports: '80' },
        { name: 'DenyAllIn', priority: 4096, access: 'Deny' },
        { name: 'AllowWeb', priority: 100, direction: 'Outbound', protocol: 'Tcp', to: '10.20.2.0/24', ports: '8080' },
        { name: 'DenyAllOut', priority: 4096, direction: 'Outbound', access: 'Deny' },
      ],
    }),
    ...clear,
  },
  'private-endpoint-unenforced': {
    title: 'Rules on the subnet of a private endpoint count for nothing while its policies are disabled',
    world: shopWith(endpointPool(), {
      otherSubnets: [endpointSubnet('Disabled')],
      others: endpointOthers,
      machines: [],
      health: webHealth([{ address: '10.20.3.4', health: 'Healthy', log: says.success }]),
      rows: calm({ serverRouted: '10.20.3.4:8080' }),
    }),
    ...clear,
  },
}
