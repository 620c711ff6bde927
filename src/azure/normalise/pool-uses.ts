/** Address pools with the settings they are used with: what lb502 calls a pool. */
import { idKey } from './calls.ts'
import type { Destination } from './destinations.ts'
import { nameInId } from './gateway.ts'

export interface PoolUse {
  /** `Pool.id`: the address pool's id, with the setting's name where the pool is used with several. */
  readonly id: string
  readonly name: string
  readonly poolId: string
  /** Null for a pool that no rule sends to. */
  readonly settingId: string | null
}

type Pair = Pick<PoolUse, 'poolId' | 'settingId'>

/** Each pool and setting once, in the order given. */
export function usesOf(destinations: readonly Pair[]): readonly PoolUse[] {
  const pairs = new Map(destinations.map(({ poolId, settingId }) => [pairKey(poolId, settingId), { poolId, settingId }]))
  const counts = new Map<string, number>()
  for (const { poolId } of pairs.values()) counts.set(idKey(poolId), (counts.get(idKey(poolId)) ?? 0) + 1)
  return [...pairs.values()].map((pair) => ({ ...pair, ...named(pair, (counts.get(idKey(pair.poolId)) ?? 0) > 1) }))
}

function named({ poolId, settingId }: Pair, isOneOfSeveral: boolean): Pick<PoolUse, 'id' | 'name'> {
  const name = nameInId(poolId)
  if (!isOneOfSeveral || settingId === null) return { id: poolId, name }
  const setting = nameInId(settingId)
  return { id: `${poolId}/settings/${setting}`, name: `${name} / ${setting}` }
}

/** `Pool.id` by the ids of pool and setting. */
export function poolIdReader(uses: readonly PoolUse[]): (destination: Destination) => string {
  const ids = new Map(uses.map(({ id, poolId, settingId }) => [pairKey(poolId, settingId), id]))
  return ({ poolId, settingId }) => ids.get(pairKey(poolId, settingId)) ?? poolId
}

export function pairKey(poolId: string, settingId: string | null): string {
  return JSON.stringify([idKey(poolId), settingId === null ? null : idKey(settingId)])
}
