/** The model as it would be with one more rule: for telling whether a fix helps. */
import type { Snapshot } from '../model.ts'
import type { FilterHop, Hop } from './model.ts'
import { addRule, allowing } from './remedy.ts'

/** The snapshot with the rule added that opens this hop, on every path that passes the same rule sets in the same direction. */
export function permitting(snapshot: Snapshot, blocking: FilterHop): Snapshot {
  const place = placeOf(blocking)
  const rule = allowing(blocking)
  const change = (hop: Hop): Hop =>
    hop.kind === 'filter' && hop.ruleSets.known && placeOf(hop) === place
      ? { ...hop, ruleSets: { ...hop.ruleSets, value: addRule(hop.ruleSets.value, rule) } }
      : hop
  const pools = snapshot.pools.map((pool) =>
    pool.paths.known
      ? { ...pool, paths: { ...pool.paths, value: pool.paths.value.map((path) => ({ ...path, hops: path.hops.map(change) })) } }
      : pool,
  )
  return { ...snapshot, pools }
}

function placeOf(hop: FilterHop): string {
  const sets = hop.ruleSets.known ? hop.ruleSets.value.map((set) => set.id) : []
  return [hop.direction, hop.device, ...sets].join('\n')
}
