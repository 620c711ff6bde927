/** Random endpoints, rules and routes over the universe of the naive implementation. */
import fc from 'fast-check'
import { type Fact, known } from '../../../src/core/fact.ts'
import type { Endpoint, FilterHop, Peer, PortRange, Protocol, Route, RouteHop, Rule } from '../../../src/core/network/model.ts'
import { hidden } from './build.ts'

const host = fc.integer({ min: 0, max: 15 })
const ipv4Block = fc.tuple(host, fc.integer({ min: 28, max: 32 })).map(([last, prefix]) => `10.0.0.${last}/${prefix}`)
const ipv6Block = fc
  .tuple(host, fc.integer({ min: 124, max: 128 }))
  .map(([last, prefix]) => `fd00::${last.toString(16)}/${prefix}`)
const block = fc.oneof(ipv4Block, ipv6Block)
const farOff = fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/8', 'fd00::/8', '192.168.0.0/16', 'fe80::/10')
const garbage = fc.constantFrom('', 'any', '10.0.0.0/33', '10.0.0.256/32', '10.0.0.1/x', 'fd00::/129', 'Internet')
const cidr = fc.oneof({ weight: 6, arbitrary: block }, { weight: 2, arbitrary: farOff }, { weight: 1, arbitrary: garbage })

const cidrs = fc.array(cidr, { maxLength: 3 })
const knownCidrs: fc.Arbitrary<Fact<readonly string[]>> = cidrs.map((value) => known(value))
const perhapsCidrs = fc.oneof(
  { weight: 3, arbitrary: knownCidrs },
  { weight: 1, arbitrary: fc.constant(hidden<readonly string[]>()) },
)

const groupId = fc.constantFrom('g-1', 'g-2', 'g-3')

function peerOf(members: fc.Arbitrary<Fact<readonly string[]>>): fc.Arbitrary<Peer> {
  return fc.oneof(
    { weight: 4, arbitrary: cidr.map((value): Peer => ({ kind: 'range', cidr: value })) },
    {
      weight: 2,
      arbitrary: fc.tuple(groupId, members).map(([id, addresses]): Peer => ({ kind: 'group', groupId: id, addresses })),
    },
    { weight: 2, arbitrary: members.map((value): Peer => ({ kind: 'list', listId: 'pl-1', cidrs: value })) },
    { weight: 1, arbitrary: fc.constant<Peer>({ kind: 'nothing', why: 'its group is gone' }) },
  )
}

/** Ports 0 to 7 are the universe; -1 is an open end. */
const rulePorts: fc.Arbitrary<PortRange | 'any'> = fc.oneof(
  fc.constant('any' as const),
  fc.record({ from: fc.integer({ min: -1, max: 7 }), to: fc.integer({ min: -1, max: 7 }) }),
)

const ruleOfAll: fc.Arbitrary<Omit<Rule, 'id' | 'order' | 'local'>> = fc.record({
  action: fc.constantFrom('allow', 'deny'),
  protocol: fc.constantFrom<Protocol>('any', 6, 6, 6, 17, 1, 50),
  ports: rulePorts,
  peer: peerOf(perhapsCidrs),
})

/** Some speak of a part of the hop's own end. */
const rule: fc.Arbitrary<Omit<Rule, 'id' | 'order'>> = fc.oneof(
  { weight: 3, arbitrary: ruleOfAll },
  { weight: 1, arbitrary: fc.tuple(ruleOfAll, peerOf(perhapsCidrs)).map(([one, local]) => ({ ...one, local })) },
)

/** Rules in any order, each with an id and an order of its own. */
const rules: fc.Arbitrary<readonly Rule[]> = fc
  .tuple(fc.array(rule, { maxLength: 6 }), fc.shuffledSubarray([100, 200, 300, 400, 500, 600], { minLength: 6 }))
  .map(([drafts, orders]) => drafts.map((draft, index) => ({ ...draft, id: `r-${index}`, order: orders[index] ?? 0 })))

const endpoint: fc.Arbitrary<Endpoint> = fc
  .record({
    label: fc.constant('end'),
    cidrs: fc.array(block, { minLength: 1, maxLength: 3 }),
    groupIds: fc.oneof(fc.constant([]), fc.uniqueArray(groupId, { maxLength: 2 })),
  })
  .chain((end) => fc.constantFrom(end, { ...end, groupsComplete: true as const }))

