/** Members that are registered by name. */
import type { AzureScenario } from '../../scenario.ts'
import { done, gatewayWith, outage, shopWith } from '../changes.ts'
import { setting } from '../gateway.ts'
import { says } from '../health.ts'
import { networkId } from '../ids.ts'
import { virtualNetwork } from '../network.ts'
import type { Plan } from '../plan.ts'
import { addressRecord, link, zone } from '../private-dns.ts'
import { calm, closedAfter, failures } from '../rows.ts'

const namedMember = (name: string): Partial<Plan> => ({
  ...gatewayWith({
    pools: [{ name: 'web', members: [name] }],
    settings: { 'web-http': setting({ pickHostNameFromBackendAddress: true }) },
  }),
  machines: [],
})

export const names: Readonly<Record<string, AzureScenario>> = {
  'dns-zone-not-linked': {
    title: 'The private zone is linked to the network of the DNS server only, so the gateway finds the public address',
    world: shopWith(
      namedMember('shopstatic.z6.web.core.windows.net'),
      outage({
        servers: [{ address: 'shopstatic.z6.web.core.windows.net', health: 'Unhealthy', log: says.statusLive(403) }],
        from: 0,
      }),
      {
        network: { dhcpOptions: { dnsServers: ['10.40.0.4'] } },
        others: [
          virtualNetwork('hub-net', ['10.40.0.0/16'], []),
          zone('privatelink.web.core.windows.net', 2),
          link('privatelink.web.core.windows.net', 'hub-net'),
          addressRecord('privatelink.web.core.windows.net', 'shopstatic.z6', '10.20.3.4'),
        ],
      },
    ),
    verdict: 'explained',
    cause: 'dns-unresolved',
  },
  'dns-no-such-name': {
    title: 'A private zone that the gateway’s network uses has no record of the name',
    world: shopWith(
      namedMember('api.corp.example.com'),
      outage({ servers: [{ address: 'api.corp.example.com', health: 'Unhealthy', log: says.dns }], from: 0 }),
      {
        others: [
          zone('corp.example.com', 2),
          link('corp.example.com', 'shop-net'),
          addressRecord('corp.example.com', 'web', '10.20.2.4'),
        ],
      },
    ),
    verdict: 'explained',
    cause: 'dns-unresolved',
  },
  'dns-custom-server': {
    title: 'The network’s own DNS server does not know the name',
    world: shopWith(
      namedMember('api.internal.example'),
      outage({ servers: [{ address: 'api.internal.example', health: 'Unhealthy', log: says.dns }], from: 0 }),
      { network: { dhcpOptions: { dnsServers: ['10.20.8.4', '10.20.8.5'] } } },
    ),
    verdict: 'explained',
    cause: 'dns-unresolved',
  },
  'dns-stale': {
    title: 'The record changed, and the gateway still sends to the address of before',
    world: shopWith(namedMember('web.corp.example.com'), {
      others: [
        zone('corp.example.com', 2),
        link('corp.example.com', 'shop-net'),
        addressRecord('corp.example.com', 'web', '10.20.2.9'),
      ],
      health: [
        {
          pool: 'web',
          setting: 'web-http',
          servers: [{ address: 'web.corp.example.com', health: 'Healthy', log: says.success }],
        },
      ],
      rows: [
        ...calm({ serverRouted: '10.20.2.4:8080' }, 20),
        ...failures({ requests: 90, from: 20, minutes: 40, row: { ...closedAfter(0), serverRouted: '10.20.2.4:8080' } }),
      ],
      events: done(19, 'Microsoft.Network/privateDnsZones/A/write', `${networkId('privateDnsZones', 'corp.example.com')}/A/web`),
    }),
    verdict: 'explained',
    cause: 'dns-stale',
  },
  'dns-health-unknown': {
    title: 'Health is unknown, the platform is let through, and the network’s own DNS server answers for the name',
    world: shopWith(
      namedMember('api.internal.example'),
      outage({ servers: [{ address: 'api.internal.example', health: 'Unknown', log: says.unknown }], from: 0 }),
      { network: { dhcpOptions: { dnsServers: ['10.20.8.4'] } } },
    ),
    verdict: 'explained',
    cause: 'dns-unresolved',
    certainty: 'likely',
    causes: ['dns-unresolved'],
  },
}
