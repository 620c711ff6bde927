/** From the calls of an evidence to the neutral snapshot: no SDK, no clock, and the order of the calls does not matter. */
import { compareText } from '../../core/canonical.ts'
import type { Evidence } from '../../core/evidence.ts'
import { type Fact, mapFact, unknown } from '../../core/fact.ts'
import type { Listener, Snapshot } from '../../core/model.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Note } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { balancerOf } from './balancer.ts'
import { idKey, indexArmCalls } from './calls.ts'
import { readChanges } from './changes.ts'
import { conductOf, fromGateway, type Gateway, generationOf, parentId, placeOf, readGateway } from './gateway.ts'
import { type HealthReading, readBackendHealth } from './health.ts'
import type { Surroundings } from './identities.ts'
import { readInterfaces } from './interfaces.ts'
import { listenersOf } from './listeners.ts'
import { logDestinationOf, readAccessLog } from './logs.ts'
import { machineReader } from './machines.ts'
import { readMetrics } from './metrics.ts'
import { nameReader } from './names.ts'
import { readNetwork } from './network/index.ts'
import type { GatewayPlace } from './network/types.ts'
import { ownerReader } from './owners.ts'
import { poolIdsByName } from './pool-ids.ts'
import { type PoolUse, poolIdReader, usesOf } from './pool-uses.ts'
import { readPool } from './pools.ts'
import { type RoutingRule, readRules } from './rules.ts'
import { readVirtualNetwork } from './virtual-networks.ts'

/** What the evidence says about the gateway and its pools. Whatever cannot be understood becomes a gap. */
export function normaliseAzure(evidence: Evidence): Snapshot {
  const { loadBalancerId, poolIds, region, window, backendKeepAliveSeconds } = evidence.question
  const calls = indexArmCalls(evidence.calls)
  const unmodelled = new Set<string>()
  const note = (line: string): void => {
    unmodelled.add(line)
  }
  const gateway = readGateway(calls, loadBalancerId)
  const generation = generationOf(gateway, note)
  const place = placeOf(gateway, generation)
  const rules = fromGateway(gateway, (one) => readRules(one, note))
  const health = readBackendHealth(calls, loadBalancerId, note)
  const uses = usesOf(pairsIn(rules, health))
  const listeners = readListeners(gateway, rules, uses)
  const idOf = poolIdsByName(uses)
  const shared = { gateway, generation, place, listeners, note }
  const found = finders(calls, place, note)
  const network = readNetwork(calls, place, found.interfaces, note)
  const around = { ...shared, ...found, health, network }
  const upkeep = network.upkeepPaths()
  return {
    cloud: 'azure',
    conduct: conductOf(generation),
    collectedAt: evidence.collectedAt,
    window,
    assumptions: { backendKeepAliveSeconds },
    loadBalancer: balancerOf({ ...shared, calls, id: loadBalancerId, region, upkeep, accessLog: logDestinationOf(calls) }),
    pools: askedFor(uses, poolIds).map((use) => readPool(use, around)),
    metrics: readMetrics(calls, { poolIds: uses.map(({ id }) => id), idOf }),
    accessLog: readAccessLog(calls, idOf),
    probeLog: unknown('notCollected', 'an Application Gateway logs no probes', {
      what: 'probe logs',
      call: '',
      permission: null,
    }),
    changes: readChanges(calls),
    unmodelled: [...unmodelled].sort(compareText),
  }
}

type Pair = Pick<PoolUse, 'poolId' | 'settingId'>

/** What the rules use; while they are unknown, what the gateway says it probes. */
function pairsIn(rules: Fact<readonly RoutingRule[]>, health: Fact<HealthReading>): readonly Pair[] {
  if (rules.known) return rules.value.flatMap(({ ways }) => ways).flatMap(({ destinations }) => destinations)
  return health.known ? health.value.pairs : []
}

/** The pools that were asked for, in that order; all when none was named. One that no rule uses is a pool without a setting. */
function askedFor(uses: readonly PoolUse[], poolIds: readonly string[]): readonly PoolUse[] {
  if (poolIds.length === 0) return uses
  return poolIds.flatMap((asked) => {
    const found = uses.filter(({ id, poolId }) => [id, poolId].some((each) => idKey(each) === idKey(asked)))
    return found.length > 0 ? found : usesOf([{ poolId: asked, settingId: null }])
  })
}

function readListeners(
  gateway: Gateway,
  rules: Fact<readonly RoutingRule[]>,
  uses: readonly PoolUse[],
): Fact<readonly Listener[]> {
  if (!rules.known) return rules
  const source = sourceOf('Microsoft.Network/applicationGateways/read')
  return fromGateway(gateway, (one) => listenersOf(one, rules.value, poolIdReader(uses), source))
}

/** Finding what the members of pools are. */
function finders(calls: Calls, place: Fact<GatewayPlace>, note: Note): Surroundings {
  const interfaces = readInterfaces(calls)
  const networkId = mapFact(place, ({ subnetId }) => parentId(subnetId))
  const around = networkId.known ? readVirtualNetwork(calls, networkId.value) : networkId
  return {
    interfaces,
    ownerOf: ownerReader(calls, around, interfaces),
    machineOf: machineReader(calls, note),
    resolutionOf: nameReader(calls, networkId, around),
  }
}
