/** Route tables, found by subnet. */
import type { Route as AwsRoute, RouteTable as AwsRouteTable, RouteTableAssociation } from '@aws-sdk/client-ec2'
import { type Fact, known } from '../../core/fact.ts'
import type { Route, RouteTable } from '../../core/network/model.ts'
import { flag, type Loose, neededObjects, neededText, objects, part, text, Unreadable } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Note } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { type Attached, type AttachedTo, attachedTo } from './attached.ts'
import { type Listing, listingOf } from './listing.ts'
import { nextHop } from './next-hops.ts'
import type { Peering } from './peerings.ts'
import type { PrefixLists } from './prefix-lists.ts'
import { nameTag } from './tags.ts'

/** What routes refer to. */
export interface Destinations {
  readonly prefixLists: PrefixLists
  readonly peerings: Listing<Peering>
  /** The CIDRs of each VPC. */
  readonly networks: Listing<readonly string[]>
}

/** The table that serves a subnet: its own, or the main one of the VPC. */
export function readRouteTables(calls: Calls, destinations: Destinations, note: Note): AttachedTo<RouteTable> {
  return attachedTo(
    listingOf(calls, 'ec2:DescribeRouteTables', {
      items: (output) => neededObjects(output, 'RouteTables'),
      id: (table) => neededText(table, 'RouteTableId'),
      read: (table) => readTable(table, destinations, note),
    }),
  )
}

function readTable(table: Loose<AwsRouteTable>, destinations: Destinations, note: Note): Attached<RouteTable> {
  const id = neededText(table, 'RouteTableId')
  const networkId = text(table, 'VpcId')
  const associations = objects(table, 'Associations').filter(isInForce)
  const routes = objects(table, 'Routes')
    .toSorted((one, other) => precedence(one) - precedence(other))
    .map((route) => readRoute(id, route, destinations, note))
  const cidrs = networkId === null ? undefined : destinations.networks.byId.get(networkId)
  return {
    networkId,
    fallback: associations.some((association) => flag(association, 'Main') === true),
    subnetIds: associations.flatMap((association) => text(association, 'SubnetId') ?? []),
    value: { id, name: nameTag(table), routes: withWholeNetwork(routes, cidrs?.known ? cidrs.value : []) },
  }
}

function isInForce(association: Loose<RouteTableAssociation>): boolean {
  const state = part(association, 'AssociationState')
  const word = state && text(state, 'State')
  return word === null || word === 'associated' || word === 'associating'
}

/** Of equal prefixes the first one listed counts; AWS prefers its own local routes, then static ones, then prefix lists. */
function precedence(route: Loose<AwsRoute>): number {
  if (text(route, 'GatewayId') === 'local') return 0
  if (text(route, 'Origin') === 'EnableVgwRoutePropagation') return 3
  return text(route, 'DestinationPrefixListId') === null ? 1 : 2
}

function readRoute(tableId: string, route: Loose<AwsRoute>, { prefixLists, peerings }: Destinations, note: Note): Route {
  const cidr = text(route, 'DestinationCidrBlock') ?? text(route, 'DestinationIpv6CidrBlock')
  const list = text(route, 'DestinationPrefixListId')
  const destination = cidr ?? list
  if (destination === null) throw new Unreadable('a route has no destination')
  return {
    id: `${tableId} ${destination}`,
    destinations: cidr === null ? prefixLists(destination) : known([cidr], sourceOf('ec2:DescribeRouteTables')),
    ...nextHop(route, peerings, note),
  }
}

/** The local route holds for every range of the VPC, also for one that no row of the table names. */
function withWholeNetwork(routes: readonly Route[], cidrs: readonly string[]): readonly Route[] {
  const named = new Set(routes.flatMap(({ destinations }) => (destinations.known ? destinations.value : [])))
  const more = cidrs.filter((cidr) => !named.has(cidr))
  const local = routes.findIndex(({ target }) => target === 'local')
  return routes.map((route, index) => (index === local ? { ...route, destinations: extended(route.destinations, more) } : route))
}

function extended(destinations: Fact<readonly string[]>, more: readonly string[]): Fact<readonly string[]> {
  return destinations.known ? { ...destinations, value: [...destinations.value, ...more] } : destinations
}
