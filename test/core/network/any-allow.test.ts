/** Filters that allow by the union of their rules: the well-known traps, as tables. */
import { describe, expect, it } from 'vitest'
import { known } from '../../../src/core/fact.ts'
import type { Endpoint, FilterHop, Passage, Rule } from '../../../src/core/network/model.ts'
import { judgeHop } from '../../../src/core/network/path.ts'
import { allow, backend, balancer, deny, group, hidden, inbound, ports, range, ranges, ruleSet } from './build.ts'

const anyone = range('0.0.0.0/0')
const ipv6Balancer: Endpoint = { label: 'load balancer', cidrs: ['2001:db8:1::/64'], groupIds: ['sg-lb'] }
const ipv6Backend: Endpoint = { label: 'i-0abc', cidrs: ['2001:db8:2::5/128'], groupIds: ['sg-app'] }
/** Both families on the balancer's side only: what passes is of the backend's family. */
const dualBalancer: Endpoint = { ...balancer, cidrs: [...balancer.cidrs, ...ipv6Balancer.cidrs] }
const stranger: Endpoint = { label: 'load balancer', cidrs: ['10.0.1.0/24'], groupIds: [] }

function from(source: Endpoint, destination: Endpoint = backend): Partial<FilterHop> {
  return { packet: { source, destination, destinationPorts: ports(8080) } }
}

const cases: readonly [string, readonly Rule[], Passage, Partial<FilterHop>?][] = [
  ['no rule at all', [], 'blocked'],
  ['all traffic', [allow('r', anyone, { protocol: 'any' })], 'open'],
  ['the single port', [allow('r', anyone, { ports: ports(8080) })], 'open'],
  ['another port', [allow('r', anyone, { ports: ports(8081) })], 'blocked'],
  ['an interval around the port', [allow('r', anyone, { ports: ports(8000, 8100) })], 'open'],
  ['an interval that ends at the port', [allow('r', anyone, { ports: ports(8000, 8080) })], 'open'],
  ['an interval that ends before the port', [allow('r', anyone, { ports: ports(8000, 8079) })], 'blocked'],
  ['an interval open at the beginning', [allow('r', anyone, { ports: ports(-1, 8080) })], 'open'],
  ['an interval open at the beginning, too short', [allow('r', anyone, { ports: ports(-1, 50) })], 'blocked'],
  ['an interval open at the end', [allow('r', anyone, { ports: ports(8080, -1) })], 'open'],
  ['an interval open at the end, too late', [allow('r', anyone, { ports: ports(65530, -1) })], 'blocked'],
  ['an interval open at both ends', [allow('r', anyone, { ports: ports(-1, -1) })], 'open'],
  ['an interval that runs backwards', [allow('r', anyone, { ports: ports(9000, 8000) })], 'blocked'],
  ['TCP by number', [allow('r', anyone, { protocol: 6 })], 'open'],
  ['UDP', [allow('r', anyone, { protocol: 17 })], 'blocked'],
  ['ESP, which has no ports', [allow('r', anyone, { protocol: 50 })], 'blocked'],
  ['ICMP of all types and codes', [allow('r', anyone, { protocol: 1, ports: ports(-1, -1) })], 'blocked'],
  ['ICMP whose type reads like a port', [allow('r', anyone, { protocol: 1, ports: ports(8080) })], 'blocked'],
  ['ICMPv6', [allow('r', range('::/0'), { protocol: 58 })], 'blocked', from(ipv6Balancer, ipv6Backend)],
  ['the balancer group', [allow('r', group('sg-lb'))], 'open'],
  ['another group that the balancer does not carry', [allow('r', group('sg-old', ['10.0.9.9']))], 'blocked'],
  ['another group with a member in the balancer subnet', [allow('r', group('sg-old', ['10.0.1.77']))], 'blocked'],
  ['another group with unknown members, the own ones known', [allow('r', group('sg-old', hidden()))], 'blocked'],
  ['a group without members', [allow('r', group('sg-empty'))], 'blocked', from(stranger)],
  ['a stale group', [allow('r', { kind: 'nothing', why: 'group sg-gone no longer exists' })], 'blocked'],
  ['a group by member address', [allow('r', group('sg-x', ['10.0.1.0/24']))], 'open', from(stranger)],
  ['a group by one member address of many', [allow('r', group('sg-x', ['10.0.1.7']))], 'partly', from(stranger)],
  ['a group with unknown members', [allow('r', group('sg-x', hidden()))], 'unknown', from(stranger)],
  [
    'an unknown group beside a rule that decides',
    [allow('a', group('sg-x', hidden())), allow('b', anyone)],
    'open',
    from(stranger),
  ],
  ['an unknown group for another port', [allow('r', group('sg-x', hidden()), { ports: ports(22) })], 'blocked', from(stranger)],
  ['a prefix list that covers', [allow('r', ranges('pl-1', ['192.0.2.0/24', '10.0.0.0/16']))], 'open'],
  ['a prefix list that does not', [allow('r', ranges('pl-1', ['192.0.2.0/24']))], 'blocked'],
  ['an empty prefix list', [allow('r', ranges('pl-1', []))], 'blocked'],
  ['a prefix list that could not be read', [allow('r', ranges('pl-1', hidden()))], 'unknown'],
  ['halves that make a whole', [allow('a', range('10.0.1.128/25')), allow('b', range('10.0.1.0/25'))], 'open'],
  ['one half', [allow('r', range('10.0.1.128/25'))], 'partly'],
  ['one half, the other unknown', [allow('a', range('10.0.1.128/25')), allow('b', ranges('pl-1', hidden()))], 'unknown'],
  ['IPv6 beside IPv4, for an IPv4 backend', [allow('r', anyone), allow('r6', range('::/0'))], 'open'],
  ['IPv6 only, for an IPv4 backend', [allow('r6', range('::/0'))], 'blocked'],
  ['IPv4 only, for an IPv6 backend', [allow('r', anyone)], 'blocked', from(ipv6Balancer, ipv6Backend)],
  ['IPv6, for an IPv6 backend', [allow('r6', range('2001:db8:1::/48'))], 'open', from(ipv6Balancer, ipv6Backend)],
  ['a balancer of both families, for an IPv4 backend', [allow('r', range('10.0.1.0/24'))], 'open', from(dualBalancer)],
  ['a balancer of another family', [allow('r', anyone)], 'unknown', from(ipv6Balancer)],
  ['a deny, which such filters do not have', [deny('d', anyone), allow('r', anyone)], 'open'],
  ['an address range that is none', [allow('r', range('everyone'))], 'blocked'],
]

