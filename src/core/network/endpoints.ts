/** The ends of a flow, read: their addresses on the line, and what of them could not be read. */
import { type AddressSet, intersect, readCidrs } from './address-set.ts'
import { everyIpv4, everyIpv6, type Span } from './addresses.ts'
import { memoised } from './memo.ts'
import type { Endpoint } from './model.ts'

export interface ReadEndpoint {
  readonly addresses: AddressSet
  readonly unreadable: readonly string[]
  readonly groupIds: readonly string[]
  readonly groupsKnown: boolean
  /** Equal for endpoints that no rule and no route can tell apart. */
  readonly key: string
}

export const readEndpoint: (endpoint: Endpoint) => ReadEndpoint = memoised((endpoint: Endpoint) => ({
  ...readCidrs(endpoint.cidrs),
  groupIds: endpoint.groupIds,
  groupsKnown: endpoint.groupsComplete === true || endpoint.groupIds.length > 0,
  key: JSON.stringify([endpoint.cidrs, endpoint.groupIds, endpoint.groupsComplete]),
}))

/**
 * The end as seen from the other one: without the addresses of a family that the other end does not have, for a packet is of
 * one family.
 */
export function facing(end: Endpoint, other: Endpoint): ReadEndpoint {
  const seen = readEndpoint(end)
  const { addresses, unreadable } = readEndpoint(other)
  const families = [everyIpv4, everyIpv6].filter((family) => intersect(addresses, [family]).length > 0)
  if (families.length !== 1 || unreadable.length > 0) return seen
  const [family] = families as [Span]
  return { ...seen, addresses: intersect(seen.addresses, [family]), key: `${family === everyIpv4 ? 4 : 6}${seen.key}` }
}
