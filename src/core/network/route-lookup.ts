/**
 * Looking addresses up in a route table: the longest prefix wins, and of equal prefixes the route listed first. A route whose
 * destinations are unknown may win wherever a longer prefix is possible, so it leaves open whatever it would change.
 */
import type { UnknownFact } from '../fact.ts'
import { type AddressSet, intersect, subtract } from './address-set.ts'
import { type Cidr, parseCidr } from './addresses.ts'
import type { ReadEndpoint } from './endpoints.ts'
import { memoised, memoisedBy } from './memo.ts'
import type { Route, RouteTable } from './model.ts'

/** Destinations that fare alike, for the same reason. */
export interface Trip {
  readonly addresses: AddressSet
  readonly passage: 'open' | 'blocked' | 'unknown'
  /** The winning route and the destination it won by; null when no known route matches. */
  readonly entry: Entry | null
  /** What leaves the passage unknown though the winner is clear: a route that may have a longer prefix. */
  readonly rival: Rival | null
}

export interface Entry {
  readonly route: Route
  /** Where in the table the route stands. */
  readonly position: number
  readonly cidr: Cidr
}

export interface Rival {
  readonly route: Route
  readonly position: number
  readonly gap: UnknownFact
}

interface ReadTable {
  /** Longest prefix first. */
  readonly entries: readonly Entry[]
  readonly rivals: readonly Rival[]
  /** Destinations that are no CIDRs and so match nothing. */
  readonly unreadable: readonly { readonly route: Route; readonly text: string }[]
}

export const readTable: (table: RouteTable) => ReadTable = memoised((table: RouteTable) => {
  const entries: Entry[] = []
  const rivals: Rival[] = []
  const unreadable: { route: Route; text: string }[] = []
  for (const [position, route] of table.routes.entries()) {
    const { destinations } = route
    if (!destinations.known) rivals.push({ route, position, gap: destinations })
    for (const text of destinations.known ? destinations.value : []) {
      const cidr = parseCidr(text)
      if (cidr === undefined) unreadable.push({ route, text })
      else entries.push({ route, position, cidr })
    }
  }
  return { entries: entries.sort((a, b) => b.cidr.prefix - a.cidr.prefix), rivals, unreadable }
})

/** Where the table sends each part of the destination, remembered per identity of the table. */
export const lookUp: (table: RouteTable, destination: ReadEndpoint) => readonly Trip[] = memoisedBy(
  (destination: ReadEndpoint) => destination.key,
  (table: RouteTable, { addresses }: ReadEndpoint) => {
    const { entries, rivals } = readTable(table)
    const trips: Trip[] = []
    let undecided = addresses
    for (const entry of entries) {
      const taken = intersect(undecided, [entry.cidr])
      if (taken.length === 0) continue
      trips.push({ addresses: taken, entry, ...outcome(entry, rivals) })
      undecided = subtract(undecided, taken)
    }
    if (undecided.length > 0) trips.push({ addresses: undecided, entry: null, ...outcome(null, rivals) })
    return trips
  },
)

function outcome(entry: Entry | null, rivals: readonly Rival[]): Pick<Trip, 'passage' | 'rival'> {
  const passage = entry === null ? 'blocked' : passageOf(entry.route)
  if (passage === 'unknown') return { passage, rival: null }
  const rival = rivals.find((candidate) => mayBeat(candidate, entry) && passageOf(candidate.route) !== passage)
  return rival === undefined ? { passage, rival: null } : { passage: 'unknown', rival }
}

function mayBeat(rival: Rival, entry: Entry | null): boolean {
  return entry === null || !entry.cidr.single || rival.position < entry.position
}

function passageOf(route: Route): Trip['passage'] {
  switch (route.state.kind) {
    case 'delivers':
      return 'open'
    case 'drops':
    case 'diverts':
      return 'blocked'
    case 'unclear':
      return 'unknown'
  }
}
