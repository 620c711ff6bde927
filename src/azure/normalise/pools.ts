/** One address pool with the setting it is used with, and everything behind it. */
import { type Fact, known, mapFact, unknown } from '../../core/fact.ts'
import type { Listener, Pool, PoolConfig, PoolSettings } from '../../core/model.ts'
import { type Loose, objects, text } from '../../normalise/loose.ts'
import { routingOf } from '../../normalise/routing.ts'
import type { Note } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { type Placed, readBackends } from './backends.ts'
import { idKey } from './calls.ts'
import { byId, fromGateway, type Gateway, type Generation, nameInId, parentId, referred } from './gateway.ts'
import type { HealthReading } from './health.ts'
import type { Surroundings } from './identities.ts'
import { type Member, membersOf } from './members.ts'
import type { AzureNetwork, GatewayPlace } from './network/types.ts'
import { readConfig, readSettings } from './pool-config.ts'
import { type PoolUse, pairKey } from './pool-uses.ts'
import { probeOf } from './probes.ts'
import type { ArmGateway, ArmPool, ArmProbe, ArmSetting, Reference } from './shapes.ts'

/** What all pools of a gateway share. */
export interface PoolSurroundings extends Surroundings {
  readonly gateway: Gateway
  readonly generation: Generation
  readonly place: Fact<GatewayPlace>
  readonly health: Fact<HealthReading>
  readonly listeners: Fact<readonly Listener[]>
  readonly network: AzureNetwork
  readonly note: Note
}

export function readPool(use: PoolUse, around: PoolSurroundings): Pool {
  const { gateway, health, listeners, network } = around
  const members = memberFact(use, gateway)
  const setting = settingFact(use, gateway)
  const config = configOf(setting, members, around)
  const placed = placedOf(use, config, members, around)
  return {
    id: use.id,
    name: use.name,
    partNames: partNamesOf(use, setting),
    config,
    settings: settingsOf(setting, around),
    backends: mapFact(placed, (all) => all.map(({ backend }) => backend)),
    healthRead: mapFact(health, () => true),
    paths: network.pathsTo({ poolId: use.id, backends: mapFact(placed, (all) => all.flatMap(({ places }) => places)) }),
    crossZone: known(true),
    services: known([]),
    routing: routingOf(listeners, use.id),
  }
}

function partNamesOf({ poolId, settingId }: PoolUse, setting: Fact<Loose<ArmSetting>>): Pool['partNames'] {
  const probe = setting.known ? referred(setting.value, 'probe') : null
  return {
    members: nameInId(poolId),
    setting: settingId === null ? null : nameInId(settingId),
    probe: probe === null ? null : nameInId(probe),
  }
}

/** The part of the gateway with this id. */
function partOf<T extends Reference>(
  gateway: Gateway,
  id: string,
  list: (gateway: Loose<ArmGateway>) => readonly Loose<T>[],
): Fact<Loose<T>> {
  const found = fromGateway(gateway, (one) => byId<T>(list(one)).get(idKey(id)) ?? null)
  if (!found.known) return found
  if (found.value === null) return unknown('notFound', `the gateway has no ${nameInId(id)}`, ...found.sources)
  return { ...found, value: found.value }
}

function memberFact({ poolId }: PoolUse, gateway: Gateway): Fact<readonly Member[]> {
  const pool = partOf<ArmPool>(gateway, poolId, (one) => objects(one, 'backendAddressPools'))
  return pool.known ? fromGateway(gateway, () => membersOf(pool.value)) : pool
}

function settingFact({ settingId }: PoolUse, gateway: Gateway): Fact<Loose<ArmSetting>> {
  if (settingId === null) {
    const source = sourceOf('Microsoft.Network/applicationGateways/read')
    return unknown('notFound', 'no rule sends to the pool, so no setting says how it is used', source)
  }
  return partOf<ArmSetting>(gateway, settingId, (one) => objects(one, 'backendHttpSettingsCollection'))
}

function configOf(
  setting: Fact<Loose<ArmSetting>>,
  members: Fact<readonly Member[]>,
  { gateway, generation, place, note }: PoolSurroundings,
): Fact<PoolConfig> {
  if (!setting.known) return setting
  if (!members.known) return members
  return fromGateway(gateway, (one) => {
    const probes = byId<ArmProbe>(objects(one, 'probes'))
    return {
      ...readConfig(setting.value, probeOf(probes, setting.value), generation, note),
      backendKind: isOfInterfaces(members.value) ? 'instance' : 'address',
      ipv6: false,
      networkId: place.known ? parentId(place.value.subnetId) : null,
      loadBalancerIds: [text(one, 'id') ?? ''],
    }
  })
}

function isOfInterfaces(members: readonly Member[]): boolean {
  return members.length > 0 && members.every(({ kind }) => kind === 'interface')
}

function settingsOf(setting: Fact<Loose<ArmSetting>>, { gateway, note }: PoolSurroundings): Fact<PoolSettings> {
  return setting.known ? fromGateway(gateway, () => readSettings(setting.value, note)) : setting
}

function placedOf(
  { poolId, settingId }: PoolUse,
  config: Fact<PoolConfig>,
  members: Fact<readonly Member[]>,
  around: PoolSurroundings,
): Fact<readonly Placed[]> {
  if (!members.known) return members
  if (!config.known) return config
  const { health } = around
  const port = config.value.port ?? 0
  const ports = { port, probePort: config.value.probe.port ?? port }
  const servers = health.known ? (health.value.servers.get(pairKey(poolId, settingId)) ?? []) : null
  return {
    known: true,
    value: readBackends(members.value, servers, ports, around),
    sources: [...(health.known ? health.sources : []), ...members.sources],
  }
}
