/**
 * Evaluating rules exactly: the packet's ports are cut where rules begin and end, its addresses where peers do, and each piece
 * is decided by itself. Three-valued: a rule whose peer is unknown may match anything, so a piece is open or blocked only when
 * it would be so either way.
 */
import type { Fact, UnknownFact } from '../fact.ts'
import { type AddressSet, intersect, noAddresses, sameAddresses, subtract, union } from './address-set.ts'
import { type Clause, compileRules, type Policy } from './clauses.ts'
import type { ReadEndpoint } from './endpoints.ts'
import { memoisedBy } from './memo.ts'
import type { Passage, Peer, PortRange, RuleSet } from './model.ts'
import { type Candidate, partsOf, tellApart } from './own-end.ts'
import { combine } from './passage.ts'
import { addressesIn } from './peers.ts'
import { cutPorts, portsMeet } from './ports.ts'

/** What a filter is asked: may TCP between these ends pass on these ports, all of them? */
export interface Question {
  readonly policy: Policy
  /** The end beyond the hop, of which most rules speak. */
  readonly remote: ReadEndpoint
  /** The hop's own end. */
  readonly own: ReadEndpoint
  readonly ports: PortRange
}

/** Addresses and ports that fare alike, for the same reason. */
export type Share = {
  readonly ports: PortRange
  readonly addresses: AddressSet
  /** The addresses of the hop's own end that this holds for; null for all of them. */
  readonly own: AddressSet | null
} & Decision

type Decision = Certain | Doubt
type Certain =
  | { readonly passage: 'open'; readonly clause: Clause }
  /** Without a clause: no rule matched. */
  | { readonly passage: 'blocked'; readonly clause: Clause | null }
/** The first clause that might have decided otherwise, and why its peer is not known. */
interface Doubt {
  readonly passage: 'unknown'
  readonly clause: Clause
  readonly peer: Peer
  readonly gap: UnknownFact
}

export interface Ruling {
  readonly passage: Passage
  readonly shares: readonly Share[]
  /** Rules for these ports that match less than they seem to. */
  readonly noted: readonly Clause[]
}

/** The ruling of the sets on the question, remembered per identity of the sets. An end without addresses is ruled `unknown`. */
export function ruleOn(ruleSets: readonly RuleSet[], question: Question): Ruling {
  return ruled(ruleSets, tellApart(ruleSets) ? question : { ...question, own: null })
}

type Asked = Omit<Question, 'own'> & {
  /** Null where no rule tells its addresses apart, so that a thousand backends are one question. */
  readonly own: ReadEndpoint | null
}

const ruled: (ruleSets: readonly RuleSet[], asked: Asked) => Ruling = memoisedBy(
  ({ policy, remote, own, ports }) => `${policy} ${ports.from}-${ports.to} ${remote.key} ${own?.key ?? ''}`,
  evaluate,
)

/** What of the remote end the clause speaks of. */
export function matching({ rule, addresses }: Clause, remote: ReadEndpoint): Fact<AddressSet> {
  return addressesIn(rule.peer, addresses, remote)
}

function evaluate(ruleSets: readonly RuleSet[], asked: Asked): Ruling {
  const clauses = compileRules(ruleSets, asked.policy).filter((clause) => portsMeet(clause.ports, asked.ports))
  const candidates = clauses
    .map((clause) => ({
      clause,
      matched: matching(clause, asked.remote),
      atMost: asked.remote.addresses,
      doubted: clause.rule.peer,
    }))
    .filter(({ matched }) => !matched.known || matched.value.length > 0)
  const parts = asked.own === null ? [] : partsOf(asked.own, candidates)
  const shares =
    asked.own === null
      ? sharesAmong(candidates, asked, null)
      : parts.flatMap((part) => sharesAmong(part.candidates, asked, parts.length > 1 ? part.addresses : null))
  return { passage: combine(shares), shares, noted: clauses.filter((clause) => clause.note !== null) }
}

function sharesAmong(candidates: readonly Candidate[], { remote, ports }: Asked, own: AddressSet | null): readonly Share[] {
  const pieces = cutPorts(
    ports,
    candidates.map(({ clause }) => clause.ports),
  )
  return joinPieces(
    pieces.map((piece) => {
      const inForce = candidates.filter(({ clause }) => portsMeet(clause.ports, piece))
      return decide({ ports: piece, own }, inForce, remote.addresses)
    }),
  )
}

/** One piece of the ports: the first candidate that matches an address decides it; what none matches is blocked. */
function decide(piece: Pick<Share, 'ports' | 'own'>, candidates: readonly Candidate[], addresses: AddressSet): readonly Share[] {
  const shares = new Map<string, Share>()
  const doubts: Record<'allow' | 'deny', { readonly doubt: Doubt; readonly over: AddressSet }[]> = { allow: [], deny: [] }
  let undecided = addresses

  const add = (part: AddressSet, decision: Decision): void => {
    if (part.length === 0) return
    const share: Share = { ...piece, addresses: part, ...decision }
    const key = keyOf(share)
    shares.set(key, { ...share, addresses: union(shares.get(key)?.addresses ?? noAddresses, part) })
  }
  const settle = (settled: AddressSet, certain: Certain): void => {
    let sure = settled
    // Only a doubtful rule that would have decided otherwise leaves the outcome open.
    for (const { doubt, over } of doubts[certain.passage === 'open' ? 'deny' : 'allow']) {
      add(intersect(sure, over), doubt)
      sure = subtract(sure, over)
    }
    add(sure, certain)
    undecided = subtract(undecided, settled)
  }

  for (const { clause, matched, atMost, doubted } of candidates) {
    if (undecided.length === 0) break
    const { action } = clause.rule
    if (matched.known) settle(intersect(undecided, matched.value), { passage: action === 'allow' ? 'open' : 'blocked', clause })
    else doubts[action].push({ doubt: { passage: 'unknown', clause, peer: doubted, gap: matched }, over: atMost })
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