describe('an any-allow filter', () => {
  it.each(cases)('%s', (_name, rules, passage, part = {}) => {
    expect(judgeHop(inbound([ruleSet('sg-app', rules)], part)).passage).toBe(passage)
  })

  it('allows by the union of all sets', () => {
    const [first, second] = [
      ruleSet('sg-a', [allow('a', range('10.0.1.0/25'))]),
      ruleSet('sg-b', [allow('b', range('10.0.1.128/25'))]),
    ]
    expect(judgeHop(inbound([first, second]))).toMatchObject({
      passage: 'open',
      because: expect.stringContaining('by rule a and b'),
    })
  })

  it('is judged by the destination when outbound', () => {
    const out = { direction: 'outbound', place: 'balancer' } as const
    expect(judgeHop(inbound([ruleSet('sg-lb', [allow('r', group('sg-app'))])], out)).passage).toBe('open')
    expect(judgeHop(inbound([ruleSet('sg-lb', [allow('r', group('sg-lb'))])], out)).passage).toBe('blocked')
  })

  it('tells apart flows of one balancer that differ by family alone', () => {
    const ruleSets = known([ruleSet('sg-app', [allow('r', range('10.0.1.0/24'))])])
    const passages = [backend, ipv6Backend].map((to) => judgeHop(inbound([], { ruleSets, ...from(dualBalancer, to) })).passage)
    expect(passages).toEqual(['open', 'blocked'])
  })

  it('tells apart packets that differ by the end of their ports, or filters by their policy alone', () => {
    const ruleSets = known([
      ruleSet('sg-app', [deny('d', anyone, { order: 1 }), allow('r', anyone, { order: 2, ports: ports(8080) })]),
    ])
    const wider = { packet: { source: balancer, destination: backend, destinationPorts: ports(8080, 8081) } }
    const parts: readonly Partial<FilterHop>[] = [{}, wider, { policy: 'first-match' }]
    expect(parts.map((part) => judgeHop(inbound([], { ...part, ruleSets })).passage)).toEqual(['open', 'partly', 'blocked'])
  })

  it('cannot be open or blocked while an address of the other end is unreadable', () => {
    const odd = {
      packet: { source: { ...balancer, cidrs: ['10.0.1.0/24', 'odd'] }, destination: backend, destinationPorts: ports(8080) },
    }
    expect(judgeHop(inbound([ruleSet('sg-app', [allow('r', anyone)])], odd)).passage).toBe('unknown')
    expect(judgeHop(inbound([ruleSet('sg-app', [])], odd)).passage).toBe('unknown')
    expect(judgeHop(inbound([ruleSet('sg-app', [allow('r', range('10.0.1.0/25'))])], odd)).passage).toBe('partly')
  })

  it('is unknown when its rules are, or when no port is asked about', () => {
    expect(judgeHop(inbound([], { ruleSets: hidden() })).passage).toBe('unknown')
    const packet = { source: balancer, destination: backend, destinationPorts: ports(9, 8) }
    expect(judgeHop(inbound([ruleSet('sg-app', [allow('r', anyone)])], { packet })).passage).toBe('unknown')
  })
})
