import { describe, expect, it } from 'vitest'
import { worldOf } from '../../scenarios/azure-worlds/build.ts'
import { done } from '../../scenarios/azure-worlds/changes.ts'
import { gatewayId, networkId, subscription } from '../../scenarios/azure-worlds/ids.ts'
import { shopPlan } from '../../scenarios/azure-worlds/plan.ts'
import type { Samples } from '../../scenarios/azure-worlds/world.ts'
import type { Item } from '../../scenarios/world.ts'
import { type Answered, codeIn, itemsIn, start } from './start.ts'

const samples: readonly Samples[] = [
  {
    name: 'HealthyHostCount',
    dimensions: { BackendSettingsPool: 'web~http' },
    points: [
      [0, 2],
      [1, 4],
    ],
  },
  { name: 'HealthyHostCount', dimensions: { BackendSettingsPool: 'api~http' }, points: [[0, 0]] },
  ...Array.from(
    { length: 12 },
    (_, index): Samples => ({
      name: 'BackendResponseStatus',
      dimensions: { BackendServer: `10.0.0.${index}:80`, BackendPool: 'web', BackendHttpSetting: 'http', HttpStatusGroup: '2xx' },
      points: [[0, 1]],
    }),
  ),
]

const metrics = `${gatewayId}/providers/Microsoft.Insights/metrics?api-version=2024-02-01&timespan=2026-11-20T13:00:00Z/2026-11-20T13:03:00Z`

async function askMetrics(query: string): Promise<Answered> {
  const { ask } = await start({ ...worldOf(shopPlan), metrics: samples })
  return ask(`${metrics}&${query}`)
}

const seriesIn = (answered: Answered): readonly Item[] => itemsIn(answered)[0]?.timeseries as readonly Item[]
const dataIn = (series: Item | undefined): unknown => series?.data

describe('metrics', () => {
  it('have a value in the minutes of a sample, and only the time in others', async () => {
    const answered = await askMetrics(
      "metricnames=HealthyHostCount&aggregation=Average&$filter=BackendSettingsPool eq 'web~http'",
    )
    expect(dataIn(seriesIn(answered)[0])).toEqual([
      { timeStamp: '2026-11-20T13:00:00Z', average: 2 },
      { timeStamp: '2026-11-20T13:01:00Z', average: 4 },
      { timeStamp: '2026-11-20T13:02:00Z' },
    ])
  })

  it('average over what they are not split by', async () => {
    const answered = await askMetrics('metricnames=HealthyHostCount&aggregation=Average,Maximum,Count&interval=PT5M')
    expect(dataIn(seriesIn(answered)[0])).toEqual([{ timeStamp: '2026-11-20T13:00:00Z', average: 2, maximum: 4, count: 3 }])
  })

  it('are split by a dimension, spelled in small letters', async () => {
    const answered = await askMetrics("metricnames=HealthyHostCount&$filter=BackendSettingsPool eq '*'")
    expect(seriesIn(answered).map(({ metadatavalues }) => metadatavalues)).toEqual(
      ['web~http', 'api~http'].map((value) => [
        { name: { value: 'backendsettingspool', localizedValue: 'backendsettingspool' }, value },
      ]),
    )
  })

  it('come ten series at most unless more are asked for', async () => {
    const query =
      "metricnames=BackendResponseStatus&$filter=BackendServer eq '*' and (HttpStatusGroup eq '2xx' or HttpStatusGroup eq '5xx')"
    expect(seriesIn(await askMetrics(query))).toHaveLength(10)
    expect(seriesIn(await askMetrics(`${query}&top=50`))).toHaveLength(12)
  })

  it('have no series where nothing was reported', async () => {
    expect(seriesIn(await askMetrics('metricnames=CapacityUnits'))).toEqual([])
  })

  it.each([
    ['a metric that does not exist', 'metricnames=Nonsense'],
    ['more than twenty', `metricnames=${Array.from({ length: 21 }, () => 'CapacityUnits').join(',')}`],
    ['a dimension that one of them does not have', "metricnames=CapacityUnits&$filter=BackendPool eq '*'"],
    ['a filter that is none', 'metricnames=CapacityUnits&$filter=BackendPool like 1'],
    ['an interval that is none', 'metricnames=CapacityUnits&interval=PT7M'],
    ['an aggregation that is none', 'metricnames=HealthyHostCount&aggregation=Median'],
  ])('refuse %s', async (_, query) => {
    const answered = await askMetrics(query)
    expect([answered.status, codeIn(answered)]).toEqual([400, 'BadRequest'])
  })
})

describe('the activity log', () => {
  const rule = `${networkId('networkSecurityGroups', 'web-nsg')}/securityRules/DenyGateway`
  const events = [
    ...done(9, 'Microsoft.Network/networkSecurityGroups/securityRules/write', rule),
    ...done(12, 'Microsoft.Network/applicationGateways/write', gatewayId),
  ]
  const address = `/subscriptions/${subscription}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01`
  const since = "eventTimestamp ge '2026-11-20T13:00:00Z'"

  async function askEvents(filter: string, pageSize?: number): Promise<Answered> {
    const { ask } = await start(worldOf({ ...shopPlan, events }), pageSize === undefined ? {} : { pageSize })
    return ask(`${address}&$filter=${filter}`)
  }

  it('tells what was done, the latest first', async () => {
    const told = itemsIn(await askEvents(since)).map(({ resourceId, status }) => [resourceId, (status as Item).value])
    expect(told).toEqual([
      [gatewayId, 'Succeeded'],
      [gatewayId, 'Started'],
      [rule, 'Succeeded'],
      [rule, 'Started'],
    ])
  })

  it('is cut by time, and to one resource or group', async () => {
    expect(itemsIn(await askEvents(`${since} and eventTimestamp le '2026-11-20T13:10:00Z'`))).toHaveLength(2)
    expect(itemsIn(await askEvents(`${since} and resourceUri eq '${gatewayId.toUpperCase()}'`))).toHaveLength(2)
    expect(itemsIn(await askEvents(`${since} and resourceGroupName eq 'SHOP'`))).toHaveLength(4)
    expect(itemsIn(await askEvents(since, 3))).toHaveLength(3)
  })

  it.each([
    ['no beginning', "resourceGroupName eq 'shop'"],
    ['another field', `${since} and caller eq 'ops@example.com'`],
    ['two of those that exclude each other', `${since} and resourceGroupName eq 'shop' and resourceUri eq '${gatewayId}'`],
    ['more than ninety days', "eventTimestamp ge '2026-07-01T00:00:00Z'"],
  ])('refuses %s', async (_, filter) => {
    expect((await askEvents(filter)).status).toBe(400)
  })
})

it('diagnostic settings are those of the resource', async () => {
  const { ask } = await start()
  const below = '/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview'
  expect(itemsIn(await ask(gatewayId + below)).map(({ name }) => name)).toEqual(['to-storage'])
  expect(itemsIn(await ask(networkId('virtualNetworks', 'shop-net') + below))).toEqual([])
})
