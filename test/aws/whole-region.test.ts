import { describe, expect, it } from 'vitest'
import type { AskableCall } from '../../src/aws/call-types.ts'
import { fromWhole } from '../../src/aws/whole-region.ts'
import type { Answer } from '../../src/collect/answer.ts'

const arn = (name: string): string => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/${name}/1`
const described = (name: string): object => ({ LoadBalancerArn: arn(name), LoadBalancerName: name })

/** What is made of the wide call's answer, and what the wide call was. */
async function narrowed(call: AskableCall, input: object, wide: Answer<object>): Promise<readonly [unknown, readonly object[]]> {
  const asked: object[] = []
  const answer = await fromWhole(call, input, async (whole) => {
    asked.push(whole)
    return wide
  })
  return [answer, asked]
}

describe('what is listed once for a region', () => {
  it('gives each load balancer what it would have been answered by itself', async () => {
    const wide = { ok: true, output: { LoadBalancers: ['shop', 'blog'].map(described) } } as const
    expect(await narrowed('elasticloadbalancing:DescribeLoadBalancers', { LoadBalancerArns: [arn('blog')] }, wide)).toEqual([
      { ok: true, output: { LoadBalancers: [described('blog')] } },
      [{}],
    ])
  })

  it('gives a load balancer its groups, shared ones too', async () => {
    const group = (name: string, ...of: string[]): object => ({ TargetGroupName: name, LoadBalancerArns: of.map(arn) })
    const groups = [group('a', 'shop'), group('b', 'shop', 'blog'), group('c', 'blog'), group('unused')]
    const wide = { ok: true, output: { TargetGroups: groups } } as const
    expect(await narrowed('elasticloadbalancing:DescribeTargetGroups', { LoadBalancerArn: arn('shop') }, wide)).toEqual([
      { ok: true, output: { TargetGroups: groups.slice(0, 2) } },
      [{}],
    ])
  })

  it('gives a load balancer its own interfaces, and none of one whose name begins alike', async () => {
    const node = (name: string): object => ({ Description: `ELB app/${name}/1` })
    const wide = { ok: true, output: { NetworkInterfaces: ['shop', 'shop-two'].map(node) } } as const
    const input = { Filters: [{ Name: 'description', Values: ['ELB app/shop/1'] }] }
    expect(await narrowed('ec2:DescribeNetworkInterfaces', input, wide)).toEqual([
      { ok: true, output: { NetworkInterfaces: [node('shop')] } },
      [{ Filters: [{ Name: 'description', Values: ['ELB app/*'] }] }],
    ])
  })

  it.each([
    ['the list is refused', { ok: false, gap: 'denied', code: 'AccessDenied', message: 'no' }],
    ['the list does not know it', { ok: true, output: { LoadBalancers: [described('shop')] } }],
  ] as const)('gives nothing where %s', async (_why, wide) => {
    const input = { LoadBalancerArns: [arn('new')] }
    expect(await narrowed('elasticloadbalancing:DescribeLoadBalancers', input, wide)).toEqual([null, [{}]])
  })

  it.each([
    ['a name', 'elasticloadbalancing:DescribeLoadBalancers', { Names: ['shop'] }],
    ['the whole list', 'elasticloadbalancing:DescribeLoadBalancers', {}],
    ['a group', 'elasticloadbalancing:DescribeTargetGroups', { TargetGroupArns: ['arn:group'] }],
    [
      'interfaces by address',
      'ec2:DescribeNetworkInterfaces',
      { Filters: [{ Name: 'addresses.private-ip-address', Values: ['10.0.0.1'] }] },
    ],
    ['health', 'elasticloadbalancing:DescribeTargetHealth', { TargetGroupArn: 'arn:group' }],
  ] as const)('is not asked about %s', async (_what, call, input) => {
    expect(await narrowed(call, input, { ok: true, output: {} })).toEqual([null, []])
  })
})
