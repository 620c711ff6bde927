/** The rule that would open a closed filter, so that a fix can be tried on the model before anyone is told to make it. */
import { type Fact, known } from '../fact.ts'
import { type AddressSet, intersect, readCidrs } from './address-set.ts'
import { compileRules } from './clauses.ts'
import { ownEnd, remoteEnd } from './filter.ts'
import { memoised } from './memo.ts'
import type { FilterHop, Peer, Rule, RuleSet } from './model.ts'
import { matchingOwn } from './own-end.ts'
import { portsMeet, readPorts } from './ports.ts'
import { matching } from './rules.ts'

/**
 * The rule that, added to a set of the hop, lets its packets through: exactly their ports, from or to exactly the remote end, or
 * what that end draws its addresses from. The
 * peer is the first group of that end where the policy is any-allow and the end has groups, a list where the end has several
 * ranges. Under first-match its order lies before every deny that could catch the packets, and is free.
 */
export function allowing(hop: FilterHop): Rule {
  const { destinationPorts } = hop.packet
  return { id: 'new rule', action: 'allow', order: orderFor(hop), protocol: 6, ports: destinationPorts, peer: peerFor(hop) }
}

/**
 * The sets with the rule added to the first of them: a new value, to be judged anew, and the same one whenever the same is added
 * to the same. Without sets there is nothing to add to.
 */
export function addRule(ruleSets: readonly RuleSet[], rule: Rule): readonly RuleSet[] {
  return addedTo(ruleSets)(rule)
}

const addedTo = memoised((ruleSets: readonly RuleSet[]) =>
  memoised((rule: Rule) => ruleSets.map((set, index) => (index === 0 ? { ...set, rules: [...set.rules, rule] } : set))),
)

function peerFor(hop: FilterHop): Peer {
  const { source, destination } = hop.packet
  const remote = hop.direction === 'inbound' ? source : destination
  const { addresses } = remoteEnd(hop)
  const cidrs = (remote.drawnFrom ?? remote.cidrs).filter((cidr) => intersect(readCidrs([cidr]).addresses, addresses).length > 0)
  const [groupId] = hop.policy === 'any-allow' ? remote.groupIds : []
  const [only] = cidrs
  if (groupId !== undefined) return { kind: 'group', groupId, addresses: known(cidrs) }
  if (only !== undefined && cidrs.length === 1) return { kind: 'range', cidr: only }
  return { kind: 'list', listId: remote.label, cidrs: known(cidrs) }
}

/**
 * Ten beyond the last rule that may stay in front, as operators number rules; less where a deny leaves no room for that. Where the
 * platform's bounds leave none at all, a fraction: others must be renumbered first.
 */
function orderFor(hop: FilterHop): number {
  const sets = hop.ruleSets.known ? hop.ruleSets.value : []
  const { from, to } = hop.freeOrders ?? { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  const taken = new Set(sets.flatMap((set) => set.rules.map((rule) => rule.order)))
  const limit = Math.min(firstDeny(hop, sets), to + 1)
  const start = hop.freeOrders === undefined ? 0 : Math.floor((from - 1) / 10) * 10
  const last = [...taken].reduce((highest, order) => (order < limit ? Math.max(highest, order) : highest), start)
  const order = Math.max(from, Math.min(last + 10, Math.floor((last + limit) / 2)))
  if (order > last && order < limit) return order
  const gap = descending(last, from).find((candidate) => !taken.has(candidate))
  return gap ?? limit - 0.5
}

/** Whole numbers downwards; as far below the last rule as there are rules, a gap is sure to come. */
function descending(last: number, lowest: number): readonly number[] {
  const most = 10_000
  return Array.from({ length: Math.min(most, Math.max(0, last - lowest + 1)) }, (_, index) => last - index)
}

/** The order of the first rule that denies, or may deny, any of the packets; infinite when none does. */
function firstDeny(hop: FilterHop, sets: readonly RuleSet[]): number {
  const [remote, own] = [remoteEnd(hop), ownEnd(hop)]
  const ports = readPorts(hop.packet.destinationPorts)
  const meets = (addresses: Fact<AddressSet>): boolean => !addresses.known || addresses.value.length > 0
  const deny = compileRules(sets, hop.policy).find((clause) => {
    const reaches = ports !== null && portsMeet(clause.ports, ports) && meets(matching(clause, remote))
    return clause.rule.action === 'deny' && reaches && meets(matchingOwn(clause, own))
  })
  return deny?.rule.order ?? Number.POSITIVE_INFINITY
}
