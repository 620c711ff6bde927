/** Judging a filter hop: what its rules let through, and the sentence that says why. */
import { type AddressSet, countAddresses } from './address-set.ts'
import type { Clause } from './clauses.ts'
import { facing, type ReadEndpoint } from './endpoints.ts'
import type { FilterHop, HopVerdict, Passage, Peer, PortRange, RuleSet } from './model.ts'
import { tellApart } from './own-end.ts'
import { readPorts } from './ports.ts'
import { type Ruling, ruleOn, type Share } from './rules.ts'
import { addressList, endpointName, endpointPart, isEverybody, list, named, oneLine, placed, tcpPorts } from './words.ts'

/** The remote end of a filter hop: whom its rules speak of. */
export function remoteEnd(hop: FilterHop): ReadEndpoint {
  const { source, destination } = hop.packet
  return hop.direction === 'inbound' ? facing(source, destination) : facing(destination, source)
}

/** The hop's own end: who sends where it is outbound, who is sent to where it is inbound. */
export function ownEnd(hop: FilterHop): ReadEndpoint {
  const { source, destination } = hop.packet
  return hop.direction === 'inbound' ? facing(destination, source) : facing(source, destination)
}

/** What the hop's rules say of its packets; undefined when they are unknown or no packet can be told. */
export function rulingOn(hop: FilterHop): Ruling | undefined {
  const [remote, own] = [remoteEnd(hop), ownEnd(hop)]
  const ports = readPorts(hop.packet.destinationPorts)
  if (!hop.ruleSets.known || ports === null || remote.addresses.length === 0) return undefined
  if (own.addresses.length === 0 && tellApart(hop.ruleSets.value)) return undefined
  return ruleOn(hop.ruleSets.value, { policy: hop.policy, remote, own, ports })
}

/** An address of either end that is none, where it matters. */
function unreadableIn(hop: FilterHop): { readonly text: string; readonly name: string } | undefined {
  const [remote] = remoteEnd(hop).unreadable
  if (remote !== undefined) return { text: remote, name: remoteName(hop) }
  const [own] = hop.ruleSets.known && tellApart(hop.ruleSets.value) ? ownEnd(hop).unreadable : []
  return own === undefined ? undefined : { text: own, name: ownName(hop) }
}

/**
 * Whether the hop lets the packets through, all of them. `partly` needs a part that surely passes and one that surely does not.
 * Rules that speak of both families count only for those that both ends have. An address of the remote end that cannot be read
 * keeps the hop from being `open` or `blocked`.
 */
export function judgeFilter(hop: FilterHop): HopVerdict {
  const unread = `the ${hop.device} rules at ${placed(hop.place)} could not be read`
  if (!hop.ruleSets.known) return verdict(hop, 'unknown', `${unread}: ${hop.ruleSets.message}`, null)
  const remote = remoteEnd(hop)
  const ruling = rulingOn(hop)
  if (ruling === undefined) return verdict(hop, 'unknown', noPacket(hop), null)
  const bad = unreadableIn(hop)
  if (bad !== undefined && ruling.passage !== 'partly') {
    return verdict(hop, 'unknown', `"${bad.text}" of ${bad.name} is not an address`, null)
  }
  const telling: Share['passage'] = ruling.passage === 'partly' ? 'blocked' : ruling.passage
  const share = heaviest(ruling.shares.filter((candidate) => candidate.passage === telling))
  switch (share.passage) {
    case 'open':
      return verdict(hop, ruling.passage, allowed(hop, ruling) + notes(ruling, 'deny'), share.clause)
    case 'unknown':
      return verdict(hop, ruling.passage, doubted(hop, remote, share), null)
    case 'blocked': {
      const reason = share.clause === null ? missing(hop, hop.ruleSets.value, remote, share) : denied(hop, share, share.clause)
      const rest =
        ruling.passage === 'partly' ? `; only part of ${flow(hop, hop.packet.destinationPorts, remoteName(hop))} passes` : ''
      return verdict(hop, ruling.passage, reason + rest + notes(ruling, 'allow'), share.clause)
    }
  }
}

function verdict(hop: FilterHop, passage: Passage, because: string, decider: Clause | null): HopVerdict {
  return { hop, passage, because: oneLine(because), decidedBy: decider?.rule.id ?? null }
}

