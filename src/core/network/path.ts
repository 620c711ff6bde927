/** Judging a path: each hop by itself, then all of them in sequence. */
import type { Fact } from '../fact.ts'
import { judgeFilter, rulingOn } from './filter.ts'
import type { Hop, HopVerdict, Path, PathVerdict } from './model.ts'
import { inSequence } from './passage.ts'
import { judgeRoute, tripsOn } from './routes.ts'

/** Whether the hop lets its packets through, and the rule or route that decided, or the one that is missing. */
export function judgeHop(hop: Hop): HopVerdict {
  switch (hop.kind) {
    case 'filter':
      return judgeFilter(hop)
    case 'route':
      return judgeRoute(hop)
  }
}

/** Whether packets of both legs pass every hop. A path without hops is open: nothing stands in its way. */
export function judgePath(path: Path): PathVerdict {
  const hops = path.hops.map(judgeHop)
  return { path, passage: inSequence(hops.map((hop) => hop.passage)), hops }
}

/** The facts the verdict rests on: the hop's rules or routes, and the members, lists or destinations that leave it unknown. */
export function factsBehind({ hop }: HopVerdict): readonly Fact<unknown>[] {
  switch (hop.kind) {
    case 'filter':
      return [hop.ruleSets, ...(rulingOn(hop)?.shares ?? []).flatMap((share) => (share.passage === 'unknown' ? [share.gap] : []))]
    case 'route':
      return [hop.table, ...tripsOn(hop).flatMap((trip) => (trip.rival === null ? [] : [trip.rival.gap]))]
  }
}
