/** A shop behind an application gateway, said in short; `worldOf` makes the subscription of it. Scenarios change the plan. */
import type { CallName } from '../../../src/azure/call-names.ts'
import type { GatewayRow } from '../../fakes/logs/app-gateway-lines.ts'
import type { Item } from '../world.ts'
import type { GatewaySaid } from './gateway.ts'
import { probe, setting } from './gateway.ts'
import type { PoolHealthSaid } from './health.ts'
import { says } from './health.ts'
import { addresses, interfaceConfigurationId, machines } from './network.ts'
import { calm } from './rows.ts'
import { gatewayRules, type RuleSaid } from './security.ts'
import type { Samples } from './world.ts'

export type LogPlace = 'storage' | 'dedicated' | 'legacy'

export interface MachineSaid {
  readonly name: string
  readonly address: string
  /** `running`, `deallocated`, `stopped`. */
  readonly state: string
  /** When it came to that, where it matters. */
  readonly since?: string
  /** Properties of the interface, and of its ip configuration. */
  readonly interfaceProperties?: Item
  readonly configuration?: Item
}

export interface Plan {
  readonly gateway: GatewaySaid
  readonly health: readonly PoolHealthSaid[]
  /** The minute since when health is as it is; everyone was healthy before. */
  readonly healthSince: number
  readonly machines: readonly MachineSaid[]
  /** Rules of the security groups of both subnets. */
  readonly gatewayRules: readonly RuleSaid[]
  readonly webRules: readonly RuleSaid[]
  /** Properties that the subnets have beside those. */
  readonly gatewaySubnet: Item
  readonly webSubnet: Item
  readonly space: readonly string[]
  readonly network: Item
  readonly otherSubnets: readonly Item[]
  readonly others: readonly Item[]
  readonly rows: readonly GatewayRow[]
  /** Lines of the log that are no rows. */
  readonly strayLines: readonly string[]
  readonly logs: readonly LogPlace[]
  /** Whether the gateway reports metrics; they are counted from the rows. */
  readonly reportsMetrics: boolean
  /** Samples in the place of what the rows would give, by metric. */
  readonly metrics: readonly Samples[]
  readonly events: readonly Item[]
  readonly refused: readonly CallName[]
}

/** A shop that works. */
export const shopPlan: Plan = {
  gateway: {
    pools: [{ name: 'web', configurations: machines.map(interfaceConfigurationId) }],
    settings: { 'web-http': setting() },
    probes: { health: probe() },
    listeners: { 'public-http': 80 },
    rules: [{ name: 'shop-rule', listener: 'public-http', priority: 100, pool: 'web', setting: 'web-http' }],
  },
  health: [
    {
      pool: 'web',
      setting: 'web-http',
      servers: machines.map((machine, index) => ({
        address: addresses[index] ?? '',
        health: 'Healthy',
        log: says.success,
        errorName: 'SuccessWithStatusCode',
        configuration: interfaceConfigurationId(machine),
      })),
    },
  ],
  healthSince: 0,
  machines: machines.map((name, index) => ({ name, address: addresses[index] ?? '', state: 'running' })),
  gatewayRules,
  webRules: [],
  gatewaySubnet: {},
  webSubnet: {},
  space: ['10.20.0.0/16'],
  network: {},
  otherSubnets: [],
  others: [],
  rows: calm(),
  strayLines: [],
  logs: ['storage'],
  reportsMetrics: true,
  metrics: [],
  events: [],
  refused: [],
}
