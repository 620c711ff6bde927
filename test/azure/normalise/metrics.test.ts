import { describe, expect, test } from 'vitest'
import { metricQueries } from '../../../src/azure/metric-queries.ts'
import { indexArmCalls } from '../../../src/azure/normalise/calls.ts'
import { readMetrics } from '../../../src/azure/normalise/metrics.ts'
import { poolIdsByName } from '../../../src/azure/normalise/pool-ids.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Fact } from '../../../src/core/fact.ts'
import { sumOf } from '../../../src/core/metrics.ts'
import type { MetricName, MetricSeries } from '../../../src/core/model.ts'
import { answered, gatewayId, pool, refused, setting } from './build.ts'

const window = { from: '2026-03-01T14:00:30.000Z', to: '2026-03-01T15:00:00.000Z' }
const queries = metricQueries(window)
const [web, api] = [pool('web').id, pool('api').id]
const subject = {
  poolIds: [web, api],
  idOf: poolIdsByName([
    { id: web, name: 'web', poolId: web, settingId: setting('http').id },
    { id: api, name: 'api', poolId: api, settingId: setting('https').id },
  ]),
}

interface Given {
  readonly split?: Readonly<Record<string, string>>
  /** Values by minute after two o'clock; null for a minute without a sample. */
  readonly values: readonly (number | null)[]
}

type Measured = Readonly<Record<string, readonly Given[]>>

const aggregations: Readonly<Record<string, readonly string[]>> = {
  HealthyHostCount: ['average'],
  UnhealthyHostCount: ['average'],
  CapacityUnits: ['average'],
  ComputeUnits: ['average'],
  BackendConnectTime: ['average', 'maximum'],
  BackendFirstByteResponseTime: ['average', 'maximum'],
}

