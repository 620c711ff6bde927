import * as elb from '@aws-sdk/client-elastic-load-balancing-v2'
import { describe, expect, it } from 'vitest'
import { balancerArn, groupArn, listenerArn, shop } from '../../scenarios/shop.ts'
import { clientsOf } from './clients.ts'
import { refusal, start } from './start.ts'

describe('Elastic Load Balancing, by the Query protocol', () => {
  it('answers with the world and tells what it was asked', async () => {
    const { elb: client, fake } = await start()
    const health = await client.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn: groupArn, Include: ['All'] }))
    expect(health.TargetHealthDescriptions).toEqual(shop.targetHealth[groupArn])
    const { LoadBalancers } = await client.send(new elb.DescribeLoadBalancersCommand({ LoadBalancerArns: [balancerArn] }))
    expect(LoadBalancers).toEqual(shop.loadBalancers)
    expect(fake.requests.map(({ call, region, input }) => ({ call, region, input }))).toEqual([
      {
        call: 'elasticloadbalancing:DescribeTargetHealth',
        region: 'eu-central-1',
        input: { TargetGroupArn: groupArn, Include: ['All'] },
      },
      {
        call: 'elasticloadbalancing:DescribeLoadBalancers',
        region: 'eu-central-1',
        input: { LoadBalancerArns: [balancerArn] },
      },
    ])
  })

  it('finds groups by name and behind a balancer', async () => {
    const { elb: client } = await start()
    const byName = await client.send(new elb.DescribeTargetGroupsCommand({ Names: ['web'] }))
    const behind = await client.send(new elb.DescribeTargetGroupsCommand({ LoadBalancerArn: balancerArn }))
    expect([byName, behind].map(({ TargetGroups }) => TargetGroups)).toEqual([shop.targetGroups, shop.targetGroups])
  })

  it('gives attributes, listeners and rules', async () => {
    const { elb: client } = await start()
    const { Attributes } = await client.send(new elb.DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: balancerArn }))
    expect(Object.fromEntries((Attributes ?? []).map(({ Key, Value }) => [Key, Value]))).toEqual(shop.attributes[balancerArn])
    const { Listeners } = await client.send(new elb.DescribeListenersCommand({ LoadBalancerArn: balancerArn }))
    expect(Listeners).toEqual(shop.listeners[balancerArn])
    const { Rules } = await client.send(new elb.DescribeRulesCommand({ ListenerArn: listenerArn }))
    expect(Rules).toEqual(shop.rules[listenerArn])
  })

  it('refuses what does not exist and what cannot be asked together', async () => {
    const { elb: client } = await start()
    const gone = groupArn.replace('/web/', '/gone/')
    const health = client.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn: gone }))
    await expect(health).rejects.toBeInstanceOf(elb.TargetGroupNotFoundException)
    const named = client.send(new elb.DescribeLoadBalancersCommand({ Names: ['gone'] }))
    await expect(named).rejects.toBeInstanceOf(elb.LoadBalancerNotFoundException)
    const both = client.send(new elb.DescribeTargetGroupsCommand({ Names: ['web'], TargetGroupArns: [groupArn] }))
    await expect(both).rejects.toMatchObject(refusal('ValidationError', 400))
    const many = Array.from({ length: 21 }, () => balancerArn)
    const tooMany = client.send(new elb.DescribeLoadBalancersCommand({ LoadBalancerArns: many }))
    await expect(tooMany).rejects.toMatchObject(refusal('ValidationError', 400))
    const pageSize = client.send(new elb.DescribeTargetGroupsCommand({ PageSize: 401 }))
    await expect(pageSize).rejects.toMatchObject(refusal('ValidationError', 400))
  })

  it('has nothing in another region', async () => {
    const { fake } = await start()
    const { elb: client } = clientsOf(fake.url, 'eu-west-1')
    expect((await client.send(new elb.DescribeLoadBalancersCommand({}))).LoadBalancers).toEqual([])
    const health = client.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn: groupArn }))
    await expect(health).rejects.toBeInstanceOf(elb.TargetGroupNotFoundException)
  })
})
