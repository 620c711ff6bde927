/** Route tables that users make, and what they say of the next hop. */
import { type Fact, known } from '../../../core/fact.ts'
import { flag, neededText, objects, text } from '../../../normalise/loose.ts'
import type { Calls } from '../../../normalise/records.ts'
import { remember } from '../../../normalise/remember.ts'
import { about, factOf } from '../calls.ts'
import { nameInId } from '../gateway.ts'
import type { ArmRouteTable } from '../shapes.ts'

export interface UserRoute {
  /** ARM id. */
  readonly id: string
  /** A range, or a service tag. */
  readonly prefix: string
  /** In Azure's word, lower case: `virtualappliance`. */
  readonly nextHop: string
  readonly nextHopAddress: string | null
}

export interface UserRoutes {
  /** ARM id; null where the subnet has no route table. */
  readonly id: string | null
  readonly routes: readonly UserRoute[]
  readonly learnsRoutes: boolean
}

const none: Fact<UserRoutes> = known({ id: null, routes: [], learnsRoutes: true })

/** The routes of a table by its ARM id; none for a subnet without one. */
export function userRouteReader(calls: Calls): (id: string | null) => Fact<UserRoutes> {
  const read = remember((id: string) => readUserRoutes(calls, id))
  return (id) => (id === null ? none : read(id))
}

function readUserRoutes(calls: Calls, id: string): Fact<UserRoutes> {
  const wanted = { where: about(id), absent: `the route table ${nameInId(id)} was not asked for` }
  return factOf<ArmRouteTable, UserRoutes>(calls, 'Microsoft.Network/routeTables/read', wanted, (replies) => ({
    id,
    routes: replies.flatMap(({ output }) =>
      objects(output, 'routes').map((route) => ({
        id: text(route, 'id') ?? `${id}/routes/${text(route, 'name') ?? neededText(route, 'addressPrefix')}`,
        prefix: neededText(route, 'addressPrefix'),
        nextHop: neededText(route, 'nextHopType').toLowerCase(),
        nextHopAddress: text(route, 'nextHopIpAddress'),
      })),
    ),
    learnsRoutes: !replies.some(({ output }) => flag(output, 'disableBgpRoutePropagation') === true),
  }))
}
