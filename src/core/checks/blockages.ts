/** Hops that block, and which of them are there only because another is: what a broken way looks like. */
import type { Hop, HopVerdict, Leg, PathVerdict } from '../network/model.ts'
import { tripsOn } from '../network/routes.ts'

export interface Blockage {
  readonly verdict: PathVerdict
  readonly hop: HopVerdict
}

/** The first hop of the kind that blocks, if any does. */
export function blocksOf(verdict: PathVerdict, kind: Hop['kind']): readonly HopVerdict[] {
  return closedOn(verdict, kind).slice(0, 1)
}

/** Every hop of the kind that blocks: opening one of two closed doors helps nobody. */
export function closedOn(verdict: PathVerdict, kind: Hop['kind']): readonly HopVerdict[] {
  return verdict.hops.filter((hop) => hop.hop.kind === kind && (hop.passage === 'blocked' || hop.passage === 'partly'))
}

/** What makes a way that cannot be followed to its end a broken one all the same; null when nothing does. */
export function signIn(verdicts: readonly PathVerdict[]): string | null {
  if (verdicts.every(isLopsided))
    return 'Requests and replies take different ways, and what stands on only one of them drops packets of connections that it has not seen begin.'
  const outside = verdicts.flatMap((verdict) =>
    blocksOf(verdict, 'filter')
      .filter((hop) => isFollowUp({ verdict, hop }))
      .slice(0, 1),
  )
  const unclear = verdicts.every(({ hops }) =>
    hops.some(({ hop, passage }) => hop.kind === 'route' && hop.table.known && passage === 'unknown'),
  )
  if (outside.length < verdicts.length || !unclear) return null
  return `The platform's own rules, which let through all that the networks joined here hold, do not count the other end among it: ${outside[0]?.because ?? ''}.`
}

/** Whether one direction goes through something that the other passes by: whatever keeps track of connections drops that. */
function isLopsided({ hops }: PathVerdict): boolean {
  const of = (leg: Leg): readonly HopVerdict[] => hops.filter(({ hop }) => hop.kind === 'route' && hop.leg === leg)
  const [out, back] = [of('request'), of('reply')]
  const detour = (leg: readonly HopVerdict[]): boolean =>
    leg.some(
      ({ hop }) =>
        hop.kind === 'route' && tripsOn(hop).some(({ entry, rival }) => rival === null && entry?.route.state.kind === 'unclear'),
    )
  const direct = (leg: readonly HopVerdict[]): boolean => leg.length > 0 && leg.every(({ passage }) => passage === 'open')
  return (detour(out) && direct(back)) || (direct(out) && detour(back))
}

/** Orders from which on rules are the platform's own. */
const platformOrder = 65_000

/** A rule of the platform's own that denies what no network holds, where no open route leads there either: the route is what is missing. */
export function isFollowUp({ verdict, hop }: Blockage): boolean {
  if (hop.hop.kind !== 'filter' || !hop.hop.ruleSets.known) return false
  const rules = hop.hop.ruleSets.value.flatMap((set) => set.rules).filter(({ order }) => order >= platformOrder)
  // Where no rule decides, what closes the platform's own is meant.
  const isOwn = rules.length > 0 && (hop.decidedBy === null || rules.some(({ id }) => id === hop.decidedBy))
  return isOwn && verdict.hops.some((one) => one.hop.kind === 'route' && one.passage !== 'open')
}