const packetPorts = fc.tuple(fc.nat(7), fc.nat(7)).map(([a, b]): PortRange => ({ from: Math.min(a, b), to: Math.max(a, b) }))

export const filterHop: fc.Arbitrary<FilterHop> = fc.record({
  kind: fc.constant('filter'),
  leg: fc.constant('request'),
  place: fc.constant('backend'),
  direction: fc.constantFrom('inbound', 'outbound'),
  policy: fc.constantFrom('any-allow', 'first-match'),
  device: fc.constant('filter'),
  ruleSets: fc
    .array(rules, { minLength: 1, maxLength: 2 })
    .map((sets) =>
      known(sets.map((list, index) => ({ id: `set-${index}`, name: '', rules: list.map((one) => distinct(one, index)) }))),
    ),
  packet: fc.record({ source: endpoint, destination: endpoint, destinationPorts: packetPorts }),
})

/** Orders stay distinct across sets too: equal ones are a tie that providers exclude. */
function distinct(one: Rule, set: number): Rule {
  return { ...one, order: one.order + set }
}

const state: fc.Arbitrary<Route['state']> = fc.constantFrom<Route['state']>(
  { kind: 'delivers' },
  { kind: 'delivers' },
  { kind: 'drops', why: 'which is a blackhole' },
  { kind: 'diverts', why: 'which cannot know it' },
  { kind: 'unclear', why: 'whose own routes are not visible' },
)

export const routeHop: fc.Arbitrary<RouteHop> = fc.record({
  kind: fc.constant('route'),
  leg: fc.constant('request'),
  place: fc.constant('balancer-subnet'),
  table: fc
    .array(
      fc.record({ destinations: fc.oneof({ weight: 4, arbitrary: knownCidrs }, { weight: 1, arbitrary: perhapsCidrs }), state }),
      {
        maxLength: 5,
      },
    )
    .map((routes) =>
      known({
        id: 'rtb-1',
        name: '',
        routes: routes.map((one, index) => ({ ...one, id: `route-${index}`, target: `next-${index}` })),
      }),
    ),
  destination: endpoint,
})

/** A way the unknowns of the hop may turn out. */
export function completion(hop: FilterHop): fc.Arbitrary<FilterHop> {
  if (!hop.ruleSets.known) return fc.constant(hop)
  const count = hop.ruleSets.value.reduce((sum, set) => sum + set.rules.length, 0)
  return fc.array(cidrs, { minLength: 2 * count, maxLength: 2 * count }).map((values) => {
    const next = values.values()
    const fill = (fact: Fact<readonly string[]>): Fact<readonly string[]> => (fact.known ? fact : known(next.next().value ?? []))
    const filled = (peer: Peer): Peer => {
      if (peer.kind === 'group') return { ...peer, addresses: fill(peer.addresses) }
      return peer.kind === 'list' ? { ...peer, cidrs: fill(peer.cidrs) } : peer
    }
    const sets = hop.ruleSets.known ? hop.ruleSets.value : []
    const completed = (one: Rule): Rule => ({
      ...one,
      peer: filled(one.peer),
      ...(one.local === undefined ? {} : { local: filled(one.local) }),
    })
    const ruleSets = known(sets.map((set) => ({ ...set, rules: set.rules.map(completed) })))
    return { ...hop, ruleSets }
  })
}

/** A way the unknown destinations of the table may turn out. */
export function routeCompletion(hop: RouteHop): fc.Arbitrary<RouteHop> {
  if (!hop.table.known) return fc.constant(hop)
  const table = hop.table.value
  return fc.array(cidrs, { minLength: table.routes.length, maxLength: table.routes.length }).map((values) => ({
    ...hop,
    table: known({
      ...table,
      routes: table.routes.map((one, index) =>
        one.destinations.known ? one : { ...one, destinations: known(values[index] ?? []) },
      ),
    }),
  }))
}

/** The same hop with its rules in another order of the array. */
export function shuffled(hop: FilterHop): fc.Arbitrary<FilterHop> {
  const sets = hop.ruleSets.known ? hop.ruleSets.value : []
  const shuffles = sets.map((set) => fc.shuffledSubarray([...set.rules], { minLength: set.rules.length }))
  return fc
    .tuple(fc.tuple(...shuffles), fc.boolean())
    .map(([orders, reversed]) =>
      sets.map((set, index) => ({ ...set, rules: orders[index] ?? [] })).sort(() => (reversed ? -1 : 0)),
    )
    .map((changed) => ({ ...hop, ruleSets: known(changed) }))
}
