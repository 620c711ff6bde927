/** Filters that decide by the first rule that matches: the well-known traps, as tables. */
import { describe, expect, it } from 'vitest'
import { known } from '../../../src/core/fact.ts'
import type { FilterHop, Passage, Rule } from '../../../src/core/network/model.ts'
import { judgeHop } from '../../../src/core/network/path.ts'
import { allow, backend, deny, group, hidden, ports, range, ranges, reply, ruleSet } from './build.ts'

const everyone = range('0.0.0.0/0')
const node = range('10.0.1.7')

function at(order: number, rule: Rule): Rule {
  return { ...rule, order }
}

const ephemeral = { ports: ports(1024, 65535) }

const cases: readonly [string, readonly Rule[], Passage, Partial<FilterHop>?][] = [
  ['no rule: what none matches is denied', [], 'blocked'],
  [
    'the default list',
    [at(100, allow('100', everyone, { protocol: 'any' })), at(32767, deny('*', everyone, { protocol: 'any' }))],
    'open',
  ],
  ['only the closing deny', [at(32767, deny('*', everyone, { protocol: 'any' }))], 'blocked'],
  ['a deny before the allow', [at(90, deny('90', everyone)), at(100, allow('100', everyone))], 'blocked'],
  ['a deny after the allow', [at(100, allow('100', everyone)), at(110, deny('110', everyone))], 'open'],
  ['order that is not the order of the array', [at(200, deny('200', everyone)), at(100, allow('100', everyone))], 'open'],
  ['order compared as numbers', [at(1000, deny('1000', everyone)), at(200, allow('200', everyone))], 'open'],
  ['equal order: the deny counts', [at(100, allow('a', everyone)), at(100, deny('b', everyone))], 'blocked'],
  ['the whole ephemeral range', [at(100, allow('100', everyone, ephemeral))], 'open'],
  ['part of the ephemeral range', [at(100, allow('100', everyone, { ports: ports(32768, 60999) }))], 'partly'],
  [
    'the ephemeral range in pieces',
    [at(100, allow('a', everyone, { ports: ports(32768, 65535) })), at(110, allow('b', everyone, { ports: ports(1024, 32767) }))],
    'open',
  ],
  [
    'a deny of one port of the range',
    [at(90, deny('90', everyone, { ports: ports(3389) })), at(100, allow('100', everyone))],
    'partly',
  ],
  ['only the request port, as if replies went there', [at(100, allow('100', everyone, { ports: ports(8080) }))], 'partly'],
  ['only ports below the range', [at(100, allow('100', everyone, { ports: ports(80, 443) }))], 'blocked'],
  ['a deny of one address', [at(90, deny('90', node)), at(100, allow('100', everyone))], 'partly'],
  ['a deny of another family', [at(90, deny('90', range('::/0'))), at(100, allow('100', everyone))], 'open'],
  ['an allow of another family', [at(100, allow('100', range('::/0')))], 'blocked'],
  ['a deny of UDP', [at(90, deny('90', everyone, { protocol: 17 })), at(100, allow('100', everyone))], 'open'],
  [
    'a deny of ICMP on all codes',
    [at(90, deny('90', everyone, { protocol: 1, ports: ports(-1, -1) })), at(100, allow('100', everyone))],
    'open',
  ],
  [
    'a deny of another protocol by number',
    [at(90, deny('90', everyone, { protocol: 50 })), at(100, allow('100', everyone))],
    'open',
  ],
  ['a deny of every protocol', [at(90, deny('90', everyone, { protocol: 'any' })), at(100, allow('100', everyone))], 'blocked'],
  ['an unknown deny before the allow', [at(90, deny('90', ranges('pl', hidden()))), at(100, allow('100', everyone))], 'unknown'],
  ['an unknown deny after the allow', [at(100, allow('100', everyone)), at(110, deny('110', ranges('pl', hidden())))], 'open'],
  ['an unknown allow before the deny', [at(90, allow('90', ranges('pl', hidden()))), at(100, deny('100', everyone))], 'unknown'],
  ['an unknown allow after the deny', [at(90, deny('90', everyone)), at(100, allow('100', ranges('pl', hidden())))], 'blocked'],
  ['an unknown allow before an allow', [at(90, allow('90', ranges('pl', hidden()))), at(100, allow('100', everyone))], 'open'],
  ['an unknown deny before a deny', [at(90, deny('90', ranges('pl', hidden()))), at(100, deny('100', everyone))], 'blocked'],
  [
    'an unknown deny of one port, the other ports open, one port closed',
    [
      at(80, deny('80', everyone, { ports: ports(3389) })),
      at(90, deny('90', ranges('pl', hidden()), { ports: ports(5000) })),
      at(100, allow('100', everyone)),
    ],
    'partly',
  ],
  [
    'one rule over several ranges, ports and groups',
    [
      at(100, allow('web', range('10.0.1.0/25'), { ports: ports(1024, 40000) })),
      at(100, allow('web', range('10.0.1.0/25'), { ports: ports(40001, 65535) })),
      at(100, allow('web', range('10.0.1.128/25'), { ports: ports(1024, 40000) })),
      at(100, allow('web', range('10.0.1.128/25'), { ports: ports(40001, 65535) })),
      at(4096, deny('rest', everyone, { protocol: 'any' })),
    ],
    'open',
  ],
  ['a group the end belongs to', [at(100, allow('100', group('sg-lb')))], 'open'],
]

describe('a first-match filter', () => {
  it.each(cases)('%s', (_name, rules, passage, part = {}) => {
    expect(judgeHop(reply(rules, part)).passage).toBe(passage)
  })

  it('is judged by the source when inbound', () => {
    const part = { direction: 'inbound', leg: 'request' } as const
    expect(judgeHop(reply([at(100, allow('100', range('10.0.2.5/32')))], part)).passage).toBe('open')
    expect(judgeHop(reply([at(100, allow('100', range('10.0.1.0/24')))], part)).passage).toBe('blocked')
  })

  it('has one order over all of its sets', () => {
    const sets = known([ruleSet('late', [at(200, deny('200', everyone))]), ruleSet('early', [at(100, allow('100', everyone))])])
    expect(judgeHop(reply([], { ruleSets: sets }))).toMatchObject({ passage: 'open', decidedBy: '100' })
  })

  it('names one rule once, though it stands in many entries', () => {
    const rules = [range('10.0.1.0/25'), range('10.0.1.128/25')].map((peer) => at(100, deny('web', peer)))
    expect(judgeHop(reply(rules)).because).toBe('acl-12 denies tcp 1024-65535 to 10.0.1.0/24 by rule web')
  })

  it('lets a reply to a single backend be judged by that backend alone', () => {
    const packet = {
      source: backend,
      destination: { ...backend, label: 'i-1', cidrs: ['10.0.1.7/32'] },
      destinationPorts: ports(1024, 65535),
    }
    expect(judgeHop(reply([at(90, deny('90', node)), at(100, allow('100', everyone))], { packet })).passage).toBe('blocked')
  })
})
