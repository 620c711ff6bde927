/** Rule sets made ready for evaluation: the rules that TCP can match, in the order they decide, with their peers read. */
import { type Fact, known, mapFact } from '../fact.ts'
import { type AddressSet, noAddresses, readCidrs } from './address-set.ts'
import { memoisedBy } from './memo.ts'
import type { FilterHop, Peer, PortRange, Rule, RuleSet } from './model.ts'
import { readPorts } from './ports.ts'

export type Policy = FilterHop['policy']

export interface Clause {
  readonly set: RuleSet
  readonly rule: Rule
  readonly ports: PortRange
  /** Addresses the peer stands for. */
  readonly addresses: Fact<AddressSet>
  /** Addresses of the hop's own end that the rule speaks of; null where it speaks of all. */
  readonly local: Fact<AddressSet> | null
  /** Why the rule matches less than it seems to; null when it matches what it says. */
  readonly note: string | null
}

const tcp = 6

/**
 * The clauses in deciding order. First-match: ascending by order. Any-allow: only rules that allow can decide, and none comes
 * before another, so they stand in the order of their ids and an answer does not depend on how an API lists them. Rules of equal
 * order are a tie that providers exclude; a deny then counts before an allow.
 */
export const compileRules: (ruleSets: readonly RuleSet[], policy: Policy) => readonly Clause[] = memoisedBy(
  (policy: Policy) => policy,
  (ruleSets: readonly RuleSet[], policy: Policy) =>
    ruleSets
      .flatMap((set) => set.rules.flatMap((rule) => compileRule(set, rule)))
      .filter((clause) => policy === 'first-match' || clause.rule.action === 'allow')
      .sort((a, b) => (policy === 'first-match' && compareOrder(a.rule, b.rule)) || compareIds(a, b)),
)

function compileRule(set: RuleSet, rule: Rule): readonly Clause[] {
  if (rule.protocol !== 'any' && rule.protocol !== tcp) return []
  const ports = readPorts(rule.ports)
  if (ports === null) return []
  return [{ set, rule, ports, ...readPeer(rule.peer), local: rule.local === undefined ? null : readPeer(rule.local).addresses }]
}

function readPeer(peer: Peer): Pick<Clause, 'addresses' | 'note'> {
  switch (peer.kind) {
    case 'range':
      return readRanges(known([peer.cidr]))
    case 'list':
      return readRanges(peer.cidrs)
    case 'group': {
      const empty = peer.addresses.known && peer.addresses.value.length === 0
      return empty ? { addresses: known(noAddresses), note: `group ${peer.groupId} has no members` } : readRanges(peer.addresses)
    }
    case 'nothing':
      return { addresses: known(noAddresses), note: peer.why }
  }
}

function readRanges(cidrs: Fact<readonly string[]>): Pick<Clause, 'addresses' | 'note'> {
  const read = mapFact(cidrs, readCidrs)
  const bad = read.known ? read.value.unreadable[0] : undefined
  return {
    addresses: mapFact(read, ({ addresses }) => addresses),
    note: bad === undefined ? null : `"${bad}" is not an address range and matches nothing`,
  }
}

function compareOrder(a: Rule, b: Rule): number {
  return a.order - b.order || Number(a.action === 'allow') - Number(b.action === 'allow')
}

function compareIds(a: Clause, b: Clause): number {
  return compareText(a.set.id, b.set.id) || compareText(a.rule.id, b.rule.id)
}

/** By code unit, as no locale may decide what a report says. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
