import { describe, expect, it } from 'vitest'
import { known } from '../../../src/core/fact.ts'
import type { FilterHop } from '../../../src/core/network/model.ts'
import { judgeHop } from '../../../src/core/network/path.ts'
import { addRule, allowing } from '../../../src/core/network/remedy.ts'
import { allow, backend, balancer, deny, hidden, inbound, ports, range, reply, ruleSet } from './build.ts'

const everyone = range('0.0.0.0/0')

function mended(hop: FilterHop): FilterHop {
  return { ...hop, ruleSets: known(addRule(hop.ruleSets.known ? hop.ruleSets.value : [], allowing(hop))) }
}

describe('allowing', () => {
  it('names the group of the other end where groups count', () => {
    expect(allowing(inbound([ruleSet('sg-app', [])]))).toEqual({
      id: 'new rule',
      action: 'allow',
      order: 10,
      protocol: 6,
      ports: ports(8080),
      peer: { kind: 'group', groupId: 'sg-lb', addresses: known(['10.0.1.0/24']) },
    })
  })

  it('names the range where they do not, and a list of several', () => {
    expect(allowing(reply([])).peer).toEqual(range('10.0.1.0/24'))
    const destination = { ...balancer, cidrs: ['10.0.1.0/24', '10.0.7.0/24'] }
    const packet = { source: backend, destination, destinationPorts: ports(1024, 65535) }
    expect(allowing(reply([], { packet })).peer).toEqual({
      kind: 'list',
      listId: 'load balancer',
      cidrs: known(destination.cidrs),
    })
  })

  it('leaves out ranges of a family that the flow cannot have', () => {
    const destination = { ...balancer, cidrs: ['10.0.1.0/24', 'fd00::/64', 'odd'] }
    const packet = { source: backend, destination, destinationPorts: ports(1024, 65535) }
    expect(allowing(reply([], { packet })).peer).toEqual(range('10.0.1.0/24'))
  })

  it.each([
    ['the first of its list', [], 10],
    ['after the rules there are', [allow('100', range('10.9.0.0/16'), { order: 100 })], 110],
    ['before the deny that decides', [deny('90', everyone, { order: 90 }), allow('100', everyone, { order: 100 })], 10],
    [
      'between an allow and the deny',
      [allow('95', range('10.9.0.0/16'), { order: 95 }), deny('100', everyone, { order: 100 })],
      97,
    ],
    [
      'before both where nothing is free between',
      [allow('99', range('10.9.0.0/16'), { order: 99 }), deny('100', everyone, { order: 100 })],
      98,
    ],
    ['before the closing deny', [allow('100', range('10.9.0.0/16'), { order: 100 }), deny('*', everyone, { order: 32767 })], 110],
    [
      'after a deny of other packets',
      [deny('90', range('10.9.0.0/16'), { order: 90 }), deny('91', everyone, { order: 91, ports: ports(22) })],
      101,
    ],
    ['before a deny that may catch them', [deny('50', { kind: 'list', listId: 'pl', cidrs: hidden() }, { order: 50 })], 10],
  ] as const)('takes its order: %s', (_name, rules, order) => {
    const hop = reply(rules)
    expect(allowing(hop).order).toBe(order)
    expect(judgeHop(mended(hop)).passage).toBe('open')
  })
})

describe('allowing within bounds', () => {
  const bounds = { freeOrders: { from: 100, to: 4096 } }
  const closing = deny('DenyAll', everyone, { order: 65500 })

  it.each([
    ['the first number there is', [closing], 100],
    ['ten beyond the last rule', [allow('a', range('10.9.0.0/16'), { order: 300 }), closing], 310],
    ['between the bound and the deny', [deny('a', everyone, { order: 105 }), closing], 100],
    ['below the deny', [allow('a', range('10.9.0.0/16'), { order: 100 }), deny('b', everyone, { order: 200 }), closing], 110],
    ['the last number there is', [allow('a', range('10.9.0.0/16'), { order: 4095 }), closing], 4096],
    ['a gap further up', [allow('a', range('10.9.0.0/16'), { order: 4096 }), closing], 4095],
  ] as const)('takes %s', (_name, rules, order) => {
    const hop = reply(rules, bounds)
    expect(allowing(hop).order).toBe(order)
    expect(judgeHop(mended(hop)).passage).toBe('open')
  })

  it('says by a fraction that nothing is free before a deny at the very top', () => {
    const hop = reply([deny('a', everyone, { order: 100 }), closing], bounds)
    expect(allowing(hop).order).toBe(99.5)
    expect(judgeHop(mended(hop)).passage).toBe('open')
  })
})

describe('addRule', () => {
  it('adds to the first set and changes nothing in place', () => {
    const sets = [ruleSet('a', [allow('r', everyone)]), ruleSet('b', [])]
    const rule = allow('new', everyone)
    expect(addRule(sets, rule).map((set) => set.rules.map(({ id }) => id))).toEqual([['r', 'new'], []])
    expect(sets[0]?.rules).toHaveLength(1)
  })

  it('gives one value for one addition, so that a thousand hops are still judged as one', () => {
    const [sets, rule] = [[ruleSet('a', [])], allow('new', everyone)]
    expect(addRule(sets, rule)).toBe(addRule(sets, rule))
    expect(addRule(sets, allow('other', everyone))).not.toBe(addRule(sets, rule))
  })

  it('has nothing to add to without sets, so such a hop stays closed', () => {
    expect(judgeHop(mended(inbound([]))).passage).toBe('blocked')
  })
})
