/** The same incidents seen with less, or through other windows, and what somebody made up. */
import { gatewayLine } from '../../../fakes/logs/app-gateway-lines.ts'
import type { AzureScenario } from '../../scenario.ts'
import { minute } from '../../world.ts'
import { everyone, outage, shopWith } from '../changes.ts'
import { says } from '../health.ts'
import { gatewayId } from '../ids.ts'
import { addresses } from '../network.ts'
import type { Plan } from '../plan.ts'
import { calm, closedAfter, failures, unconnected } from '../rows.ts'
import { refusing } from './members.ts'

const blocked: Partial<Plan> = {
  ...outage({ servers: everyone('Unhealthy', says.timeout), early: unconnected }),
  webRules: [{ name: 'DenyGateway', priority: 150, access: 'Deny', from: '10.20.1.0/24' }],
}
const closed = { verdict: 'explained', cause: 'port-closed' } as const

const hostilePath = '/\u001b[31m<script>alert(1)</script>|`$(id)`'
const hostileRow = { ...closedAfter(0.7), uri: hostilePath, userAgent: '\u202Eevil\u0000=cmd()' }
const hostile = gatewayLine({ gateway: gatewayId, time: minute(14), status: 502, serverStatus: null, ...hostileRow })

export const evidence: Readonly<Record<string, AzureScenario>> = {
  'health-denied': {
    title: 'Blocked traffic where health may not be asked for: the same cause from everything else',
    world: shopWith(blocked, { refused: ['Microsoft.Network/applicationGateways/backendhealth/action'] }),
    verdict: 'explained',
    cause: 'traffic-blocked',
  },
  'metrics-only': {
    title: 'A closed port without request logs',
    world: shopWith(refusing, { logs: [] }),
    ...closed,
  },
  'logs-only': {
    title: 'A closed port where metrics may not be read',
    world: shopWith(refusing, { refused: ['Microsoft.Insights/metrics/read'] }),
    ...closed,
  },
  'dedicated-table': {
    title: 'A closed port, told by the table AGWAccessLogs',
    world: shopWith(refusing, { logs: ['dedicated'] }),
    ...closed,
  },
  'shared-table': {
    title: 'A closed port, told by the table AzureDiagnostics',
    world: shopWith(refusing, { logs: ['legacy'] }),
    ...closed,
  },
  'log-in-both-places': {
    title: 'The log goes to a workspace and to a storage account, and every request counts once',
    world: shopWith(refusing, { logs: ['dedicated', 'storage'] }),
    ...closed,
  },
  'rules-denied': {
    title: 'Blocked traffic where nobody may read security groups',
    world: shopWith(blocked, { refused: ['Microsoft.Network/networkSecurityGroups/read'] }),
    verdict: 'suspected',
    cause: 'traffic-blocked',
    certainty: 'possible',
  },
  'half-blind': {
    title: 'A closed port where metrics, rules and changes may not be read',
    world: shopWith(refusing, {
      refused: [
        'Microsoft.Insights/metrics/read',
        'Microsoft.Network/networkSecurityGroups/read',
        'Microsoft.Insights/eventtypes/values/read',
      ],
    }),
    verdict: 'suspected',
    cause: 'traffic-blocked',
  },
  blind: {
    title: 'Neither logs nor metrics nor health',
    world: shopWith({
      logs: [],
      refused: ['Microsoft.Insights/metrics/read', 'Microsoft.Network/applicationGateways/backendhealth/action'],
    }),
    verdict: 'inconclusive',
    cause: null,
  },
  'hostile-log': {
    title: 'Escape sequences in log fields, broken rows, rows in a wrapping, a cut last line',
    world: shopWith({
      rows: [...calm(), ...failures({ requests: 6, row: (index) => ({ ...hostileRow, ...closedAfter(0.5 + index / 20) }) })],
      strayLines: [
        hostile,
        gatewayLine({ gateway: gatewayId, time: minute(15), status: 200, serverRouted: `${addresses[0]}:8080` }).replace(
          /"clientPort":\d+/,
          '"clientPort":-',
        ),
        `{"records":[${hostile}]}`,
        'garbage \u0000\u0001',
        hostile.slice(0, 120),
      ],
    }),
    verdict: 'explained',
    cause: 'invalid-response',
  },
}
