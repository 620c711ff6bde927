/** Routes that lead elsewhere, and rules that keep the platform from the gateway. */
import type { AzureScenario } from '../../scenario.ts'
import type { Item } from '../../world.ts'
import { done, everyone, gatewayWith, outage, shopWith } from '../changes.ts'
import { says } from '../health.ts'
import { networkId, reference, virtualNetworkId } from '../ids.ts'
import { gatewayPrefix, machine, networkInterface, peering, subnet, tableOf, virtualNetwork } from '../network.ts'
import type { Plan } from '../plan.ts'
import { unconnected } from '../rows.ts'
import { gatewayRules, routeTable } from '../security.ts'

const broken = { verdict: 'explained', cause: 'route-broken' } as const
const silent: Partial<Plan> = outage({ servers: everyone('Unhealthy', says.timeout), early: unconnected })
const untold: Partial<Plan> = outage({ servers: everyone('Unknown', says.unknown) })

/** One member outside the shop's own network. */
const away = (address: string): Partial<Plan> => ({
  ...gatewayWith({ pools: [{ name: 'web', members: [address] }] }),
  ...outage({
    servers: [{ address, health: 'Unhealthy', log: says.connect }],
    early: { ...unconnected, serverRouted: `${address}:8080` },
  }),
})

/** Another network with the member in it. */
const appsSubnet = `${networkId('virtualNetworks', 'apps-net')}/subnets/apps`
const appsNetwork = [
  virtualNetwork('apps-net', ['10.30.0.0/16'], [{ ...subnet('apps', '10.30.2.0/24'), id: appsSubnet }]),
  networkInterface('apps-1', '10.30.2.4', 'web', {}, { subnet: reference(appsSubnet) }),
  machine('apps-1'),
]

/** The same, with its side of the peering. */
const appsNetworkPeered = (side: Item): readonly Item[] => [
  virtualNetwork('apps-net', ['10.30.0.0/16'], [{ ...subnet('apps', '10.30.2.0/24'), id: appsSubnet }], {
    virtualNetworkPeerings: [
      {
        name: 'to-shop',
        id: `${networkId('virtualNetworks', 'apps-net')}/virtualNetworkPeerings/to-shop`,
        properties: {
          peeringState: 'Connected',
          allowVirtualNetworkAccess: true,
          allowForwardedTraffic: false,
          remoteVirtualNetwork: reference(virtualNetworkId),
          remoteAddressSpace: { addressPrefixes: ['10.20.0.0/16'] },
          ...side,
        },
      },
    ],
  }),
  ...appsNetwork.slice(1),
]

export const routes: Readonly<Record<string, AzureScenario>> = {
  'route-default-to-appliance': {
    title: 'The default route of the gateway’s subnet leads to a firewall',
    world: shopWith(untold, {
      gatewaySubnet: tableOf('gateway-routes'),
      others: [
        routeTable('gateway-routes', [{ name: 'to-firewall', to: '0.0.0.0/0', hop: 'VirtualAppliance', address: '10.20.9.4' }]),
      ],
      events: done(
        9,
        'Microsoft.Network/routeTables/routes/write',
        `${networkId('routeTables', 'gateway-routes')}/routes/to-firewall`,
      ),
    }),
    ...broken,
  },
  'route-none': {
    title: 'A route throws away what goes to the backends',
    world: shopWith(silent, {
      gatewaySubnet: tableOf('gateway-routes'),
      others: [
        routeTable('gateway-routes', [
          { name: 'internet', to: '0.0.0.0/0', hop: 'Internet' },
          { name: 'no-web', to: '10.20.2.0/24', hop: 'None' },
        ]),
      ],
    }),
    ...broken,
    certainty: 'proven',
  },
  'route-back-none': {
    title: 'The backends’ subnet throws away its answers',
    world: shopWith(silent, {
      webSubnet: tableOf('web-routes'),
      others: [routeTable('web-routes', [{ name: 'no-gateway', to: gatewayPrefix, hop: 'None' }])],
    }),
    ...broken,
    certainty: 'proven',
  },
  'route-asymmetric': {
    title: 'Answers go through a firewall that never saw the requests',
    world: shopWith(silent, {
      webSubnet: tableOf('web-routes'),
      others: [
        routeTable('web-routes', [
          { name: 'gateway-by-firewall', to: gatewayPrefix, hop: 'VirtualAppliance', address: '10.20.9.4' },
        ]),
      ],
    }),
    ...broken,
  },
  'peering-disconnected': {
    title: 'The peering towards the backends’ network is disconnected',
    world: shopWith(away('10.30.2.4'), {
      machines: [],
      network: peering('Disconnected'),
      others: appsNetwork,
    }),
    ...broken,
  },
  'outside-every-network': {
    title: 'A private address that no network here has: Azure drops what goes there',
    world: shopWith(away('172.16.5.4'), { machines: [] }),
    ...broken,
  },
  'gateway-ports-blocked': {
    title: 'The platform cannot reach the gateway: health is unknown, and neither logs nor metrics come',
    world: shopWith(untold, {
      gatewayRules: [
        { name: 'AllowClients', priority: 110, protocol: 'Tcp', from: 'Internet', ports: ['80', '443'] },
        { name: 'DenyAllIn', priority: 4000, access: 'Deny', from: '*' },
      ],
      rows: [],
      reportsMetrics: false,
    }),
    verdict: 'explained',
    cause: 'gateway-ports-blocked',
  },
  'gateway-outbound-blocked': {
    title: 'The gateway’s subnet lets nothing out to the Internet, where the platform is',
    world: shopWith(untold, {
      gatewayRules: [
        { name: 'AllowGatewayManager', priority: 100, protocol: 'Tcp', from: 'GatewayManager', ports: '65200-65535' },
        { name: 'AllowClients', priority: 110, protocol: 'Tcp', from: 'Internet', ports: ['80', '443'] },
        { name: 'DenyInternet', priority: 200, direction: 'Outbound', access: 'Deny', to: 'Internet' },
      ],
    }),
    verdict: 'explained',
    cause: 'gateway-ports-blocked',
  },
  'probes-of-instances-blocked': {
    title: 'The gateway’s subnet admits its managers, but not the platform’s probes of its instances',
    world: shopWith(untold, {
      gatewayRules: [...gatewayRules, { name: 'DenyAllIn', priority: 4000, access: 'Deny' }],
    }),
    verdict: 'explained',
    cause: 'gateway-ports-blocked',
    certainty: 'likely',
  },
  'pods-without-routes': {
    title: 'Pods outside the network’s ranges, and the gateway’s subnet without the routes to their nodes',
    world: shopWith(away('10.244.1.7'), { machines: [] }),
    ...broken,
    certainty: 'proven',
    causes: ['route-broken'],
  },
  'peering-without-access': {
    title: 'The peering is connected and does not allow access, so that rules do not count the other network as their own',
    world: shopWith(away('10.30.2.4'), {
      machines: [],
      network: peering('Connected', { allowVirtualNetworkAccess: false }),
      others: appsNetworkPeered({}),
    }),
    ...broken,
    certainty: 'likely',
  },
  'peering-of-other-subnets': {
    title: 'The peering joins some subnets, and the gateway’s is none of them',
    world: shopWith(away('10.30.2.4'), {
      machines: [],
      network: peering('Connected', { peerCompleteVnets: false, localSubnetNames: ['web'], remoteSubnetNames: ['apps'] }),
      others: appsNetworkPeered({ peerCompleteVnets: false, localSubnetNames: ['apps'], remoteSubnetNames: ['web'] }),
    }),
    ...broken,
    certainty: 'proven',
    causes: ['route-broken'],
  },
}
