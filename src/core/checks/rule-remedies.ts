/** Commands that add the rules which would let packets through, in each provider's own words. */
import type { Remedy, Subject } from '../check.ts'
import { mapFact } from '../fact.ts'
import type { FilterHop, HopVerdict, Peer, PortRange, Rule } from '../network/model.ts'
import { type Opening, openingsFor, placeOf } from '../network/openings.ts'
import { permitting } from '../network/permit.ts'
import { addRule } from '../network/remedy.ts'
import { list, shell } from '../wording.ts'
import { awsCommands } from './aws-rule-commands.ts'
import { resourceWords } from './azure-words.ts'
import { isAzure } from './common.ts'

interface Closed {
  readonly hop: FilterHop
  readonly decidedBy: string | null
}

/** One fix for all blocking hops, because opening one of two closed doors helps nobody. */
export function ruleRemedies(subject: Subject, verdicts: readonly HopVerdict[]): readonly Remedy[] {
  const closed = verdicts.flatMap(({ hop, decidedBy }): readonly Closed[] =>
    hop.kind === 'filter' && hop.ruleSets.known ? [{ hop, decidedBy }] : [],
  )
  if (closed.length === 0) return []
  const hops = closed.map(({ hop }) => hop)
  const openings = hops.some(tagOf) ? openedInTurn(hops) : openingsFor(hops)
  const commands = isAzure(subject) ? openings.flatMap(azureCommands) : openings.flatMap(awsCommands)
  return [
    {
      title: `Allow the flow in ${list([...new Set(closed.map(placeName))])}`,
      commands,
      risk: 'low',
      time: '1-5 min',
      apply: (snapshot) => openings.reduce((opened, opening) => permitting(opened, [opening]), snapshot),
    },
  ]
}

/** A rule names one service tag, so each hop gets a rule of its own, at an order that those before it left free. */
function openedInTurn(hops: readonly FilterHop[]): readonly Opening[] {
  const openings: Opening[] = []
  for (const hop of hops) {
    const added = openings.flatMap((opening) => (placeOf(opening.hop) === placeOf(hop) ? opening.rules : []))
    openings.push(...openingsFor([{ ...hop, ruleSets: mapFact(hop.ruleSets, (sets) => added.reduce(addRule, sets)) }]))
  }
  return openings
}

function placeName({ hop, decidedBy }: Closed): string {
  const set = setOf(hop)
  const name = resourceWords(set)?.name ?? set
  return hop.policy === 'any-allow' ? name : `${name} (before ${decidedBy ?? 'the implicit deny'})`
}

function setOf({ ruleSets }: FilterHop): string {
  return (ruleSets.known ? ruleSets.value[0]?.id : undefined) ?? '<none attached>'
}

/** The side of the packet that the rule names: where it comes from when inbound, where it goes when outbound. */
function remote(hop: FilterHop): FilterHop['packet']['source'] {
  return hop.direction === 'inbound' ? hop.packet.source : hop.packet.destination
}

interface ServiceTag {
  readonly name: string
  readonly ports: 'any' | 'those denied'
}

/** Ends of the platform's own, which rules name by a service tag, and whether on all ports. */
const serviceTags: readonly ServiceTag[] = [
  { name: 'GatewayManager', ports: 'those denied' },
  { name: 'AzureLoadBalancer', ports: 'any' },
  { name: 'Internet', ports: 'any' },
]

function tagOf(hop: FilterHop): ServiceTag | undefined {
  return serviceTags.find(({ name }) => name === remote(hop).label)
}

/** The rule of Azure's that lets them in or out; where nothing is free before the deny, the deny moves first. */
function azureCommands({ hop, rules }: Opening): readonly string[] {
  const [rule] = rules
  const set = hop.ruleSets.known ? hop.ruleSets.value[0] : undefined
  if (rule === undefined || set === undefined) return []
  const { group, name } = resourceWords(set.id) ?? { group: '<group of the nsg>', name: set.name }
  const nsg = `-g ${shell(group)} --nsg-name ${shell(name)}`
  const inbound = hop.direction === 'inbound'
  const tag = tagOf(hop)
  const remotes = tag?.name ?? prefixesOf(rules)
  const own = (inbound ? ['*'] : hop.packet.source.cidrs).map(shell).join(' ')
  const [sources, destinations] = inbound ? [remotes, own] : [own, remotes]
  const any = tag?.ports === 'any'
  const ports = any ? shell('*') : [...new Set(rules.map(({ ports: range }) => portsText(range)))].join(' ')
  const flow = `--source-address-prefixes ${sources} --destination-address-prefixes ${destinations} --destination-port-ranges ${ports}`
  const { moves, priority } = roomFor(rule, set.rules, nsg)
  return [
    ...moves,
    `az network nsg rule create ${nsg} --name ${freeName(set.rules, `Allow${tag?.name ?? 'ApplicationGateway'}`)} --priority ${priority} --direction ${inbound ? 'Inbound' : 'Outbound'} --access Allow --protocol ${any ? shell('*') : 'Tcp'} ${flow}`,
  ]
}

/** More prefixes than these make no readable command; the tag covers them all. */
const mostPrefixes = 8

function prefixesOf(rules: readonly Rule[]): string {
  const cidrs = [...new Set(rules.flatMap(({ peer }) => cidrsOf(peer)))]
  return cidrs.length > mostPrefixes ? 'VirtualNetwork' : cidrs.map((cidr) => shell(cidr.replace(/\/32$/, ''))).join(' ')
}

function cidrsOf(peer: Peer): readonly string[] {
  if (peer.kind === 'range') return [peer.cidr]
  return peer.kind === 'list' && peer.cidrs.known ? peer.cidrs.value : []
}

function portsText(ports: PortRange | 'any'): string {
  if (ports === 'any') return shell('*')
  return ports.from === ports.to ? String(ports.from) : `${ports.from}-${ports.to}`
}

interface Room {
  readonly moves: readonly string[]
  readonly priority: string
}

/** An order between two whole numbers says that none is free before the deny. */
function roomFor({ order }: Rule, rules: readonly Rule[], nsg: string): Room {
  if (Number.isInteger(order)) return { moves: [], priority: String(order) }
  const taken = Math.ceil(order)
  const deny = rules.find((rule) => rule.order === taken)?.id ?? '<the deny>'
  const next = rules.some((rule) => rule.order === taken + 1) ? `<a free one after ${taken}>` : String(taken + 1)
  return { moves: [`az network nsg rule update ${nsg} --name ${shell(deny)} --priority ${next}`], priority: String(taken) }
}

/** Creating a rule under a name that is taken would overwrite it. */
function freeName(rules: readonly Rule[], wanted: string): string {
  const names = new Set(rules.map(({ id }) => id.toLowerCase()))
  const free = [wanted, ...Array.from(names, (_, index) => `${wanted}${index + 2}`)].find(
    (name) => !names.has(name.toLowerCase()),
  )
  return free ?? wanted
}
