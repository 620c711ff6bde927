/**
 * Requests and replies that take different ways. An appliance that sees one direction only usually drops it, as firewalls remember
 * connections; whether this one does is not visible from here, so it is said and not judged.
 */
import { type Fact, mapFact } from '../../../core/fact.ts'
import { readEndpoint } from '../../../core/network/endpoints.ts'
import { memoised } from '../../../core/network/memo.ts'
import type { Endpoint, Route, RouteTable } from '../../../core/network/model.ts'
import { lookUp } from '../../../core/network/route-lookup.ts'
import { isAppliance } from './next-hops.ts'

export interface BothWays {
  readonly request: Fact<RouteTable>
  readonly reply: Fact<RouteTable>
}

/** The tables of both directions, their appliances told apart from those that both directions pass. */
export function comparedWays({ request, reply }: BothWays, gateway: Endpoint, member: Endpoint): BothWays {
  if (!request.known || !reply.known) return { request, reply }
  const there = appliancesOn(request.value, member)
  const back = appliancesOn(reply.value, gateway)
  const alike = there.length === back.length && there.every((target) => back.includes(target))
  return alike ? { request, reply } : { request: marked(request).forRequests, reply: marked(reply).forReplies }
}

function appliancesOn(table: RouteTable, destination: Endpoint): readonly string[] {
  const routes = lookUp(table, readEndpoint(destination)).flatMap(({ entry }) => (entry === null ? [] : [entry.route]))
  return [...new Set(routes.filter(isAppliance).map(({ target }) => target))]
}

const marked = memoised((table: Fact<RouteTable>) => ({
  forRequests: withAppliances(table, 'which replies do not pass, and a firewall that sees one direction only drops it'),
  forReplies: withAppliances(table, 'which requests do not pass, and a firewall drops replies to requests it has not seen'),
}))

function withAppliances(fact: Fact<RouteTable>, why: string): Fact<RouteTable> {
  const state: Route['state'] = { kind: 'unclear', why }
  return mapFact(fact, (table) => ({
    ...table,
    routes: table.routes.map((route) => (isAppliance(route) ? { ...route, state } : route)),
  }))
}
