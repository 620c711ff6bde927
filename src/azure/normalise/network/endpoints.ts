/** Private endpoints: a route of their own leads to each, and rules and routes hold for them only where the subnet says so. */
import { type Fact, mapFact } from '../../../core/fact.ts'
import { type Cidr, parseCidr } from '../../../core/network/addresses.ts'
import type { Route, RouteTable } from '../../../core/network/model.ts'
import { hostCidr } from '../../../normalise/addresses.ts'
import { nameInId } from '../gateway.ts'
import { holds, type Subnet } from '../virtual-networks.ts'
import type { Site } from './route-tables.ts'

const guarded: ReadonlySet<string> = new Set(['enabled', 'networksecuritygroupenabled'])
const routed: ReadonlySet<string> = new Set(['enabled', 'routetableenabled'])

/** Whether network security groups hold for the private endpoints of the subnet. */
export function guardsEndpoints({ endpointPolicies }: Subnet): boolean {
  return guarded.has(endpointPolicies?.toLowerCase() ?? '')
}

export interface PrivateEndpoint {
  /** ARM id. */
  readonly id: string
  readonly address: string
  readonly site: Site
}

/**
 * The table with the endpoint's own route in front. A route that a user made overrides it only where the endpoint's subnet lets it,
 * and with a prefix no shorter than that of the network.
 */
export function withEndpoint(table: Fact<RouteTable>, endpoint: PrivateEndpoint, state: Route['state']): Fact<RouteTable> {
  const { id, address, site } = endpoint
  return mapFact(table, (value) => {
    const space = site.network.spaces.find((each) => holds([each], address))
    const least = (space === undefined ? undefined : parseCidr(space))?.prefix ?? 0
    const overrides = routed.has(site.subnet.endpointPolicies?.toLowerCase() ?? '')
    const isMade = ({ id: routeId, destinations }: Route): boolean =>
      routeId.toLowerCase().includes('/routes/') &&
      destinations.known &&
      destinations.value.some((cidr) => holds([cidr], address) && (parseCidr(cidr) as Cidr).prefix >= least)
    if (overrides && value.routes.some(isMade)) return value
    const own: Route = {
      id,
      destinations: { known: true, value: [hostCidr(address) ?? address], sources: table.sources },
      target: `private endpoint ${nameInId(id)}`,
      state,
    }
    return { ...value, routes: [own, ...value.routes] }
  })
}
