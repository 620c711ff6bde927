/** The model with other paths. */
import { mapFact } from '../fact.ts'
import type { Snapshot } from '../model.ts'
import type { Hop, Path } from './model.ts'

/** The snapshot with every path, upkeep included, put through `change`. */
export function withPaths(snapshot: Snapshot, change: (path: Path) => Path): Snapshot {
  const changed = (paths: readonly Path[]): readonly Path[] => paths.map(change)
  const { loadBalancer, pools } = snapshot
  return {
    ...snapshot,
    loadBalancer: { ...loadBalancer, upkeep: mapFact(loadBalancer.upkeep, changed) },
    pools: pools.map((pool) => ({ ...pool, paths: mapFact(pool.paths, changed) })),
  }
}

/** The snapshot with every hop of every path put through `change`. */
export function withHops(snapshot: Snapshot, change: (hop: Hop) => Hop): Snapshot {
  return withPaths(snapshot, (path) => ({ ...path, hops: path.hops.map(change) }))
}
