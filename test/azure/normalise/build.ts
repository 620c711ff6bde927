/** Building evidence by hand: calls with their inputs and answers, in Resource Manager's own shapes. */
import { type CallName, callInfo } from '../../../src/azure/call-names.ts'
import { normaliseAzure } from '../../../src/azure/normalise/index.ts'
import type { CallRecord, Evidence, Question } from '../../../src/core/evidence.ts'
import type { Gap } from '../../../src/core/fact.ts'
import type { Backend, Pool, Snapshot } from '../../../src/core/model.ts'

export const subscription = '0a1b2c3d-0000-4000-8000-000000000001'

export function arm(provider: string, ...parts: readonly string[]): string {
  return `/subscriptions/${subscription}/resourceGroups/shop-rg/providers/${provider}/${parts.join('/')}`
}

export const gatewayId: string = arm('Microsoft.Network', 'applicationGateways', 'shop-gw')
export const networkId: string = arm('Microsoft.Network', 'virtualNetworks', 'shop-vnet')
export const gatewaySubnetId: string = `${networkId}/subnets/gateway`
export const appSubnetId: string = `${networkId}/subnets/app`

/** A reference to, or the head of, a part of the gateway. */
export function part(list: string, name: string): { readonly id: string } {
  return { id: `${gatewayId}/${list}/${name}` }
}

export const pool = (name: string): { readonly id: string } => part('backendAddressPools', name)
export const setting = (name: string): { readonly id: string } => part('backendHttpSettingsCollection', name)

export function item(list: string, name: string, properties: object): object {
  return { name, ...part(list, name), etag: 'W/"0"', type: `Microsoft.Network/applicationGateways/${list}`, properties }
}

export function answered(call: CallName, input: unknown, output: unknown): CallRecord {
  return { call, scope: subscription, permission: callInfo(call).permission, input, outcome: { ok: true, output } }
}

export function refused(call: CallName, input: unknown, gap: Gap = 'denied', code = 'AuthorizationFailed'): CallRecord {
  const outcome = { ok: false, gap, code, message: 'does not have authorization to perform the action' } as const
  return { call, scope: subscription, permission: callInfo(call).permission, input, outcome }
}

export function evidenceOf(calls: readonly CallRecord[], question: Partial<Question> = {}): Evidence {
  return {
    schemaVersion: 1,
    tool: { name: 'lb502', version: '0.1.0' },
    collectedAt: '2026-03-01T15:00:00.000Z',
    question: {
      cloud: 'azure',
      region: 'westeurope',
      loadBalancerId: gatewayId,
      poolIds: [],
      window: { from: '2026-03-01T14:00:00.000Z', to: '2026-03-01T15:00:00.000Z' },
      backendKeepAliveSeconds: null,
      only: [],
      ignore: [],
      ...question,
    },
    calls,
  }
}

export function snapshotOf(...calls: readonly CallRecord[]): Snapshot {
  return normaliseAzure(evidenceOf(calls))
}

/** The pool with this name; throws when the snapshot has none. */
export function poolOf(snapshot: Snapshot, name: string): Pool {
  const found = snapshot.pools.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no pool ${name} among ${snapshot.pools.map((each) => each.name).join(', ')}`)
  return found
}

export function backendsOf(snapshot: Snapshot, name: string): readonly Backend[] {
  const { backends } = poolOf(snapshot, name)
  if (!backends.known) throw new Error(backends.message)
  return backends.value
}

export interface GatewayOptions {
  readonly pools?: Readonly<Record<string, object>>
  readonly settings?: Readonly<Record<string, object>>
  readonly probes?: Readonly<Record<string, object>>
  readonly rules?: Readonly<Record<string, object>>
  readonly listeners?: Readonly<Record<string, object>>
  readonly frontends?: readonly object[]
  /** Other properties of the gateway. */
  readonly properties?: object
  readonly tags?: Readonly<Record<string, string>>
}

export const publicFrontend: object = item('frontendIPConfigurations', 'public', {
  privateIPAllocationMethod: 'Dynamic',
  publicIPAddress: { id: arm('Microsoft.Network', 'publicIPAddresses', 'shop-ip') },
})

function items(list: string, all: Readonly<Record<string, object>>): readonly object[] {
  return Object.entries(all).map(([name, properties]) => item(list, name, properties))
}

/** A rule that sends everything of a listener to a pool. */
export function rule(listener: string, poolName: string, settingName: string, priority = 100): object {
  return {
    ruleType: 'Basic',
    priority,
    httpListener: part('httpListeners', listener),
    backendAddressPool: pool(poolName),
    backendHttpSettings: setting(settingName),
  }
}

export function listener(port: string, more: object = {}): object {
  return { frontendPort: part('frontendPorts', port), protocol: 'Http', requireServerNameIndication: false, ...more }
}

/** A gateway of the second generation: one listener on port 80, one rule, the pool `web` with 10.0.2.4, the setting `http` on 8080. */
export function gateway(options: GatewayOptions = {}): object {
  const { pools, settings, probes, rules, listeners, frontends, properties, tags } = options
  return {
    name: 'shop-gw',
    id: gatewayId,
    etag: 'W/"0"',
    type: 'Microsoft.Network/applicationGateways',
    location: 'westeurope',
    tags: tags ?? { team: 'Shop' },
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: '7f0c',
      operationalState: 'Running',
      sku: { name: 'Standard_v2', tier: 'Standard_v2', family: 'Generation_1' },
      autoscaleConfiguration: { minCapacity: 0, maxCapacity: 10 },
      gatewayIPConfigurations: [item('gatewayIPConfigurations', 'subnet', { subnet: { id: gatewaySubnetId } })],
      frontendIPConfigurations: frontends ?? [publicFrontend],
      frontendPorts: items('frontendPorts', { 'port-80': { port: 80 }, 'port-443': { port: 443 } }),
      backendAddressPools: items('backendAddressPools', pools ?? { web: { backendAddresses: [{ ipAddress: '10.0.2.4' }] } }),
      backendHttpSettingsCollection: items(
        'backendHttpSettingsCollection',
        settings ?? { http: { port: 8080, protocol: 'Http' } },
      ),
      probes: items('probes', probes ?? {}),
      httpListeners: items('httpListeners', listeners ?? { plain: listener('port-80') }),
      requestRoutingRules: items('requestRoutingRules', rules ?? { all: rule('plain', 'web', 'http') }),
      ...properties,
    },
  }
}

export function gatewayCall(options: GatewayOptions = {}): CallRecord {
  return answered('Microsoft.Network/applicationGateways/read', { id: gatewayId }, gateway(options))
}

export interface Server {
  readonly address: string
  readonly health?: string
  readonly healthProbeLog?: string
  readonly healthProbeErrorName?: string
  readonly [more: string]: unknown
}

/** Backend health of one pool with one setting. */
export function healthCall(poolName: string, settingName: string, ...servers: readonly Server[]): CallRecord {
  return answered(
    'Microsoft.Network/applicationGateways/backendhealth/action',
    { id: gatewayId },
    { backendAddressPools: [poolHealth(poolName, { [settingName]: servers })] },
  )
}

export function poolHealth(poolName: string, settings: Readonly<Record<string, readonly Server[]>>): object {
  return {
    backendAddressPool: pool(poolName),
    backendHttpSettingsCollection: Object.entries(settings).map(([name, servers]) => ({
      backendHttpSettings: setting(name),
      servers,
    })),
  }
}

export const up: Server = { address: '10.0.2.4', health: 'Healthy', healthProbeLog: 'Success. Received 200 status code' }
