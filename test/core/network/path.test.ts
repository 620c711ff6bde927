import { describe, expect, it, vi } from 'vitest'
import { known } from '../../../src/core/fact.ts'
import type { Endpoint, Hop, Passage, Path } from '../../../src/core/network/model.ts'
import { factsBehind, judgeHop, judgePath } from '../../../src/core/network/path.ts'
import { allow, balancer, group, hidden, inbound, ports, range, reply, route, routed, ruleSet } from './build.ts'

vi.mock(import('../../../src/core/network/clauses.ts'), { spy: true })

function pathOf(...hops: readonly Hop[]): Path {
  return { backendKey: 'i-0abc:8080', purpose: 'traffic', port: 8080, zone: 'zone-a', subnetId: 'subnet-1', hops }
}

const hops: Readonly<Record<Passage, Hop>> = {
  open: inbound([ruleSet('sg-app', [allow('r', range('0.0.0.0/0'))])]),
  blocked: inbound([ruleSet('sg-app', [])]),
  partly: inbound([ruleSet('sg-app', [allow('r', range('10.0.1.0/25'))])]),
  unknown: inbound([], { ruleSets: hidden() }),
}

describe('judgePath', () => {
  it.each<[readonly Passage[], Passage]>([
    [[], 'open'],
    [['open', 'open'], 'open'],
    [['open', 'unknown'], 'unknown'],
    [['open', 'partly'], 'partly'],
    [['unknown', 'partly', 'open'], 'partly'],
    [['partly', 'partly'], 'partly'],
    [['unknown', 'blocked'], 'blocked'],
    [['blocked', 'partly', 'unknown', 'open'], 'blocked'],
  ])('of hops %j is %s', (passages, passage) => {
    const verdict = judgePath(pathOf(...passages.map((name) => hops[name])))
    expect(verdict.passage).toBe(passage)
    expect(verdict.hops.map((hop) => hop.passage)).toEqual(passages)
  })

  it('needs no rule for replies through a stateful filter, and one through a stateless filter', () => {
    const request = hops.open
    expect(judgePath(pathOf(request)).passage).toBe('open')
    expect(judgePath(pathOf(request, reply([]))).passage).toBe('blocked')
  })

  it('follows both legs through their own route tables', () => {
    const back = { leg: 'reply', place: 'backend-subnet', destination: balancer } as const
    const there = routed([route('local', ['10.0.0.0/16'])])
    expect(judgePath(pathOf(there, routed([route('local', ['10.0.0.0/16'])], back))).passage).toBe('open')
    expect(judgePath(pathOf(there, routed([route('local', ['10.0.2.0/24'])], back))).passage).toBe('blocked')
  })
})

describe('factsBehind', () => {
  it('names the rules or the table, and what leaves them undecided', () => {
    const members = hidden<readonly string[]>('members')
    const filter = inbound([ruleSet('sg-app', [allow('r', group('sg-x', members))])], {
      packet: { source: { ...balancer, groupIds: [] }, destination: balancer, destinationPorts: ports(8080) },
    })
    const destinations = hidden<readonly string[]>('destinations')
    const table = routed([route('r', destinations)])
    expect(factsBehind(judgeHop(filter))).toEqual([filter.ruleSets, members])
    expect(factsBehind(judgeHop(table))).toEqual([table.table, destinations])
  })

  it('leaves out unknowns that change nothing', () => {
    const rules = [allow('a', group('sg-x', hidden())), allow('b', range('0.0.0.0/0'))]
    const filter = inbound([ruleSet('sg-app', rules)])
    expect(factsBehind(judgeHop(filter))).toEqual([filter.ruleSets])
  })
})

describe('work', () => {
  const rules = Array.from({ length: 60 }, (_, index) => allow(`r-${index}`, range(`10.0.1.${index * 4}/30`)))
  const zones: readonly Endpoint[] = [1, 2, 3].map((zone) => ({ ...balancer, cidrs: [`10.0.${zone}.0/24`] }))
  const backends: readonly Endpoint[] = Array.from({ length: 1000 }, (_, index) => ({
    label: `i-${index}`,
    cidrs: [`10.1.${index >> 8}.${index & 255}/32`],
    groupIds: ['sg-app'],
  }))

  /** How often rules are gone through when every zone is judged against every backend. */
  async function evaluations(direction: 'inbound' | 'outbound'): Promise<number> {
    const { compileRules } = await import('../../../src/core/network/clauses.ts')
    const ruleSets = known([ruleSet('sg-app', rules)])
    const before = vi.mocked(compileRules).mock.calls.length
    for (const source of zones) {
      for (const destination of backends) {
        const packet = { source, destination, destinationPorts: ports(8080) }
        judgePath(pathOf(inbound([], { direction, ruleSets, packet })))
      }
    }
    return vi.mocked(compileRules).mock.calls.length - before
  }

  it('grows with the distinct packets that a rule list can tell apart, not with the paths', async () => {
    expect(await evaluations('inbound')).toBe(zones.length)
    expect(await evaluations('outbound')).toBe(backends.length)
  })
})
