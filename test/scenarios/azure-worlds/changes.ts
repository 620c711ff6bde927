/** Small changes to the shop, for scenarios to be made of. */
import { type GatewayRow, nobodyAsked } from '../../fakes/logs/app-gateway-lines.ts'
import { type Item, minute } from '../world.ts'
import { worldOf } from './build.ts'
import type { GatewaySaid } from './gateway.ts'
import type { PoolHealthSaid, ServerSaid } from './health.ts'
import { subscription } from './ids.ts'
import { addresses, interfaceConfigurationId, machines } from './network.ts'
import { type Plan, shopPlan } from './plan.ts'
import { calm, failures } from './rows.ts'
import type { AzureWorld } from './world.ts'

/** The shop with these parts of the plan in the place of its own. */
export function shopWith(...changes: readonly Partial<Plan>[]): AzureWorld {
  return worldOf(Object.assign({}, shopPlan, ...changes) as Plan)
}

/** The shop's gateway with these parts in the place of its own. */
export function gatewayWith(change: Partial<GatewaySaid>): Pick<Plan, 'gateway'> {
  return { gateway: { ...shopPlan.gateway, ...change } }
}

/** Both machines, alike. */
export function everyone(health: ServerSaid['health'], log: string, errorName?: string): readonly ServerSaid[] {
  return machines.map((machine, index) => ({
    address: addresses[index] ?? '',
    health,
    log,
    ...(errorName === undefined ? {} : { errorName }),
    configuration: interfaceConfigurationId(machine),
  }))
}

/** The health of the shop's one pool. */
export function webHealth(servers: readonly ServerSaid[], setting = 'web-http'): readonly PoolHealthSaid[] {
  return [{ pool: 'web', setting, servers }]
}

export interface OutageSaid {
  readonly servers: readonly ServerSaid[]
  /** Rows of the minute and a half before probes notice. */
  readonly early?: Partial<GatewayRow> | ((index: number) => Partial<GatewayRow>)
  /** The minute it begins in. */
  readonly from?: number
  readonly setting?: string
  /** What all failing rows have. */
  readonly row?: Partial<GatewayRow>
}

/** Everybody is lost: requests fail in some way until probes notice, and then nobody is alive to be asked. */
export function outage({ servers, early, from = 10, setting = 'web-http', row = {} }: OutageSaid): Partial<Plan> {
  const noticed = early === undefined ? from : from + 2
  const first = typeof early === 'function' ? early : () => early ?? {}
  return {
    health: webHealth(servers, setting),
    healthSince: noticed,
    rows: [
      ...calm({}, from),
      ...(early === undefined
        ? []
        : failures({ requests: 12, from, minutes: 2, row: (index) => ({ setting, ...row, ...first(index) }) })),
      ...failures({ requests: 96, from: noticed, minutes: 60 - noticed, row: { setting, ...row, ...nobodyAsked } }),
    ],
  }
}

/** Something that was done to a resource: as the activity log tells it, when it began and when it was through. */
export function done(at: number, operation: string, resourceId: string, caller = 'ops@example.com'): readonly Item[] {
  const [provider = '', ...types] = operation.split('/').slice(0, -1)
  const correlationId = `9a0b1c2d-0000-4000-8000-${String(at).padStart(12, '0')}`
  return ['Started', 'Succeeded'].map((status, index) => {
    const time = minute(at, index * 4)
    return {
      authorization: { action: operation, scope: resourceId },
      caller,
      channels: 'Operation',
      claims: { name: caller, 'http://schemas.microsoft.com/identity/claims/scope': 'user_impersonation' },
      correlationId,
      eventDataId: `${correlationId.slice(0, -1)}${index}`,
      eventName: index === 0 ? word('BeginRequest') : word('EndRequest'),
      category: word('Administrative'),
      id: `${resourceId}/events/${correlationId}/ticks/63900000000000000${index}`,
      level: 'Informational',
      resourceGroupName: 'shop',
      resourceProviderName: word(provider),
      resourceId,
      resourceType: word([provider, ...types].join('/')),
      operationId: correlationId,
      operationName: word(operation),
      status: word(status),
      subStatus: { value: '', localizedValue: '' },
      eventTimestamp: time.replace('.000Z', '.1234567Z'),
      submissionTimestamp: time.replace('.000Z', '.7654321Z'),
      subscriptionId: subscription,
      tenantId: '5f3c1a52-0000-4000-8000-00000000000f',
      properties: { statusCode: index === 0 ? '' : 'OK', entity: resourceId },
    }
  })
}

const word = (value: string): Item => ({ value, localizedValue: value })
