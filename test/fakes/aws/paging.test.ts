import * as ec2 from '@aws-sdk/client-ec2'
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2'
import { describe, expect, it } from 'vitest'
import { groupArn, shop } from '../../scenarios/shop.ts'
import { refusal, start } from './start.ts'

describe('paging', () => {
  it.each([1, 3, 100])('hands out %i at a time, each item once and in order', async (pageSize) => {
    const { ec2: client, fake } = await start(shop, { pageSize })
    const found: unknown[] = []
    for await (const { Subnets } of ec2.paginateDescribeSubnets({ client }, {})) found.push(...(Subnets ?? []))
    expect(found).toEqual(shop.subnets)
    expect(fake.requests).toHaveLength(Math.ceil(shop.subnets.length / pageSize))
  })

  it('never hands out more than is asked for', async () => {
    const { ec2: client } = await start({
      ...shop,
      subnets: Array.from({ length: 8 }, (_, id) => ({ SubnetId: `subnet-${id}` })),
    })
    const first = await client.send(new ec2.DescribeSubnetsCommand({ MaxResults: 5 }))
    const rest = await client.send(new ec2.DescribeSubnetsCommand({ MaxResults: 5, NextToken: first.NextToken }))
    expect([first.Subnets?.length, rest.Subnets?.length, rest.NextToken]).toEqual([5, 3, undefined])
  })

  it('leaves target health in one piece', async () => {
    const { elb: client } = await start(shop, { pageSize: 1 })
    const { TargetHealthDescriptions } = await client.send(new elb.DescribeTargetHealthCommand({ TargetGroupArn: groupArn }))
    expect(TargetHealthDescriptions).toHaveLength(2)
  })

  it('refuses a token it never gave', async () => {
    const { ec2: client } = await start()
    const asked = client.send(new ec2.DescribeSubnetsCommand({ NextToken: 'bogus' }))
    await expect(asked).rejects.toMatchObject(refusal('InvalidParameterValue', 400))
  })
})
