/** The model as it would be with one more rule: for telling whether a fix helps. */
import type { Snapshot } from '../model.ts'
import type { FilterHop, Hop } from './model.ts'
import { addRule, allowing } from './remedy.ts'

/** The snapshot with the rule added that opens this hop, on every path that passes the same rule sets. */
export function permitting(snapshot: Snapshot, blocking: FilterHop): Snapshot {
  if (!blocking.ruleSets.known) return snapshot
  const before = blocking.ruleSets.value
  const after = { ...blocking.ruleSets, value: addRule(before, allowing(blocking)) }
  const change = (hop: Hop): Hop =>
    hop.kind === 'filter' && hop.ruleSets.known && hop.ruleSets.value === before ? { ...hop, ruleSets: after } : hop
  const pools = snapshot.pools.map((pool) =>
    pool.paths.known
      ? { ...pool, paths: { ...pool.paths, value: pool.paths.value.map((path) => ({ ...path, hops: path.hops.map(change) })) } }
      : pool,
  )
  return { ...snapshot, pools }
}
