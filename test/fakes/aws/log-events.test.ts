import * as logs from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, it } from 'vitest'
import { balancerArn, shop } from '../../scenarios/shop.ts'
import { minute, type World, windowFrom, windowTo } from '../../scenarios/world.ts'
import { start } from './start.ts'

describe('CloudWatch Logs, by the JSON protocol', () => {
  const logGroupName = '/aws/vendedlogs/alb'
  const events = [0, 1, 2].map((at) => ({
    timestamp: Date.parse(minute(at)),
    message: `line ${at} status ${at === 1 ? 502 : 200}`,
  }))
  const world: World = {
    ...shop,
    logGroups: { [logGroupName]: events },
    deliveries: {
      sources: [{ name: 'shop', logType: 'ALB_ACCESS_LOGS', resourceArns: [balancerArn], service: 'elasticloadbalancing' }],
      deliveries: [{ id: 'd1', deliverySourceName: 'shop', recordFields: ['time', 'elb_status_code'], fieldDelimiter: ' ' }],
      destinations: [{ name: 'group', outputFormat: 'plain', deliveryDestinationType: 'CWL' }],
    },
  }

  it('begins a search with an empty page and goes on', async () => {
    const { logs: client } = await start(world, { pageSize: 2 })
    const pages: unknown[] = []
    const search = { logGroupName, startTime: Date.parse(windowFrom), endTime: Date.parse(windowTo) }
    for await (const page of logs.paginateFilterLogEvents({ client }, search)) pages.push(page.events)
    expect(pages).toEqual([[], events.slice(0, 2), events.slice(2)])
  })

  it('searches within a time, and for terms', async () => {
    const { logs: client } = await start(world)
    const ask = async (search: object) => (await client.send(new logs.FilterLogEventsCommand({ logGroupName, ...search }))).events
    expect(await ask({ startTime: Date.parse(minute(1)), endTime: Date.parse(minute(1)) })).toEqual([events[1]])
    expect(await ask({ filterPattern: '" 502" line' })).toEqual([events[1]])
    await expect(ask({ filterPattern: '{ $.status = 502 }' })).rejects.toBeInstanceOf(logs.InvalidParameterException)
    await expect(ask({ logGroupName: '/gone' })).rejects.toBeInstanceOf(logs.ResourceNotFoundException)
  })

  it('tells of deliveries', async () => {
    const { logs: client } = await start(world)
    const { deliverySources } = await client.send(new logs.DescribeDeliverySourcesCommand({}))
    const { deliveries } = await client.send(new logs.DescribeDeliveriesCommand({}))
    const { deliveryDestinations } = await client.send(new logs.DescribeDeliveryDestinationsCommand({}))
    expect({ sources: deliverySources, deliveries, destinations: deliveryDestinations }).toEqual(world.deliveries)
  })
})
