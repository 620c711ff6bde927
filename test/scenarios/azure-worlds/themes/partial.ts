/** What is left to say where some of it may not be read, and where several things are wrong at once. */
import { nobodyAsked } from '../../../fakes/logs/app-gateway-lines.ts'
import type { AzureScenario } from '../../scenario.ts'
import { done, everyone, gatewayWith, outage, shopWith } from '../changes.ts'
import { pathMap, setting } from '../gateway.ts'
import { says } from '../health.ts'
import { machineId, networkId, reference } from '../ids.ts'
import { addresses, interfaceConfigurationId, machines } from '../network.ts'
import { shopPlan } from '../plan.ts'
import { failures } from '../rows.ts'
import { lostScaleSet, scaleSetId } from '../scale-set.ts'
import { securityGroup } from '../security.ts'
import { refusing } from './members.ts'

const backendHealth = 'Microsoft.Network/applicationGateways/backendhealth/action'

export const partial: Readonly<Record<string, AzureScenario>> = {
  'machine-states-denied': {
    title: 'Nobody may read whether machines run, but the activity log tells that somebody switched the only one off',
    world: shopWith(
      gatewayWith({ pools: [{ name: 'web', members: [addresses[0]] }] }),
      outage({ servers: [{ address: addresses[0], health: 'Unhealthy', log: says.timeout }], from: 5 }),
      {
        machines: [{ name: 'web-1', address: addresses[0], state: 'deallocated' }],
        events: done(3, 'Microsoft.Compute/virtualMachines/deallocate/action', machineId('web-1')),
        refused: ['Microsoft.Compute/virtualMachines/instanceView/read'],
      },
    ),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'likely',
  },
  'scale-set-stopped': {
    title: 'Both machines of a scale set are deallocated',
    world: shopWith(lostScaleSet('deallocated')),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'proven',
    causes: ['backend-stopped'],
  },
  'scale-set-states-denied': {
    title: 'Somebody deallocated a scale set, and nobody may read the states of its machines',
    world: shopWith(lostScaleSet('deallocated'), {
      events: done(9, 'Microsoft.Compute/virtualMachineScaleSets/deallocate/action', scaleSetId),
      refused: ['Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read'],
    }),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'likely',
  },
  'scale-set-slow-probe': {
    title: 'Machines of a scale set run, are let through to, and do not answer probes in time',
    world: shopWith(lostScaleSet('running')),
    verdict: 'explained',
    cause: 'probe-timeout',
    certainty: 'likely',
  },
  'health-denied-closed-port': {
    title: 'Nobody may ask for backend health: requests that fail at once and then find nobody suggest a closed port',
    world: shopWith(refusing, { refused: [backendHealth] }),
    verdict: 'suspected',
    cause: 'port-closed',
    certainty: 'possible',
  },
  'health-denied-without-traffic': {
    title: 'Nobody may ask for backend health and nobody sends requests, but metrics count no healthy backend',
    world: shopWith(refusing, { rows: [], refused: [backendHealth] }),
    verdict: 'unexplained',
    cause: null,
  },
  'two-pools-two-causes': {
    title: 'One pool’s machine is off, and the other’s probes get 500',
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
        machines: [...shopPlan.machines, { name: 'api-1', address: '10.20.2.20', state: 'deallocated' }],
        health: [
          { pool: 'web', setting: 'web-http', servers: everyone('Unhealthy', says.status(500)) },
          { pool: 'api', setting: 'api-http', servers: [{ address: '10.20.2.20', health: 'Unhealthy', log: says.timeout }] },
        ],
        rows: [
          ...failures({ requests: 60, from: 0, minutes: 60, row: nobodyAsked }),
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
    cause: 'backend-stopped',
    certainty: 'proven',
    causes: ['backend-stopped'],
  },
  'two-members-two-causes': {
    title: 'One member is behind a rule that denies, and the other answers probes 404',
    world: shopWith(
      outage({
        servers: machines.map((machine, index) => ({
          address: addresses[index] ?? '',
          health: 'Unhealthy',
          log: index === 0 ? says.timeout : says.status(404),
          configuration: interfaceConfigurationId(machine),
        })),
      }),
      {
        machines: shopPlan.machines.map((machine, index) =>
          index === 0
            ? {
                ...machine,
                interfaceProperties: { networkSecurityGroup: reference(networkId('networkSecurityGroups', 'nic-nsg')) },
              }
            : machine,
        ),
        others: [securityGroup('nic-nsg', [{ name: 'DenyGateway', priority: 100, access: 'Deny', from: '10.20.1.0/24' }])],
      },
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
    causes: ['traffic-blocked', 'probe-status-mismatch'],
  },
}
