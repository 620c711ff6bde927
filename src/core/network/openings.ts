/** The rules that would open many closed filters at once: one group guards a thousand backends, and one rule opens it for all. */
import { known } from '../fact.ts'
import { remoteEnd } from './filter.ts'
import type { FilterHop, Peer, Rule } from './model.ts'
import { allowing } from './remedy.ts'

export interface Opening {
  /** One of the hops it opens: they share their rule sets and direction. */
  readonly hop: FilterHop
  /** For the first of the sets. They have one order, and one peer for each range of ports or group. */
  readonly rules: readonly Rule[]
}

/** What opens the hops: one opening for each place where rules are missing. */
export function openingsFor(hops: readonly FilterHop[]): readonly Opening[] {
  return [...grouped(hops, placeOf).values()].map((together) => ({ hop: together[0] as FilterHop, rules: rulesFor(together) }))
}

/** Equal for hops that the same rules guard in the same direction. */
export function placeOf(hop: FilterHop): string {
  const sets = hop.ruleSets.known ? hop.ruleSets.value.map((set) => set.id) : []
  return [hop.direction, hop.device, ...sets].join('\n')
}

function rulesFor(hops: readonly FilterHop[]): readonly Rule[] {
  const distinct = grouped(hops, (hop) => `${portsOf(hop.packet.destinationPorts)} ${remoteEnd(hop).key}`)
  const rules = [...distinct.values()].map(([hop]) => allowing(hop as FilterHop))
  const order = Math.min(...rules.map((rule) => rule.order))
  const alike = grouped(rules, ({ ports, peer }) => `${portsOf(ports)} ${peer.kind === 'group' ? peer.groupId : ''}`)
  return [...alike.values()].map((same) => ({ ...(same[0] as Rule), order, peer: merged(same.map(({ peer }) => peer)) }))
}

function portsOf(ports: Rule['ports']): string {
  return ports === 'any' ? ports : `${ports.from}-${ports.to}`
}

/** Peers that `allowing` makes: one group, or ranges. */
function merged(peers: readonly Peer[]): Peer {
  const [first, second] = peers
  if (first === undefined || second === undefined || first.kind === 'group') return first ?? { kind: 'nothing', why: 'nobody' }
  const cidrs = peers.flatMap((peer) =>
    peer.kind === 'range' ? [peer.cidr] : peer.kind === 'list' && peer.cidrs.known ? peer.cidrs.value : [],
  )
  return { kind: 'list', listId: 'other ends', cidrs: known([...new Set(cidrs)]) }
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const before = groups.get(keyOf(item))
    if (before === undefined) groups.set(keyOf(item), [item])
    else before.push(item)
  }
  return groups
}
