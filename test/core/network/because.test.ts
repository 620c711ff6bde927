/** The one line under each verdict, word for word: operators act on it. */
import { describe, expect, it } from 'vitest'
import { known } from '../../../src/core/fact.ts'
import type { Endpoint, Hop } from '../../../src/core/network/model.ts'
import { judgeHop } from '../../../src/core/network/path.ts'
import {
  allow,
  backend,
  balancer,
  deny,
  group,
  hidden,
  inbound,
  ports,
  range,
  ranges,
  reply,
  route,
  routed,
  ruleSet,
} from './build.ts'

const anywhere: Endpoint = { label: 'load balancer', cidrs: ['10.0.1.0/24', '10.0.2.0/24'], groupIds: [] }
const everyone = range('0.0.0.0/0')

const cases: readonly [Hop, string][] = [
  [
    inbound([ruleSet('sg-app', [], 'app servers')]),
    'sg-app (app servers) has no inbound rule for tcp 8080 from the load balancer (10.0.1.0/24, sg-lb)',
  ],
  [
    inbound([ruleSet('sg-lb', [], 'sg-lb')], { direction: 'outbound', place: 'balancer' }),
    'sg-lb has no outbound rule for tcp 8080 to i-0abc (10.0.2.5, sg-app)',
  ],
  [
    inbound([ruleSet('sg-b', []), ruleSet('sg-a', [])]),
    'none of sg-a and sg-b has an inbound rule for tcp 8080 from the load balancer (10.0.1.0/24, sg-lb)',
  ],
  [
    inbound([]),
    'the backend has no security group, so there is no inbound rule for tcp 8080 from the load balancer (10.0.1.0/24, sg-lb)',
  ],
  [
    inbound([ruleSet('sg-app', [allow('sgr-1', group('sg-lb'))], 'app servers')]),
    'sg-app (app servers) allows tcp 8080 from the load balancer (10.0.1.0/24, sg-lb) by rule sgr-1',
  ],
  [
    inbound([ruleSet('sg-app', [allow('sgr-1', { kind: 'nothing', why: 'group sg-gone no longer exists' })])]),
    'sg-app has no inbound rule for tcp 8080 from the load balancer (10.0.1.0/24, sg-lb); about rule sgr-1: group sg-gone no longer exists',
  ],
  [
    inbound([
      ruleSet('sg-app', [allow('sgr-1', range('10.0.1.0/25')), allow('sgr-2', range('all')), allow('sgr-3', range('me'))]),
    ]),
    'sg-app has no inbound rule for tcp 8080 from 10.0.1.128/25 of the load balancer (10.0.1.0/24, sg-lb); ' +
      'only part of tcp 8080 from the load balancer (10.0.1.0/24, sg-lb) passes; ' +
      'about rule sgr-2: "all" is not an address range and matches nothing (and 1 more)',
  ],
  [
    inbound([ruleSet('sg-app', [allow('sgr-1', group('sg-x', hidden('You are not authorized')))])], {
      packet: { source: anywhere, destination: backend, destinationPorts: ports(8080) },
    }),
    'whether sg-app lets tcp 8080 from the load balancer (10.0.1.0/24, 10.0.2.0/24) pass depends on rule sgr-1, ' +
      'whose group sg-x could not be read: You are not authorized',
  ],
  [inbound([], { ruleSets: hidden() }), 'the security group rules at the backend could not be read: not authorized'],
  [
    inbound([ruleSet('sg-app', [])], {
      packet: { source: { ...balancer, cidrs: ['10.0.1.0/24', '?'] }, destination: backend, destinationPorts: ports(8080) },
    }),
    '"?" of the load balancer (10.0.1.0/24, ?, sg-lb) is not an address',
  ],
  [
    inbound([ruleSet('sg-app', [])], {
      packet: { source: { ...balancer, cidrs: ['fd00::/64'] }, destination: backend, destinationPorts: ports(8080) },
    }),
    'the load balancer (fd00::/64) and i-0abc (10.0.2.5) have no readable address of the same family',
  ],
  [
    inbound([ruleSet('sg-app', [])], { packet: { source: balancer, destination: backend, destinationPorts: ports(9, 8) } }),
    '9-8 is no port range',
  ],
  [
    reply([deny('90', range('10.0.0.0/16'), { order: 90 }), allow('100', everyone, { order: 100 })]),
    'acl-12 denies tcp 1024-65535 to 10.0.1.0/24 by rule 90',
  ],
  [
    reply([allow('100', everyone, { order: 100, ports: ports(32768, 60999) }), deny('*', everyone, { order: 32767 })]),
    'acl-12 denies tcp 1024-32767 to 10.0.1.0/24 by rule *; only part of tcp 1024-65535 to the load balancer (10.0.1.0/24) passes',
  ],
  [reply([]), 'acl-12 has no outbound rule for tcp 1024-65535 to the load balancer (10.0.1.0/24)'],
  [
    reply([allow('100', everyone, { order: 100, ports: ports(1024, 2000) }), allow('110', everyone, { order: 110 })]),
    'acl-12 allows tcp 1024-65535 to the load balancer (10.0.1.0/24) by rule 100 and 110',
  ],
  [
    reply([deny('90', range('nobody'), { order: 90 }), allow('100', everyone, { order: 100 })]),
    'acl-12 allows tcp 1024-65535 to the load balancer (10.0.1.0/24) by rule 100; about rule 90: "nobody" is not an address range and matches nothing',
  ],
  [
    reply([deny('90', ranges('pl-1', hidden()), { order: 90 }), allow('100', everyone, { order: 100 })]),
    'whether acl-12 lets tcp 1024-65535 to the load balancer (10.0.1.0/24) pass depends on rule 90, whose list pl-1 could not be read: not authorized',
  ],
  [
    reply([
      deny('80', ranges('pl-1', hidden('first')), { order: 80 }),
      deny('90', ranges('pl-2', hidden('second')), { order: 90 }),
      allow('100', everyone, { order: 100 }),
    ]),
    'whether acl-12 lets tcp 1024-65535 to the load balancer (10.0.1.0/24) pass depends on rule 80, whose list pl-1 could not be read: first',
  ],
  [
    reply([
      allow('100', range('10.0.1.0/25'), { order: 100, ports: ports(1024, 2000) }),
      allow('110', range('10.0.1.128/25'), { order: 110, ports: ports(2001, 65535) }),
    ]),
    'acl-12 has no outbound rule for tcp 2001-65535 to 10.0.1.0/25 of the load balancer (10.0.1.0/24); ' +
      'only part of tcp 1024-65535 to the load balancer (10.0.1.0/24) passes',
  ],
  [routed([route('local', ['10.0.0.0/16'])]), 'rtb-1 sends 10.0.0.0/16 to local'],
  [
    routed([route('pcx-1', ['10.0.2.0/24'], { state: { kind: 'drops', why: 'which is not active' } })]),
    'rtb-1 sends 10.0.2.0/24 to pcx-1, which is not active',
  ],
  [
    routed([], { table: known({ id: 'rtb-1', name: 'private', routes: [] }), destination: balancer }),
    'rtb-1 (private) has no route to the load balancer (10.0.1.0/24)',
  ],
  [
    routed([route('local', ['10.0.1.0/25', 'odd'])], { destination: balancer }),
    'rtb-1 has no route to 10.0.1.128/25 of the load balancer (10.0.1.0/24); only part of the load balancer (10.0.1.0/24) is reached; ' +
      'about its route to local: "odd" is not an address range and matches nothing',
  ],
  [
    routed([route('nat-1', hidden())]),
    'whether rtb-1 delivers to i-0abc (10.0.2.5) depends on its route to nat-1, whose destinations could not be read: not authorized',
  ],
  [routed([], { table: hidden() }), "the routes of the load balancer's subnet could not be read: not authorized"],
]

describe('because', () => {
  it.each(cases)('case %#', (hop, sentence) => {
    expect(judgeHop(hop).because).toBe(sentence)
  })

  it('stays one line whatever names and messages hold', () => {
    const source = { ...balancer, label: 'a\r\nb', cidrs: ['10.0.1.0/24'], groupIds: ['g\u2028h'] }
    const packet = { source, destination: backend, destinationPorts: ports(8080) }
    expect(judgeHop(inbound([ruleSet('sg\n1', [], 'x\u001b[31my')], { packet })).because).toBe(
      'sg 1 (x [31my) has no inbound rule for tcp 8080 from a b (10.0.1.0/24, g h)',
    )
  })

  it('shortens long lists', () => {
    const cidrs = Array.from({ length: 9 }, (_, index) => `10.0.${index * 2}.0/24`)
    const hop = reply([deny('90', everyone, { order: 90 })], {
      packet: { source: backend, destination: { ...balancer, cidrs }, destinationPorts: ports(1024, 65535) },
    })
    expect(judgeHop(hop).because).toBe(
      'acl-12 denies tcp 1024-65535 to 10.0.0.0/24, 10.0.2.0/24, 10.0.4.0/24 and 6 more by rule 90',
    )
  })
})
