/** Finding pools by the names under which logs and metrics know their parts. */
import { nameInId } from './gateway.ts'
import type { PoolUse } from './pool-uses.ts'

/**
 * `Pool.id` by the names of the address pool and of the setting, without regard to case. A null setting finds the pool that is used
 * with one setting only. Null when no rule uses the pair, as for what was renamed since.
 */
export type PoolIds = (poolName: string, settingName: string | null) => string | null

export function poolIdsByName(uses: readonly PoolUse[]): PoolIds {
  const ids = new Map<string, string>()
  const ofPool = new Map<string, readonly string[]>()
  for (const { id, poolId, settingId } of uses) {
    const pool = nameInId(poolId).toLowerCase()
    ofPool.set(pool, [...(ofPool.get(pool) ?? []), id])
    if (settingId !== null) ids.set(`${pool}/${nameInId(settingId).toLowerCase()}`, id)
  }
  return (poolName, settingName) => {
    const pool = poolName.toLowerCase()
    if (settingName !== null) return ids.get(`${pool}/${settingName.toLowerCase()}`) ?? null
    const candidates = ofPool.get(pool) ?? []
    return candidates.length === 1 ? (candidates[0] ?? null) : null
  }
}
