/** Rules of network security groups in the neutral form. */
import { unknown } from '../../../core/fact.ts'
import type { Peer, PortRange, Protocol, Rule } from '../../../core/network/model.ts'
import { readPorts } from '../../../core/network/ports.ts'
import { type Loose, neededNumber, neededText, objects, text, texts, Unreadable } from '../../../normalise/loose.ts'
import { type Note, translated } from '../../../normalise/words.ts'
import type { ArmSecurityRule } from '../shapes.ts'
import { type EndKind, peersFor, type Whom } from './prefixes.ts'
import { everywhere } from './ranges.ts'
import type { NetworkTag } from './tags.ts'

export type Direction = 'outbound' | 'inbound'

export interface SecurityRule {
  readonly name: string
  readonly direction: Direction
  readonly action: Rule['action']
  readonly priority: number
  readonly protocol: Protocol
  readonly source: Whom
  readonly destination: Whom
  readonly sourcePorts: readonly PortRange[]
  readonly destinationPorts: readonly PortRange[]
}

const actions: Readonly<Record<string, Rule['action']>> = { allow: 'allow', deny: 'deny' }
const directions: Readonly<Record<string, Direction>> = { inbound: 'inbound', outbound: 'outbound' }
const protocols: Readonly<Record<string, Protocol>> = {
  '*': 'any',
  any: 'any',
  all: 'any',
  tcp: 6,
  udp: 17,
  icmp: 1,
  esp: 50,
  ah: 51,
}

/** The first priority of the rules that every group has. */
const firstDefault = 65_000

export function readRule(rule: Loose<ArmSecurityRule>, note: Note): SecurityRule {
  const priority = neededNumber(rule, 'priority')
  const isDefault = priority >= firstDefault
  const word = (field: keyof ArmSecurityRule & string): string => neededText(rule, field).toLowerCase()
  return {
    name: neededText(rule, 'name'),
    direction: translated(directions, word('direction'), 'rule direction', note),
    action: translated(actions, word('access'), 'rule access', note),
    priority,
    protocol: translated(protocols, word('protocol'), 'rule protocol', note),
    source: {
      prefixes: several(rule, 'sourceAddressPrefix', 'sourceAddressPrefixes'),
      groups: objects(rule, 'sourceApplicationSecurityGroups').map((group) => neededText(group, 'id')),
      isDefault,
    },
    destination: {
      prefixes: several(rule, 'destinationAddressPrefix', 'destinationAddressPrefixes'),
      groups: objects(rule, 'destinationApplicationSecurityGroups').map((group) => neededText(group, 'id')),
      isDefault,
    },
    sourcePorts: several(rule, 'sourcePortRange', 'sourcePortRanges').map(portRange),
    destinationPorts: several(rule, 'destinationPortRange', 'destinationPortRanges').map(portRange),
  }
}

type Field = keyof ArmSecurityRule & string

/** Azure fills the field for one, or the field for several. */
function several(rule: Loose<ArmSecurityRule>, single: Field, plural: Field): readonly string[] {
  const one = text(rule, single)
  return [...new Set([...(one === null ? [] : [one]), ...texts(rule, plural)].map((each) => each.trim()))]
}

const allPorts: PortRange = { from: 0, to: 65_535 }

function portRange(written: string): PortRange {
  if (written === '*') return allPorts
  const [, from, to = from] = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(written) ?? []
  if (from === undefined) throw new Unreadable(`${written} is no port range`)
  return { from: Number(from), to: Number(to) }
}

/** The ends of the flow, as the rules of one hop meet them. */
export interface Ends {
  readonly own: EndKind
  readonly remote: EndKind
  readonly tag: NetworkTag
}

/** The rule in the neutral form: one entry for each of its ranges, all of one id and order. None where it cannot matter to these ends. */
export function neutralRules(rule: SecurityRule, ends: Ends): readonly Rule[] {
  const inbound = rule.direction === 'inbound'
  const [own, remote] = inbound ? [rule.destination, rule.source] : [rule.source, rule.destination]
  const locals = peersFor(own, ends.own, ends.tag)
  const others = peersFor(remote, ends.remote, ends.tag)
  const peers = others === 'everybody' ? [everybody] : others
  const share = shareOfConnections(rule.sourcePorts)
  // Default rules surprise nobody by matching less than they seem to.
  if (peers.every(({ kind }) => kind === 'nothing') && own.isDefault) return []
  if (locals !== 'everybody' && locals.every(({ kind }) => kind === 'nothing')) return []
  if (share === 'few') return entries(rule, [strayPorts(rule.sourcePorts)], [undefined])
  if (share === 'some') return entries(rule, peers, [someConnections(rule.sourcePorts)])
  return entries(rule, peers, locals === 'everybody' ? [undefined] : locals.filter(({ kind }) => kind !== 'nothing'))
}

const everybody: Peer = { kind: 'list', listId: '*', cidrs: { known: true, value: everywhere, sources: [] } }

function entries(rule: SecurityRule, peers: readonly Peer[], locals: readonly (Peer | undefined)[]): readonly Rule[] {
  const { name, action, priority, protocol } = rule
  return rule.destinationPorts.flatMap((ports) =>
    locals.flatMap((local) =>
      peers.map((peer) => ({
        id: name,
        action,
        order: priority,
        protocol,
        ports,
        peer,
        ...(local === undefined ? {} : { local }),
      })),
    ),
  )
}

/** Connections come from ports that the sender picks anew each time, all of them above this one. */
const lowestPicked = 1024
/** A rule for fewer source ports than these lets next to nothing through, and stops next to nothing. */
const fewPorts = 600

function shareOfConnections(ranges: readonly PortRange[]): 'all' | 'some' | 'few' {
  const picked = new Set<number>()
  for (const range of ranges) {
    const { from, to } = readPorts(range) ?? { from: 1, to: 0 }
    if (from <= lowestPicked && to === allPorts.to) return 'all'
    for (let port = Math.max(from, lowestPicked); port <= to; port++) picked.add(port)
  }
  if (picked.size === allPorts.to - lowestPicked + 1) return 'all'
  return picked.size < fewPorts ? 'few' : 'some'
}

function portsText(ranges: readonly PortRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(', ')
}

function strayPorts(ranges: readonly PortRange[]): Peer {
  return {
    kind: 'nothing',
    why: `it is for connections from source port ${portsText(ranges)}, and they come from ports picked anew each time`,
  }
}

function someConnections(ranges: readonly PortRange[]): Peer {
  const source = { what: 'source ports of connections', call: '', permission: null }
  const gap = unknown('notCollected', 'which ports connections come from is not known', source)
  return { kind: 'list', listId: `of source ports (${portsText(ranges)})`, cidrs: gap }
}
