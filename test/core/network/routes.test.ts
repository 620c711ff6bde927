import { describe, expect, it } from 'vitest'
import type { Endpoint, Passage, Route } from '../../../src/core/network/model.ts'
import { judgeHop } from '../../../src/core/network/path.ts'
import { hidden, route, routed } from './build.ts'

const blackhole = { state: { kind: 'drops', why: 'which is a blackhole' } } as const
const internet = { state: { kind: 'diverts', why: 'which cannot deliver to a private address' } } as const
const transit = { state: { kind: 'unclear', why: 'whose own routes are not visible' } } as const

function to(...cidrs: readonly string[]): Endpoint {
  return { label: 'i-0abc', cidrs, groupIds: [] }
}

const cases: readonly [string, readonly Route[], Endpoint, Passage, string | null][] = [
  ['the local route', [route('local', ['10.0.0.0/16'])], to('10.0.2.5/32'), 'open', 'local'],
  ['a secondary range of the network', [route('local', ['10.0.0.0/16', '100.64.0.0/16'])], to('100.64.3.4/32'), 'open', 'local'],
  ['no route', [route('local', ['10.0.0.0/16'])], to('10.9.0.1/32'), 'blocked', null],
  ['an empty table', [], to('10.0.2.5/32'), 'blocked', null],
  [
    'a blackhole',
    [route('local', ['10.0.0.0/16']), route('pcx', ['10.9.0.0/16'], blackhole)],
    to('10.9.0.1/32'),
    'blocked',
    'pcx',
  ],
  [
    'a more specific blackhole',
    [route('local', ['10.0.0.0/8']), route('pcx', ['10.9.0.0/16'], blackhole)],
    to('10.9.0.1'),
    'blocked',
    'pcx',
  ],
  [
    'a less specific blackhole',
    [route('pcx', ['10.0.0.0/8'], blackhole), route('local', ['10.9.0.0/16'])],
    to('10.9.0.1'),
    'open',
    'local',
  ],
  [
    'longest prefix whatever the order',
    [route('igw', ['0.0.0.0/0'], internet), route('local', ['10.0.0.0/16'])],
    to('10.0.2.5'),
    'open',
    'local',
  ],
  ['only the default route to the internet', [route('igw', ['0.0.0.0/0'], internet)], to('10.0.2.5'), 'blocked', 'igw'],
  ['a default route of the other family', [route('igw', ['0.0.0.0/0'])], to('fd00::5'), 'blocked', null],
  ['IPv6', [route('local', ['10.0.0.0/16']), route('local6', ['fd00::/56'])], to('fd00::5'), 'open', 'local6'],
  ['a transit gateway', [route('tgw', ['10.0.0.0/8'], transit)], to('10.9.0.1'), 'unknown', null],
  [
    'a blackhole for half',
    [route('local', ['10.0.0.0/16']), route('x', ['10.0.2.0/25'], blackhole)],
    to('10.0.2.0/24'),
    'partly',
    'x',
  ],
  ['half without a route', [route('local', ['10.0.2.0/25'])], to('10.0.2.0/24'), 'partly', null],
  [
    'equal prefixes: the first listed',
    [route('user', ['10.9.0.0/16'], blackhole), route('bgp', ['10.9.0.0/16'])],
    to('10.9.0.1'),
    'blocked',
    'user',
  ],
  ['a prefix list', [route('pl', ['192.0.2.0/24', '10.9.0.0/16'])], to('10.9.0.1'), 'open', 'pl'],
  [
    'an unknown list that could divert',
    [route('local', ['10.0.0.0/16']), route('pl', hidden(), blackhole)],
    to('10.0.2.5'),
    'unknown',
    null,
  ],
  [
    'an unknown list that would deliver too',
    [route('local', ['10.0.0.0/16']), route('pl', hidden())],
    to('10.0.2.5'),
    'open',
    'local',
  ],
  ['an unknown list that could deliver', [route('pl', hidden())], to('10.0.2.5'), 'unknown', null],
  ['an unknown list that would drop too', [route('pl', hidden(), blackhole)], to('10.0.2.5'), 'blocked', null],
  [
    'an unknown list behind a single-address route',
    [route('host', ['10.0.2.5/32']), route('pl', hidden(), blackhole)],
    to('10.0.2.5'),
    'open',
    'host',
  ],
  [
    'an unknown list before a single-address route',
    [route('pl', hidden(), blackhole), route('host', ['10.0.2.5/32'])],
    to('10.0.2.5'),
    'unknown',
    null,
  ],
  ['a destination that is no range', [route('odd', ['everything'])], to('10.0.2.5'), 'blocked', null],
  ['an unreadable address', [route('local', ['0.0.0.0/0'])], to('10.0.2.5', 'odd'), 'unknown', null],
  ['no address', [route('local', ['0.0.0.0/0'])], to(), 'unknown', null],
]

describe('a route hop', () => {
  it.each(cases)('%s', (_name, routes, destination, passage, decidedBy) => {
    expect(judgeHop(routed(routes, { destination }))).toMatchObject({ passage, decidedBy })
  })

  it('is unknown while the table is', () => {
    expect(judgeHop(routed([], { table: hidden() }))).toMatchObject({ passage: 'unknown', decidedBy: null })
  })
})
