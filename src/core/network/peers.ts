/** Which addresses of an end a peer of a rule speaks of. */
import { type Fact, known, mapFact } from '../fact.ts'
import { type AddressSet, intersect, noAddresses } from './address-set.ts'
import type { ReadEndpoint } from './endpoints.ts'
import type { Peer } from './model.ts'

/** `addresses`: what the peer stands for, wherever the end is. */
export function addressesIn(peer: Peer, addresses: Fact<AddressSet>, end: ReadEndpoint): Fact<AddressSet> {
  // An end whose groups are known matches by them alone: another interface's address in the same subnet is not this end's.
  if (peer.kind === 'group' && end.groupsKnown) {
    return known(end.groupIds.includes(peer.groupId) ? end.addresses : noAddresses)
  }
  return mapFact(addresses, (all) => intersect(end.addresses, all))
}
