/** What is attached to subnets, or applies to those of a network that nothing is attached to. */
import { type Fact, type UnknownFact, unknown } from '../../core/fact.ts'
import { sourceOf } from '../call-names.ts'
import { type Listing, whyUnlisted } from './listing.ts'

export interface Attached<T> {
  readonly networkId: string | null
  /** Whether it applies to subnets without an attachment of their own. */
  readonly fallback: boolean
  readonly subnetIds: readonly string[]
  readonly value: T
}

export type AttachedTo<T> = (subnetId: string, networkId: string | null) => Fact<T>

/** Finds what applies to a subnet. The fallback counts only when everything of the network was seen. */
export function attachedTo<T>(listing: Listing<Attached<T>>): AttachedTo<T> {
  const source = sourceOf(listing.name)
  const bySubnet = new Map<string, Fact<T>>()
  const fallbacks = new Map<string, Fact<T>>()
  let unreadable: UnknownFact | undefined
  for (const fact of listing.byId.values()) {
    if (!fact.known) {
      unreadable ??= fact
      continue
    }
    const { networkId, fallback, subnetIds, value } = fact.value
    const found: Fact<T> = { known: true, value, sources: fact.sources }
    for (const subnetId of subnetIds) bySubnet.set(subnetId, found)
    if (fallback && networkId !== null) fallbacks.set(networkId, found)
  }
  return (subnetId, networkId) => {
    const missing = unknown('notFound', `none of ${subnetId} is listed`, source)
    return (
      bySubnet.get(subnetId) ??
      unreadable ??
      whyUnlisted(listing, { 'vpc-id': networkId, 'association.subnet-id': subnetId }, subnetId) ??
      (networkId === null ? missing : (fallbacks.get(networkId) ?? missing))
    )
  }
}
