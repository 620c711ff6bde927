import { expect, it } from 'vitest'
import { tokenBuckets } from './buckets.ts'

it('gives Elastic Load Balancing forty tokens for all its calls, and ten more a second', () => {
  const take = tokenBuckets()
  const calls = ['DescribeRules', 'DescribeListeners'].map((name) => `elasticloadbalancing:${name}`)
  const taken = (count: number, at: number): number =>
    Array.from({ length: count }, (_, index) => take(calls[index % 2] ?? '', 'here', at)).filter(Boolean).length
  expect([taken(60, 0), taken(60, 1000), taken(60, 60_000)]).toEqual([40, 10, 40])
})

it('keeps tokens by call for EC2, and apart for each account', () => {
  const take = tokenBuckets()
  for (let call = 0; call < 100; call += 1) take('ec2:DescribeVpcs', 'here', 0)
  expect(take('ec2:DescribeVpcs', 'here', 0)).toBe(false)
  expect(take('ec2:DescribeSubnets', 'here', 0)).toBe(true)
  expect(take('ec2:DescribeVpcs', 'there', 0)).toBe(true)
})
