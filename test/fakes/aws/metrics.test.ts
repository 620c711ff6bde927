import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { changed, counted } from '../../scenarios/changes.ts'
import { balancerName, shop } from '../../scenarios/shop.ts'
import { minute, windowFrom, windowTo } from '../../scenarios/world.ts'
import { refusal, start } from './start.ts'

const requestCount = (Stat: string, Period: number, Id = 'm0') => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCount',
      Dimensions: [{ Name: 'LoadBalancer', Value: balancerName }],
    },
    Period,
    Stat,
  },
})
const hour = { StartTime: new Date(windowFrom), EndTime: new Date(windowTo) }

describe('CloudWatch, by the JSON protocol', () => {
  const uneven = changed(shop, counted({ RequestCount: [0, 1, 2, 3].map((at) => [at, (at + 1) * 10] as const) }))

  it.each([
    ['Sum', 60, [10, 20, 30, 40]],
    ['Sum', 120, [30, 70]],
    ['Average', 120, [15, 35]],
    ['Maximum', 300, [40]],
    ['Minimum', 300, [10]],
    ['SampleCount', 300, [4]],
    ['p50', 300, [20]],
  ])('works out %s over %i seconds', async (stat, period, expected) => {
    const { cloudwatch: client } = await start(uneven)
    const asked = { ...hour, ScanBy: 'TimestampAscending' as const, MetricDataQueries: [requestCount(stat, period)] }
    const { MetricDataResults } = await client.send(new cloudwatch.GetMetricDataCommand(asked))
    expect(MetricDataResults?.[0]).toMatchObject({ Id: 'm0', StatusCode: 'Complete', Values: expected })
    expect(MetricDataResults?.[0]?.Timestamps?.[0]).toEqual(new Date(windowFrom))
  })

  it('answers newest first, for the time asked, and leaves out what has no point', async () => {
    const { cloudwatch: client } = await start(uneven)
    const queries = [requestCount('Sum', 60), { ...requestCount('Sum', 60, 'm1') }]
    const asked = { StartTime: new Date(minute(1)), EndTime: new Date(minute(3)), MetricDataQueries: queries }
    const { MetricDataResults } = await client.send(new cloudwatch.GetMetricDataCommand(asked))
    expect(MetricDataResults?.[0]).toMatchObject({ Values: [30, 20], Timestamps: [new Date(minute(2)), new Date(minute(1))] })
  })

  it('cuts a long metric in two when paging is forced', async () => {
    const { cloudwatch: client } = await start(uneven, { pageSize: 1 })
    const asked = { ...hour, MetricDataQueries: [requestCount('Sum', 60)] }
    const first = await client.send(new cloudwatch.GetMetricDataCommand(asked))
    const second = await client.send(new cloudwatch.GetMetricDataCommand({ ...asked, NextToken: first.NextToken }))
    const told = [first, second].map(({ MetricDataResults }) => [
      MetricDataResults?.[0]?.StatusCode,
      MetricDataResults?.[0]?.Values,
    ])
    expect(told).toEqual([
      ['PartialData', [40, 30]],
      ['Complete', [20, 10]],
    ])
  })

  it('refuses more than 500 queries, equal ids and a time that runs backwards', async () => {
    const { cloudwatch: client } = await start()
    const ask = (MetricDataQueries: ReturnType<typeof requestCount>[], time = hour) =>
      client.send(new cloudwatch.GetMetricDataCommand({ ...time, MetricDataQueries }))
    const many = Array.from({ length: 501 }, (_, index) => requestCount('Sum', 60, `m${index}`))
    await expect(ask(many)).rejects.toMatchObject(refusal('ValidationException', 400, /500/))
    await expect(ask([requestCount('Sum', 60), requestCount('Sum', 60)])).rejects.toMatchObject(
      refusal('ValidationException', 400),
    )
    const backwards = { StartTime: hour.EndTime, EndTime: hour.StartTime }
    await expect(ask([requestCount('Sum', 60)], backwards)).rejects.toMatchObject(refusal('ValidationException', 400))
  })
})