/** The service's answer to a query, with nothing but what was measured. */
function answerTo(query: (typeof queries)[number], measured: Measured): CallRecord {
  const value = query.metricnames.split(',').map((name) => ({
    id: `${gatewayId}/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: name },
    unit: 'Count',
    errorCode: 'Success',
    timeseries: (measured[name] ?? []).map(({ split = {}, values }) => ({
      metadatavalues: Object.entries(split).map(([dimension, value]) => ({
        name: { value: dimension.toLowerCase(), localizedValue: dimension.toLowerCase() },
        value,
      })),
      data: values.map((one, minute) => ({
        timeStamp: `2026-03-01T14:${String(minute).padStart(2, '0')}:00Z`,
        ...(one === null ? {} : Object.fromEntries((aggregations[name] ?? ['total']).map((aggregation) => [aggregation, one]))),
      })),
    })),
  }))
  const output = { cost: 59, timespan: query.timespan, interval: query.interval, value }
  return answered('Microsoft.Insights/metrics/read', { id: gatewayId, ...query }, output)
}

function readOf(calls: readonly CallRecord[]): Fact<readonly MetricSeries[]> {
  return readMetrics(indexArmCalls(calls), subject)
}

function seriesOf(measured: Measured): readonly MetricSeries[] {
  const fact = readOf(queries.map((query) => answerTo(query, measured)))
  if (!fact.known) throw new Error(fact.message)
  return fact.value
}

const pair = { web: 'web~http', api: 'api~https' } as const
const back = { web: { BackendPool: 'web', BackendHttpSetting: 'http' }, api: { BackendPool: 'api', BackendHttpSetting: 'https' } }

const outage: Measured = {
  ResponseStatus: [
    { split: { HttpStatusGroup: '2xx' }, values: [100, 90, 95] },
    { split: { HttpStatusGroup: '5xx' }, values: [0, 10, 6] },
  ],
  BackendResponseStatus: [
    { split: { ...back.web, HttpStatusGroup: '2xx' }, values: [100, 90, 95] },
    { split: { ...back.web, HttpStatusGroup: '5xx' }, values: [null, 2, 1] },
    { split: { ...back.api, HttpStatusGroup: '5xx' }, values: [null, 1, 8] },
  ],
  TotalRequests: [{ split: { BackendSettingsPool: pair.web }, values: [100, 98, 96] }],
  FailedRequests: [
    { split: { BackendSettingsPool: pair.web }, values: [null, 9, 5] },
    { split: { BackendSettingsPool: pair.api }, values: [null, 1, 1] },
  ],
  HealthyHostCount: [{ split: { BackendSettingsPool: 'WEB~http' }, values: [2, 1, 0] }],
  BackendFirstByteResponseTime: [{ split: back.web, values: [20, 30_000, 40] }],
  CapacityUnits: [{ values: [3, 4, 5] }],
}

describe('metrics of a gateway', () => {
  const series = seriesOf(outage)
  const values = (name: MetricName, of: string | null): readonly number[] | undefined =>
    series.find((one) => one.name === name && one.pool === of)?.points.map(([, value]) => value)

  test('count what it answered, and what no backend answered so', () => {
    expect(values('requests', null)).toEqual([100, 100, 101])
    // Backends may have been asked twice for one request.
    expect(values('gateway-5xx', null)).toEqual([0, 7, 0])
    expect(values('capacity-units', null)).toEqual([3, 4, 5])
  })

  test('are told apart by pool and setting, without regard to case', () => {
    expect(values('requests', web)).toEqual([100, 98, 96])
    expect(values('backend-5xx', web)).toEqual([2, 1])
    expect(values('gateway-5xx', web)).toEqual([7, 4])
    expect(values('healthy-backends-minimum', web)).toEqual([2, 1, 0])
    expect(values('gateway-5xx', api)).toEqual([0, 0])
  })

  test('count what failed where only successes were counted', () => {
    expect(values('requests', api)).toEqual([1, 1])
  })

  test('are in seconds, dated and spaced', () => {
    const [slow] = series.filter(({ name, pool }) => name === 'response-seconds-maximum' && pool === web)
    expect(slow).toEqual({
      ...{ name: 'response-seconds-maximum', pool: web, zone: null, backend: null, periodSeconds: 60 },
      points: [
        ['2026-03-01T14:00:00.000Z', 0.02],
        ['2026-03-01T14:01:00.000Z', 30],
        ['2026-03-01T14:02:00.000Z', 0.04],
      ],
    })
  })

  test('charge no pool with failures while some are charged to nobody', () => {
    const series = seriesOf({ ...outage, FailedRequests: [] })
    expect(sumOf(series, { name: 'gateway-5xx', pool: null })).toBe(7)
    expect(sumOf(series, { name: 'gateway-5xx', pool: web })).toBeNull()
  })

  test('without samples of traffic mean that there was none', () => {
    const idle = seriesOf({ HealthyHostCount: [{ split: { BackendSettingsPool: pair.web }, values: [2] }] })
    for (const name of ['requests', 'gateway-5xx'] as const) {
      expect([null, web, api].map((of) => sumOf(idle, { name, pool: of }))).toEqual([0, 0, 0])
    }
    expect(sumOf(idle, { name: 'backend-5xx', pool: api })).toBe(0)
  })
})

describe('metrics are not known', () => {
  test('when nobody asked', () => {
    expect(readOf([])).toMatchObject({ known: false, gap: 'notCollected' })
  })

  test('when nothing at all was reported, which a gateway in working order never does', () => {
    const silent = queries.map((query) => answerTo(query, { HealthyHostCount: [{ values: [null, null] }] }))
    expect(readOf(silent)).toMatchObject({ known: false, gap: 'notFound' })
  })

  test('when one of the calls was refused', () => {
    const [first, ...others] = queries
    const calls = others.map((query) => answerTo(query, outage))
    expect(readOf([refused('Microsoft.Insights/metrics/read', { id: gatewayId, ...first }), ...calls])).toMatchObject({
      ...{ known: false, gap: 'denied' },
    })
  })

  test('when a metric failed', () => {
    const broken = { value: [{ name: { value: 'ResponseStatus' }, errorCode: 'Throttled', timeseries: [] }] }
    expect(readOf([answered('Microsoft.Insights/metrics/read', { id: gatewayId }, broken)])).toMatchObject({
      known: false,
      gap: 'failed',
    })
  })

  test.each([[{}], [{ value: {} }], [{ value: [{}] }], [{ value: [], interval: 'soon' }], [[]], [null]])(
    'when the answer is %j',
    (output) => {
      expect(readOf([answered('Microsoft.Insights/metrics/read', { id: gatewayId }, output)])).toMatchObject({ known: false })
    },
  )
})

test('a metric that this kind of gateway does not have is left out', () => {
  const [status, , ...others] = queries
  const calls = [status, ...others].flatMap((query) => (query === undefined ? [] : [answerTo(query, outage)]))
  const missing = refused('Microsoft.Insights/metrics/read', { id: gatewayId, ...queries[1] }, 'failed', 'BadRequest')
  const fact = readOf([...calls, missing])
  expect(fact.known && sumOf(fact.value, { name: 'gateway-5xx', pool: null })).toBeNull()
  expect(fact.known && sumOf(fact.value, { name: 'requests', pool: null })).toBe(301)
})

describe('what is asked for', () => {
  test('are whole minutes around the window, split as far as each metric can be', () => {
    expect(new Set(queries.map(({ timespan, interval }) => `${timespan} ${interval}`))).toEqual(
      new Set(['2026-03-01T14:00:00.000Z/2026-03-01T15:00:00.000Z PT1M']),
    )
    expect(queries.map(({ $filter }) => $filter)).toEqual([
      "HttpStatusGroup eq '*'",
      "BackendPool eq '*' and BackendHttpSetting eq '*' and HttpStatusGroup eq '*'",
      "BackendSettingsPool eq '*'",
      "BackendPool eq '*' and BackendHttpSetting eq '*'",
      undefined,
    ])
  })

  test.each([
    ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', 'PT1M'],
    ['2026-03-01T00:00:00Z', '2026-03-03T00:00:00Z', 'PT5M'],
    ['2026-03-01T00:00:00Z', '2026-03-20T00:00:00Z', 'PT1H'],
  ])('from %s to %s comes by %s', (from, to, interval) => {
    expect(metricQueries({ from, to })[0]?.interval).toBe(interval)
  })
})
