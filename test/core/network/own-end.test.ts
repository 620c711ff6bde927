import { describe, expect, it } from 'vitest'
import type { FilterHop, Rule } from '../../../src/core/network/model.ts'
import { factsBehind, judgeHop } from '../../../src/core/network/path.ts'
import { allow, backend, balancer, deny, group, hidden, inbound, ports, range, ranges, ruleSet } from './build.ts'

const everyone = range('0.0.0.0/0')

/** What leaves the load balancer's subnet for the backend. */
function outbound(...rules: readonly Rule[]): FilterHop {
  return inbound([ruleSet('/shop/nsg', rules, 'nsg')], {
    direction: 'outbound',
    place: 'balancer-subnet',
    policy: 'first-match',
    device: 'network security group',
    packet: { source: balancer, destination: backend, destinationPorts: ports(8080) },
  })
}

describe('rules that speak of a part of their own end', () => {
  it('decide for that part alone', () => {
    const { passage, because } = judgeHop(
      outbound(
        allow('few', everyone, { order: 100, local: range('10.0.1.4/32') }),
        deny('rest', everyone, { order: 200, local: range('10.0.1.0/24') }),
      ),
    )
    expect(passage).toBe('partly')
    expect(because).toBe(
      'nsg denies tcp 8080 to 10.0.2.5 from 10.0.1.0/30, 10.0.1.5, 10.0.1.6/31 and 5 more of the load balancer (10.0.1.0/24) by rule rest; only part of tcp 8080 to i-0abc (10.0.2.5) passes',
    )
  })

  it('do not count where they speak of others', () => {
    const hop = outbound(
      deny('others', everyone, { order: 100, local: range('10.0.3.0/24') }),
      allow('all', everyone, { order: 200 }),
    )
    expect(judgeHop(hop)).toMatchObject({ passage: 'open', decidedBy: 'all' })
  })

  it('leave the verdict open where whom they speak of is unknown', () => {
    const unread = hidden<readonly string[]>('no right to list them')
    const verdict = judgeHop(
      outbound(deny('maybe', everyone, { order: 100, local: ranges('Tag', unread) }), allow('all', everyone, { order: 200 })),
    )
    expect(verdict).toMatchObject({ passage: 'unknown', decidedBy: null })
    expect(verdict.because).toBe(
      'whether nsg lets tcp 8080 to i-0abc (10.0.2.5) pass depends on rule maybe, whose list Tag could not be read: no right to list them',
    )
    expect(factsBehind(verdict)).toContain(unread)
  })

  it('count by groups, of an end that is known to be in none as well', () => {
    const rules = [
      deny('members', everyone, { order: 100, local: group('asg', hidden()) }),
      allow('all', everyone, { order: 200 }),
    ]
    const at = (end: Partial<typeof backend> & { readonly groupsComplete?: true }): FilterHop =>
      inbound([ruleSet('nsg', rules)], {
        policy: 'first-match',
        packet: { source: balancer, destination: { ...backend, ...end }, destinationPorts: ports(8080) },
      })
    expect(judgeHop(at({ groupIds: ['asg'] })).passage).toBe('blocked')
    expect(judgeHop(at({ groupIds: ['other'] })).passage).toBe('open')
    expect(judgeHop(at({ groupIds: [], groupsComplete: true })).passage).toBe('open')
    expect(judgeHop(at({ groupIds: [] })).passage).toBe('unknown')
  })

  it('need an address to count by', () => {
    const rules = [allow('few', everyone, { order: 100, local: range('10.0.1.4/32') })]
    const packet = { source: { ...balancer, cidrs: ['odd'] }, destination: backend, destinationPorts: ports(8080) }
    expect(judgeHop({ ...outbound(...rules), packet }).passage).toBe('unknown')
    const half = { ...packet, source: { ...balancer, cidrs: ['10.0.1.4/32', 'odd'] } }
    expect(judgeHop({ ...outbound(...rules), packet: half })).toMatchObject({
      passage: 'unknown',
      because: '"odd" of the load balancer (10.0.1.4, odd) is not an address',
    })
  })
})

describe('an end that may have any address', () => {
  it('is called by its name alone', () => {
    const platform = { label: 'GatewayManager', cidrs: ['0.0.0.0/0'], groupIds: [] }
    const hop = inbound([ruleSet('nsg', [deny('DenyAll', everyone, { order: 100 })])], {
      policy: 'first-match',
      packet: { source: platform, destination: balancer, destinationPorts: ports(65200, 65535) },
    })
    expect(judgeHop(hop).because).toBe('nsg denies tcp 65200-65535 from GatewayManager by rule DenyAll')
  })
})
