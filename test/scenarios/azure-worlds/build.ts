/** From a plan to the subscription that it describes. */
import { type GatewayRow, gatewayLine, oldGatewayLine } from '../../fakes/logs/app-gateway-lines.ts'
import { dedicatedRow, legacyRow } from '../../fakes/logs/app-gateway-tables.ts'
import type { Item } from '../world.ts'
import { metricsOf } from './counts.ts'
import { gateway } from './gateway.ts'
import { healthOf } from './health.ts'
import { gatewayId, location, machineId, reference, storageId, subscription, workspaceId } from './ids.ts'
import { instanceView, machine, networkInterface, publicAddress, subnets, virtualNetwork } from './network.ts'
import type { LogPlace, Plan } from './plan.ts'
import { securityGroup } from './security.ts'
import { type AzureWorld, emptyAzureWorld } from './world.ts'

const container = 'insights-logs-applicationgatewayaccesslog'

export function worldOf(plan: Plan): AzureWorld {
  const { machines, logs } = plan
  const isOld = !/_v2$|^Basic/.test(plan.gateway.sku ?? 'WAF_v2')
  return {
    ...emptyAzureWorld,
    subscriptions: [subscription],
    resources: [
      gateway(plan.gateway),
      publicAddress('shop-ip', '198.51.100.40', { ipConfiguration: reference(`${gatewayId}/frontendIPConfigurations/public`) }),
      virtualNetwork(
        'shop-net',
        plan.space,
        [...subnets(plan.gatewaySubnet, plan.webSubnet), ...plan.otherSubnets],
        plan.network,
      ),
      securityGroup('gateway-nsg', plan.gatewayRules),
      securityGroup('web-nsg', plan.webRules),
      ...machines.flatMap((one) => [
        machine(one.name),
        networkInterface(one.name, one.address, 'web', one.interfaceProperties, one.configuration),
      ]),
      ...(logs.includes('storage') ? [storageAccount] : []),
      ...(logs.some((place) => place !== 'storage') ? [workspace] : []),
      ...plan.others,
    ],
    backendHealth: { [gatewayId]: healthOf(plan.health) },
    instanceViews: Object.fromEntries(machines.map(({ name, state, since }) => [machineId(name), instanceView(state, since)])),
    metrics: metricsOf(plan),
    diagnosticSettings: { [gatewayId]: logs.map(diagnosticSetting) },
    events: plan.events,
    blobs: logs.includes('storage') ? blobsOf(plan.rows, plan.strayLines, isOld) : {},
    workspaces: { [workspaceId]: { tables: tablesOf(plan.rows, logs) } },
    refused: plan.refused,
  }
}

const storageAccount: Item = {
  name: 'shoplogs',
  id: storageId,
  type: 'Microsoft.Storage/storageAccounts',
  location,
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS', tier: 'Standard' },
  properties: {
    provisioningState: 'Succeeded',
    creationTime: '2026-01-10T08:00:00.0000000Z',
    primaryEndpoints: {
      blob: 'https://shoplogs.blob.core.windows.net/',
      queue: 'https://shoplogs.queue.core.windows.net/',
    },
    primaryLocation: location,
    statusOfPrimary: 'available',
  },
}

const workspace: Item = {
  name: 'shop-logs',
  id: workspaceId,
  type: 'Microsoft.OperationalInsights/workspaces',
  location,
  properties: {
    provisioningState: 'Succeeded',
    customerId: '3c9d0f7a-0000-4000-8000-000000000040',
    retentionInDays: 30,
    sku: { name: 'PerGB2018' },
  },
}

function diagnosticSetting(place: LogPlace): Item {
  const name = `to-${place}`
  return {
    id: `${gatewayId.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    name,
    location: null,
    kind: null,
    tags: null,
    properties: {
      storageAccountId: place === 'storage' ? storageId : null,
      serviceBusRuleId: null,
      workspaceId: place === 'storage' ? null : workspaceId,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      metrics: [{ category: 'AllMetrics', enabled: false, retentionPolicy: { enabled: false, days: 0 } }],
      logs: [
        {
          category: 'ApplicationGatewayAccessLog',
          categoryGroup: null,
          enabled: true,
          retentionPolicy: { enabled: false, days: 0 },
        },
        {
          category: 'ApplicationGatewayFirewallLog',
          categoryGroup: null,
          enabled: false,
          retentionPolicy: { enabled: false, days: 0 },
        },
      ],
      logAnalyticsDestinationType: place === 'dedicated' ? 'Dedicated' : null,
    },
    identity: null,
  }
}

/** One append blob an hour; stray lines stand in the middle of the hour's last. */
function blobsOf(rows: readonly GatewayRow[], strayLines: readonly string[], isOld: boolean): Readonly<Record<string, string>> {
  const hours = new Map<string, string[]>()
  for (const row of [...rows].sort((one, other) => Date.parse(one.time) - Date.parse(other.time))) {
    const lines = hours.get(row.time.slice(0, 13)) ?? []
    lines.push(isOld ? oldGatewayLine({ ...row, timeTaken: Math.round(row.timeTaken * 1000) }) : gatewayLine(row))
    hours.set(row.time.slice(0, 13), lines)
  }
  const [last = []] = [...hours.values()].slice(-1)
  last.splice(Math.floor(last.length / 2), 0, ...strayLines)
  return Object.fromEntries(
    [...hours].map(([hour, lines]) => [`shoplogs/${container}/${blobName(hour)}`, `${lines.join('\n')}\n`]),
  )
}

function blobName(hour: string): string {
  const [, year, month, day, of] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d)$/.exec(hour) ?? []
  return `resourceId=${gatewayId.toUpperCase()}/y=${year}/m=${month}/d=${day}/h=${of}/m=00/PT1H.json`
}

function tablesOf(rows: readonly GatewayRow[], logs: readonly LogPlace[]): Readonly<Record<string, readonly Item[]>> {
  return {
    ...(logs.includes('dedicated') ? { AGWAccessLogs: rows.map(dedicatedRow) } : {}),
    ...(logs.includes('legacy') ? { AzureDiagnostics: rows.map(legacyRow) } : {}),
  }
}
