/** The model as it would be with more rules: for telling whether a fix helps. */
import type { Snapshot } from '../model.ts'
import type { Hop } from './model.ts'
import { type Opening, placeOf } from './openings.ts'
import { addRule } from './remedy.ts'
import { withHops } from './rewrite.ts'

/** The snapshot with the rules of the openings added, on every path that passes the same rule sets in the same direction. */
export function permitting(snapshot: Snapshot, openings: readonly Opening[]): Snapshot {
  const rules = new Map(openings.map(({ hop, rules: missing }) => [placeOf(hop), missing]))
  return withHops(snapshot, (hop: Hop): Hop => {
    const missing = hop.kind === 'filter' && hop.ruleSets.known ? rules.get(placeOf(hop)) : undefined
    if (hop.kind !== 'filter' || !hop.ruleSets.known || missing === undefined) return hop
    return { ...hop, ruleSets: { ...hop.ruleSets, value: missing.reduce(addRule, hop.ruleSets.value) } }
  })
}
