/**
 * Evaluating rules exactly: the packet's ports are cut where rules begin and end, its addresses where peers do, and each piece
 * is decided by itself. Three-valued: a rule whose peer is unknown may match anything, so a piece is open or blocked only when
 * it would be so either way.
 */
import { type Fact, known, mapFact, type UnknownFact } from '../fact.ts'
import { type AddressSet, intersect, noAddresses, sameAddresses, subtract, union } from './address-set.ts'
import { type Clause, compileRules, type Policy } from './clauses.ts'
import type { ReadEndpoint } from './endpoints.ts'
import { memoisedBy } from './memo.ts'
import type { Passage, PortRange, RuleSet } from './model.ts'
import { combine } from './passage.ts'
import { cutPorts, portsMeet } from './ports.ts'

/** What a filter is asked: may TCP from or to this remote end pass on these ports, all of them? */
export interface Question {
  readonly policy: Policy
  readonly remote: ReadEndpoint
  readonly ports: PortRange
}

/** Addresses and ports that fare alike, for the same reason. */
export type Share = { readonly ports: PortRange; readonly addresses: AddressSet } & Decision

type Decision = Certain | Doubt
type Certain =
  | { readonly passage: 'open'; readonly clause: Clause }
  /** Without a clause: no rule matched. */
  | { readonly passage: 'blocked'; readonly clause: Clause | null }
/** The first clause that might have decided otherwise, and why its peer is not known. */
interface Doubt {
  readonly passage: 'unknown'
  readonly clause: Clause
  readonly gap: UnknownFact
}

export interface Ruling {
  readonly passage: Passage
  readonly shares: readonly Share[]
  /** Rules for these ports that match less than they seem to. */
  readonly noted: readonly Clause[]
}

/** The ruling of the sets on the question, remembered per identity of the sets. An end without addresses is ruled `unknown`. */
export const ruleOn: (ruleSets: readonly RuleSet[], question: Question) => Ruling = memoisedBy(
  ({ policy, remote, ports }) => `${policy} ${ports.from}-${ports.to} ${remote.key}`,
  evaluate,
)

/** What of the remote end the clause speaks of. */
export function matching(clause: Clause, remote: ReadEndpoint): Fact<AddressSet> {
  const { peer } = clause.rule
  // An end whose groups are known matches by them alone: another interface's address in the same subnet is not this end's.
  if (peer.kind === 'group' && remote.groupIds.length > 0) {
    return known(remote.groupIds.includes(peer.groupId) ? remote.addresses : noAddresses)
  }
  return mapFact(clause.addresses, (addresses) => intersect(remote.addresses, addresses))
}

function evaluate(ruleSets: readonly RuleSet[], { policy, remote, ports }: Question): Ruling {
  const clauses = compileRules(ruleSets, policy).filter((clause) => portsMeet(clause.ports, ports))
  const candidates = clauses
    .map((clause) => ({ clause, matched: matching(clause, remote) }))
    .filter(({ matched }) => !matched.known || matched.value.length > 0)
  const pieces = cutPorts(
    ports,
    candidates.map(({ clause }) => clause.ports),
  )
  const shares = joinPieces(
    pieces.map((piece) => {
      const inForce = candidates.filter(({ clause }) => portsMeet(clause.ports, piece))
      return decide(piece, inForce, remote.addresses)
    }),
  )
  return { passage: combine(shares), shares, noted: clauses.filter((clause) => clause.note !== null) }
}

interface Candidate {
  readonly clause: Clause
  readonly matched: Fact<AddressSet>
}

/** One piece of the ports: the first candidate that matches an address decides it; what none matches is blocked. */
function decide(ports: PortRange, candidates: readonly Candidate[], addresses: AddressSet): readonly Share[] {
  const shares = new Map<string, Share>()
  const doubts: { allow?: Doubt; deny?: Doubt } = {}
  let undecided = addresses

  const settle = (settled: AddressSet, certain: Certain): void => {
    if (settled.length === 0) return
    // Only a doubtful rule that would have decided otherwise leaves the outcome open.
    const doubt = certain.passage === 'open' ? doubts.deny : doubts.allow
    const share: Share = { ports, addresses: settled, ...(doubt ?? certain) }
    const key = keyOf(share)
    shares.set(key, { ...share, addresses: union(shares.get(key)?.addresses ?? noAddresses, settled) })
    undecided = subtract(undecided, settled)
  }

  for (const { clause, matched } of candidates) {
    if (undecided.length === 0) break
    const { action } = clause.rule
    if (!matched.known) doubts[action] ??= { passage: 'unknown', clause, gap: matched }
    else settle(intersect(undecided, matched.value), { passage: action === 'allow' ? 'open' : 'blocked', clause })
  }
  settle(undecided, { passage: 'blocked', clause: null })
  return [...shares.values()]
}

/** Pieces of the ports beside each other that fare alike, put together again. */
function joinPieces(pieces: readonly (readonly Share[])[]): readonly Share[] {
  const joined: Share[] = []
  let growing = new Map<string, number>()
  for (const piece of pieces) {
    const grown = new Map<string, number>()
    for (const share of piece) {
      const key = keyOf(share)
      const index = growing.get(key)
      const before = index === undefined ? undefined : joined[index]
      if (index !== undefined && before !== undefined && sameAddresses(before.addresses, share.addresses)) {
        joined[index] = { ...before, ports: { from: before.ports.from, to: share.ports.to } }
        grown.set(key, index)
      } else {
        grown.set(key, joined.push(share) - 1)
      }
    }
    growing = grown
  }
  return joined
}

/** One rule may stand in several entries with the same id, one for each of its ranges. */
function keyOf({ passage, clause }: Share): string {
  return clause === null ? passage : JSON.stringify([passage, clause.set.id, clause.rule.id])
}
