/**
 * The hop's own end, cut where rules tell its addresses apart: rules may speak of a few machines of a subnet, or of the groups they
 * are in. Inside one part, every rule speaks of all addresses or of none.
 */
import { type Fact, known, type UnknownFact } from '../fact.ts'
import { type AddressSet, intersect, subtract } from './address-set.ts'
import type { Clause } from './clauses.ts'
import type { ReadEndpoint } from './endpoints.ts'
import { memoised } from './memo.ts'
import type { Peer, RuleSet } from './model.ts'
import { addressesIn } from './peers.ts'

/** A clause with what it matches at the other end. */
export interface Candidate {
  readonly clause: Clause
  readonly matched: Fact<AddressSet>
  /** Where `matched` is unknown: the most that it can be. */
  readonly atMost: AddressSet
  /** Whose addresses are unknown, where any are. */
  readonly doubted: Peer
}

export interface Part {
  readonly addresses: AddressSet
  readonly candidates: readonly Candidate[]
}

/** Whether any rule of the sets speaks of a part of the own end only. */
export function tellApart(ruleSets: readonly RuleSet[]): boolean {
  return telling(ruleSets).yes
}

const telling = memoised((ruleSets: readonly RuleSet[]) => ({
  yes: ruleSets.some((set) => set.rules.some((rule) => rule.local !== undefined)),
}))

/** The parts of the own end, each with the candidates that speak of it. One whose own end is unknown may speak of any part. */
export function partsOf(own: ReadEndpoint, candidates: readonly Candidate[]): readonly Part[] {
  return candidates.reduce<readonly Part[]>(
    (parts, candidate) => {
      const local = matchingOwn(candidate.clause, own)
      if (!local.known) return parts.map((part) => withCandidate(part, doubtful(candidate, local)))
      return parts.flatMap(({ addresses, candidates: before }) => {
        const inside = intersect(addresses, local.value)
        const outside = subtract(addresses, local.value)
        return [
          ...(inside.length > 0 ? [withCandidate({ addresses: inside, candidates: before }, candidate)] : []),
          ...(outside.length > 0 ? [{ addresses: outside, candidates: before }] : []),
        ]
      })
    },
    own.addresses.length > 0 ? [{ addresses: own.addresses, candidates: [] }] : [],
  )
}

/** What of the hop's own end the clause speaks of. */
export function matchingOwn({ rule, local }: Clause, own: ReadEndpoint): Fact<AddressSet> {
  return rule.local === undefined || local === null ? known(own.addresses) : addressesIn(rule.local, local, own)
}

/** It speaks of an unknown part of the own end, so that what it matches at the other end is matched perhaps. */
function doubtful(candidate: Candidate, gap: UnknownFact): Candidate {
  const { clause, matched, doubted } = candidate
  return matched.known ? { clause, matched: gap, atMost: matched.value, doubted: clause.rule.local ?? doubted } : candidate
}

function withCandidate({ addresses, candidates }: Part, candidate: Candidate): Part {
  return { addresses, candidates: [...candidates, candidate] }
}
