/** Judging a route hop: where its table sends the destination, and the sentence that says so. */
import { countAddresses } from './address-set.ts'
import { readEndpoint } from './endpoints.ts'
import type { HopVerdict, Passage, Route, RouteHop, RouteTable } from './model.ts'
import { combine } from './passage.ts'
import { lookUp, readTable, type Trip } from './route-lookup.ts'
import { addressList, endpointName, endpointPart, named, oneLine, placed } from './words.ts'

/**
 * Whether the table delivers packets to the destination, to all of its addresses. Dropped, diverted and unrouted ones are
 * blocked. An address that cannot be read keeps the hop from being `open` or `blocked`.
 */
export function judgeRoute(hop: RouteHop): HopVerdict {
  const unread = `the routes of ${placed(hop.place)} could not be read`
  if (!hop.table.known) return verdict(hop, 'unknown', `${unread}: ${hop.table.message}`, null)
  const destination = readEndpoint(hop.destination)
  const name = endpointName(hop.destination, 'without groups')
  const trips = tripsOn(hop)
  const passage = combine(trips)
  const bad = destination.unreadable[0]
  if (bad !== undefined && passage !== 'partly') return verdict(hop, 'unknown', `"${bad}" of ${name} is not an address`, null)
  if (trips.length === 0) return verdict(hop, 'unknown', `${name} has no address`, null)

  const telling = passage === 'partly' ? 'blocked' : passage
  const trip = largest(trips.filter((candidate) => candidate.passage === telling))
  const sentence = told(hop.table.value, trip, endpointPart(trip.addresses, destination, name))
  const rest = passage === 'partly' ? `; only part of ${name} is reached` : ''
  const remark = passage === 'open' ? '' : note(hop.table.value)
  return verdict(hop, passage, sentence + rest + remark, trip.passage === 'unknown' ? null : (trip.entry?.route ?? null))
}

/** Where each part of the destination goes; none while the table is unknown. */
export function tripsOn(hop: RouteHop): readonly Trip[] {
  return hop.table.known ? lookUp(hop.table.value, readEndpoint(hop.destination)) : []
}

function verdict(hop: RouteHop, passage: Passage, because: string, decider: Route | null): HopVerdict {
  return { hop, passage, because: oneLine(because), decidedBy: decider?.id ?? null }
}

/** The trip of most addresses; the first of equals. */
function largest(trips: readonly Trip[]): Trip {
  return trips.reduce((best, trip) => (countAddresses(trip.addresses) > countAddresses(best.addresses) ? trip : best))
}

function told(table: RouteTable, { entry, rival }: Trip, destination: string): string {
  if (rival !== null) {
    const { route, gap } = rival
    return `whether ${named(table)} delivers to ${destination} depends on its route to ${route.target}, whose destinations could not be read: ${gap.message}`
  }
  if (entry === null) return `${named(table)} has no route to ${destination}`
  const { state, target } = entry.route
  const sends = `${named(table)} sends ${addressList([entry.cidr])} to ${target}`
  return state.kind === 'delivers' ? sends : `${sends}, ${state.why}`
}

function note(table: RouteTable): string {
  const bad = readTable(table).unreadable[0]
  return bad === undefined
    ? ''
    : `; about its route to ${bad.route.target}: "${bad.text}" is not an address range and matches nothing`
}
