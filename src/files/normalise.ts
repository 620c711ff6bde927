/** From readings of log files to the neutral snapshot: what logs do not show is a gap that says how to fill it. */
import { conduct as balancerConduct } from '../aws/normalise/conduct.ts'
import { conductOf } from '../azure/normalise/gateway.ts'
import { withPools } from '../core/digest/pools.ts'
import type { Evidence } from '../core/evidence.ts'
import { type Fact, mapFact, unknown } from '../core/fact.ts'
import type { Inventory } from '../core/inventory.ts'
import type { Snapshot } from '../core/model.ts'
import type { LogReading, ProbeLogReading } from '../core/traffic.ts'
import { isInventory, isLogReading, isProbeLogReading } from '../normalise/log-shape.ts'
import { readingsOf } from '../normalise/readings.ts'
import { type Calls, indexCalls } from '../normalise/records.ts'
import { balancerOf } from './balancer.ts'
import { readFiles } from './evidence.ts'
import { gapsOf } from './gaps.ts'
import { unnamedPool } from './identity.ts'
import { poolsOf } from './pools.ts'

export function normaliseFiles({ question, collectedAt, calls }: Evidence): Snapshot {
  const { cloud, poolIds, window, backendKeepAliveSeconds } = question
  const indexed = indexCalls(calls)
  const notInLogs = gapsOf(cloud)
  const inventory = inventoryIn(indexed)
  return {
    cloud,
    conduct: cloud === 'aws' ? balancerConduct : conductOf(generationIn(indexed)),
    collectedAt,
    window,
    assumptions: { backendKeepAliveSeconds },
    loadBalancer: balancerOf(question, notInLogs),
    pools: poolsOf(poolIds, cloud, notInLogs),
    metrics: notInLogs('metrics'),
    accessLog: mapFact(accessLogIn(indexed), (reading) => withUnnamedPool(reading, poolIds)),
    probeLog: probeLogIn(indexed),
    changes: notInLogs('recent changes'),
    unmodelled: [],
    ...(inventory === null ? {} : { inventory }),
  }
}

function accessLogIn(calls: Calls): Fact<LogReading> {
  const what = 'access logs'
  const none = unknown('notCollected', 'no access log is among the files', { what, call: '', permission: null })
  return readingsOf(calls, [readFiles], { kind: 'access', what }, isLogReading)[0] ?? none
}

function probeLogIn(calls: Calls): Fact<ProbeLogReading> {
  const what = 'health check logs'
  const none = unknown('notCollected', 'no health check log is among the files', { what, call: '', permission: null })
  return readingsOf(calls, [readFiles], { kind: 'probe', what }, isProbeLogReading)[0] ?? none
}

function inventoryIn(calls: Calls): Inventory | null {
  const read = readingsOf(calls, [readFiles], { kind: 'inventory', what: 'log files' }, isInventory)[0]
  return read?.known === true ? read.value : null
}

/** Of the gateway, as its rows showed it. */
function generationIn(calls: Calls): 'v1' | 'v2' {
  const inputs = (calls.get(readFiles) ?? []).map(({ input }): object => (typeof input === 'object' ? (input ?? {}) : {}))
  return inputs.some((input) => 'generation' in input && input.generation === 'v1') ? 'v1' : 'v2'
}

/** Requests without a pool are a pool's own where they are judged as one. */
function withUnnamedPool(reading: LogReading, poolIds: readonly string[]): LogReading {
  if (!poolIds.includes(unnamedPool)) return reading
  return { ...reading, digest: withPools(reading.digest, (pool) => pool ?? unnamedPool) }
}
