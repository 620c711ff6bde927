/** Members that do not listen, do not run or do not exist, and pools without any. */
import { nobodyAsked } from '../../../fakes/logs/app-gateway-lines.ts'
import type { AzureScenario } from '../../scenario.ts'
import { minute } from '../../world.ts'
import { done, everyone, gatewayWith, outage, shopWith, webHealth } from '../changes.ts'
import { pathMap, setting } from '../gateway.ts'
import { says } from '../health.ts'
import { machineId, gatewayId as shopGateway } from '../ids.ts'
import { addresses, interfaceConfigurationId } from '../network.ts'
import { type Plan, shopPlan } from '../plan.ts'
import { calm, failures, unconnected } from '../rows.ts'

/** Refused at once: the log names the member, and no answer. */
export const refusedAtOnce = { errorInfo: 'ERRORINFO_NO_ERROR', timeTaken: 0.002 }
export const refusing: Partial<Plan> = outage({ servers: everyone('Unhealthy', says.connect), early: refusedAtOnce })

const single = shopPlan.machines.slice(0, 1)

export const members: Readonly<Record<string, AzureScenario>> = {
  'port-closed': {
    title: 'Nothing listens on the traffic port; rules that speak of others do not matter',
    world: shopWith(refusing, {
      webRules: [
        { name: 'DenyInternet', priority: 100, access: 'Deny', from: 'Internet' },
        { name: 'DenyManagers', priority: 110, access: 'Deny', from: 'GatewayManager' },
        { name: 'DenyUdp', priority: 120, access: 'Deny', protocol: 'Udp', from: '10.20.1.0/24' },
        { name: 'DenyOtherPorts', priority: 130, access: 'Deny', protocol: 'Tcp', from: '10.20.1.0/24', ports: ['22', '3389'] },
      ],
    }),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'likely',
  },
  'port-closed-wrong-port': {
    title: 'The setting sends to a port that the service does not listen on',
    world: shopWith(
      outage({
        servers: everyone('Unhealthy', says.connectOld),
        early: (index) => ({ ...refusedAtOnce, serverRouted: `${addresses[index % 2] ?? ''}:8001` }),
      }),
      gatewayWith({ settings: { 'web-http': setting({ port: 8001 }) } }),
      { events: done(9, 'Microsoft.Network/applicationGateways/write', shopGateway) },
    ),
    verdict: 'explained',
    cause: 'port-closed',
  },
  'backend-stopped': {
    title: 'The pool’s only machine is switched off at a fixed time every day',
    world: shopWith(
      gatewayWith({ pools: [{ name: 'web', configurations: [interfaceConfigurationId('web-1')] }] }),
      outage({
        servers: [
          { address: addresses[0], health: 'Unhealthy', log: says.timeout, configuration: interfaceConfigurationId('web-1') },
        ],
        early: { ...unconnected, serverRouted: `${addresses[0]}:8080` },
        from: 5,
      }),
      {
        machines: single.map((machine) => ({ ...machine, state: 'deallocated', since: minute(5) })),
        events: done(4, 'Microsoft.Compute/virtualMachines/deallocate/action', machineId('web-1'), 'Microsoft.DevTestLab'),
      },
    ),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'proven',
  },
  'stale-address': {
    title: 'One address of the pool belongs to nothing any more',
    world: shopWith(gatewayWith({ pools: [{ name: 'web', members: [addresses[0], '10.20.2.77'] }] }), {
      health: webHealth([
        { address: addresses[0], health: 'Healthy', log: says.success },
        { address: '10.20.2.77', health: 'Unhealthy', log: says.connect },
      ]),
      healthSince: 12,
      rows: [
        ...calm({ serverRouted: `${addresses[0]}:8080` }),
        ...failures({ requests: 14, from: 10, minutes: 2, row: { ...unconnected, serverRouted: '10.20.2.77:8080' } }),
      ],
    }),
    verdict: 'explained',
    cause: 'stale-backend',
    affected: ['10.20.2.77:8080'],
  },
  'no-members': {
    title: 'The pool has no members',
    world: shopWith(gatewayWith({ pools: [{ name: 'web' }] }), outage({ servers: [], from: 10 }), {
      events: done(9, 'Microsoft.Network/applicationGateways/write', shopGateway),
    }),
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'proven',
  },
  'no-members-by-default': {
    title: 'Paths that no rule names fall to the empty default pool',
    world: shopWith(
      gatewayWith({
        pools: [...shopPlan.gateway.pools, { name: 'defaultaddresspool' }],
        settings: { 'web-http': setting(), defaulthttpsetting: setting({ port: 80, probe: undefined }) },
        rules: [{ name: 'rr-80', listener: 'public-http', priority: 100, pathMap: 'paths' }],
        pathMaps: {
          paths: pathMap('paths', { pool: 'defaultaddresspool', setting: 'defaulthttpsetting' }, [
            { name: 'shop', paths: ['/cart', '/items', '/checkout'], pool: 'web', setting: 'web-http' },
          ]),
        },
      }),
      {
        health: [...shopPlan.health, { pool: 'defaultaddresspool', setting: 'defaulthttpsetting', servers: [] }],
        rows: [
          ...calm(),
          ...failures({
            requests: 40,
            from: 0,
            minutes: 60,
            row: { ...nobodyAsked, uri: '/login', pool: 'defaultaddresspool', setting: 'defaulthttpsetting', rule: 'rr-80' },
          }),
        ],
      },
    ),
    pool: 'defaultaddresspool',
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'proven',
  },
  'one-pool-of-several': {
    title: 'Of several pools behind path maps, one has no listening port',
    world: shopWith(
      gatewayWith({
        pools: [...shopPlan.gateway.pools, { name: 'api', members: ['10.20.2.20'] }],
        settings: { 'web-http': setting(), 'api-http': setting({ port: 9090, probe: undefined }) },
        rules: [{ name: 'shop-rule', listener: 'public-http', priority: 100, pathMap: 'paths' }],
        pathMaps: {
          paths: pathMap('paths', { pool: 'web', setting: 'web-http' }, [
            { name: 'api', paths: ['/api/*'], pool: 'api', setting: 'api-http' },
          ]),
        },
      }),
      {
        machines: [...shopPlan.machines, { name: 'api-1', address: '10.20.2.20', state: 'running' }],
        health: [
          ...shopPlan.health,
          { pool: 'api', setting: 'api-http', servers: [{ address: '10.20.2.20', health: 'Unhealthy', log: says.connect }] },
        ],
        rows: [
          ...calm(),
          ...failures({
            requests: 45,
            from: 0,
            minutes: 60,
            row: { ...nobodyAsked, uri: '/api/orders', pool: 'api', setting: 'api-http' },
          }),
        ],
      },
    ),
    pool: 'api',
    verdict: 'explained',
    cause: 'port-closed',
  },
}