/** The share that most of the packets fall into; the first of equals. */
function heaviest(shares: readonly Share[]): Share {
  const weigh = ({ addresses, own, ports }: Share): bigint =>
    countAddresses(addresses) * BigInt(ports.to - ports.from + 1) * (own === null ? 1n : countAddresses(own))
  return shares.reduce((best, share) => (weigh(share) > weigh(best) ? share : best))
}

function remoteName(hop: FilterHop): string {
  const { source, destination } = hop.packet
  return endpointName(
    hop.direction === 'inbound' ? source : destination,
    hop.policy === 'any-allow' ? 'with groups' : 'without groups',
  )
}

function ownName({ direction, packet }: FilterHop): string {
  return endpointName(direction === 'inbound' ? packet.destination : packet.source, 'without groups')
}

/** ` from 10.0.1.4 of the load balancer`: said only where the rest of the hop's own end fares otherwise. */
function ownPart(hop: FilterHop, own: AddressSet | null): string {
  if (own === null) return ''
  return ` ${hop.direction === 'inbound' ? 'to' : 'from'} ${addressList(own)} of ${ownName(hop)}`
}

/** `tcp 8080 from 10.0.1.0/24`: rules are written about the remote end. */
function flow(hop: FilterHop, ports: PortRange, remote: string): string {
  return `${tcpPorts(ports)} ${hop.direction === 'inbound' ? 'from' : 'to'} ${remote}`
}

function allowed(hop: FilterHop, { shares }: Ruling): string {
  const clauses = shares.map((share) => share.clause).filter((clause) => clause !== null)
  const sets = [...new Set(clauses.map((clause) => named(clause.set)))]
  const rules = [...new Set(clauses.map((clause) => clause.rule.id))]
  const verb = sets.length === 1 ? 'allows' : 'allow'
  return `${list(sets)} ${verb} ${flow(hop, hop.packet.destinationPorts, remoteName(hop))} by rule ${list(rules)}`
}

function denied(hop: FilterHop, { ports, addresses, own }: Share, { set, rule }: Clause): string {
  const whom = isEverybody(addresses) ? remoteName(hop) : addressList(addresses)
  return `${named(set)} denies ${flow(hop, ports, whom)}${ownPart(hop, own)} by rule ${rule.id}`
}

function missing(hop: FilterHop, sets: readonly RuleSet[], remote: ReadEndpoint, share: Share): string {
  const whom = endpointPart(share.addresses, remote, remoteName(hop))
  const what = `${hop.direction} rule for ${flow(hop, share.ports, whom)}${ownPart(hop, share.own)}`
  const names = sets.map(named).sort()
  if (names.length === 0) return `${placed(hop.place)} has no ${hop.device}, so there is no ${what}`
  return names.length === 1 ? `${names[0]} has no ${what}` : `none of ${list(names)} has an ${what}`
}

function doubted(hop: FilterHop, remote: ReadEndpoint, share: Share & { readonly passage: 'unknown' }): string {
  const { ports, addresses, own, clause, peer, gap } = share
  const what = flow(hop, ports, endpointPart(addresses, remote, remoteName(hop))) + ownPart(hop, own)
  return `whether ${named(clause.set)} lets ${what} pass depends on rule ${clause.rule.id}, whose ${peerName(peer)} could not be read: ${gap.message}`
}

function peerName(peer: Peer): string {
  switch (peer.kind) {
    case 'range':
    case 'nothing':
      return 'range'
    case 'group':
      return `group ${peer.groupId}`
    case 'list':
      return `list ${peer.listId}`
  }
}

/** What an operator must know of rules that look as if they decided this, and do not. */
function notes({ noted }: Ruling, action: 'allow' | 'deny'): string {
  const notable = noted.filter((clause) => clause.rule.action === action)
  const more = notable.length > 1 ? ` (and ${notable.length - 1} more)` : ''
  return notable
    .slice(0, 1)
    .map(({ rule, note }) => `; about rule ${rule.id}: ${note}${more}`)
    .join('')
}

function noPacket(hop: FilterHop): string {
  const { source, destination, destinationPorts } = hop.packet
  const [from, to] = [endpointName(source, 'without groups'), endpointName(destination, 'without groups')]
  if (readPorts(destinationPorts) === null) return `${destinationPorts.from}-${destinationPorts.to} is no port range`
  return `${from} and ${to} have no readable address of the same family`
}
