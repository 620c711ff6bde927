/** The gateway itself: what it is, whether it runs, how far it may grow. */
import { type Fact, known } from '../../core/fact.ts'
import type { Listener, LoadBalancer, LoadBalancerOverview, LoadBalancerSettings, LogDestination } from '../../core/model.ts'
import type { Path } from '../../core/network/model.ts'
import { isIpv6 } from '../../normalise/addresses.ts'
import { flag, type Loose, number, objects, part, text, texts } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translate } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { parseAzureResourceId } from '../resource-id.ts'
import { about, factOf } from './calls.ts'
import { fromGateway, type Gateway, type Generation, locationOf, nameInId, parentId } from './gateway.ts'
import type { GatewayPlace } from './network/types.ts'
import type { ArmGateway, ArmPublicAddress } from './shapes.ts'

export interface BalancerParts {
  readonly calls: Calls
  /** As the question names it. */
  readonly id: string | null
  readonly region: string
  readonly gateway: Gateway
  readonly generation: Generation
  readonly place: Fact<GatewayPlace>
  readonly listeners: Fact<readonly Listener[]>
  readonly upkeep: Fact<readonly Path[]>
  readonly accessLog: LogDestination
  readonly note: Note
}

export function balancerOf(parts: BalancerParts): LoadBalancer {
  const { id, region, gateway, generation, listeners, upkeep, accessLog } = parts
  const location = fromGateway(gateway, locationOf)
  return {
    id,
    name: id === null ? null : nameInId(id),
    region: (location.known ? location.value : null) ?? region,
    account: id === null ? null : (parseAzureResourceId(id)?.subscription ?? null),
    overview: overviewOf(parts),
    settings: fromGateway(gateway, (one) => settingsOf(one, generation, accessLog)),
    listeners,
    nodes: known([], sourceOf('Microsoft.Network/applicationGateways/read')),
    upkeep,
  }
}

const running: Readonly<Record<string, LoadBalancerOverview['state']>> = {
  running: 'active',
  starting: 'provisioning',
  stopping: 'stopped',
  stopped: 'stopped',
}

const provisioned: Readonly<Record<string, 'done' | 'failed' | 'changing'>> = {
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
  creating: 'changing',
  updating: 'changing',
  deleting: 'changing',
}

function overviewOf({ calls, gateway, place, note }: BalancerParts): Fact<LoadBalancerOverview> {
  if (!place.known) return place
  const { subnetId, publicAddressIds } = place.value
  return fromGateway(gateway, (one) => {
    const operation = text(one, 'operationalState') ?? 'not stated'
    const provisioning = text(one, 'provisioningState') ?? 'not stated'
    const state = translate(running, operation.toLowerCase(), 'unknown', 'operational state', note)
    const change = translate(provisioned, provisioning.toLowerCase(), 'done', 'provisioning state', note)
    const failed = change === 'failed' && state === 'active'
    const privateAddresses = objects(one, 'frontendIpConfigurations').map((each) => text(each, 'privateIpAddress') ?? '')
    return {
      state: failed ? 'update-failed' : state,
      providerState: failed ? provisioning : operation,
      providerReason: change === 'done' ? null : `provisioning state ${provisioning}`,
      scheme: publicAddressIds.length > 0 ? 'public' : 'internal',
      ipv6: privateAddresses.some(isIpv6),
      networkId: parentId(subnetId),
      zones: [{ name: nameInId(subnetId), subnetId }],
      groupIds: [],
      dnsName: publicAddressIds.map((id) => dnsNameOf(calls, id)).find((name) => name !== null) ?? null,
    }
  })
}

/** The name under which clients find a public address; null when it has none or could not be read. */
function dnsNameOf(calls: Calls, id: string): string | null {
  const wanted = { where: about(id), absent: 'the public address was not asked for' }
  const name = factOf<ArmPublicAddress, string | null>(calls, 'Microsoft.Network/publicIPAddresses/read', wanted, ([reply]) => {
    const dns = reply === undefined ? null : part(reply.output, 'dnsSettings')
    return dns && text(dns, 'fqdn')
  })
  return name.known ? name.value : null
}

/** Each instance of the second generation stands for ten capacity units. */
const unitsPerInstance = 10

function settingsOf(gateway: Loose<ArmGateway>, generation: Generation, accessLog: LogDestination): LoadBalancerSettings {
  const sku = part(gateway, 'sku')
  const scaling = part(gateway, 'autoscaleConfiguration')
  const instances = scaling === null ? sku && number(sku, 'capacity') : number(scaling, 'maxCapacity')
  return {
    idleTimeoutSeconds: null,
    maximumCapacityUnits: generation === 'v1' || !instances ? null : instances * unitsPerInstance,
    accessLog,
    probeLog: { enabled: false },
    other: otherSettings(gateway),
  }
}

function otherSettings(gateway: Loose<ArmGateway>): Readonly<Record<string, string>> {
  const sku = part(gateway, 'sku')
  const scaling = part(gateway, 'autoscaleConfiguration')
  const buffering = part(gateway, 'globalConfiguration')
  const shown: Readonly<Record<string, string | number | boolean | null>> = {
    'autoscaleConfiguration.maxCapacity': scaling && number(scaling, 'maxCapacity'),
    'autoscaleConfiguration.minCapacity': scaling && number(scaling, 'minCapacity'),
    'globalConfiguration.enableRequestBuffering': buffering && flag(buffering, 'enableRequestBuffering'),
    'globalConfiguration.enableResponseBuffering': buffering && flag(buffering, 'enableResponseBuffering'),
    'sku.capacity': sku && number(sku, 'capacity'),
    'sku.name': sku && text(sku, 'name'),
    'sku.tier': sku && text(sku, 'tier'),
    zones: texts(gateway, 'zones').join(', ') || null,
  }
  return Object.fromEntries(Object.entries(shown).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])))
}
