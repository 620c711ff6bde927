import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import { answered, evidenceOf, groupArn, refused } from './build.ts'

const shop = { LoadBalancer: 'app/shop/50dc6c495c0c9188' }
const web = { TargetGroup: 'targetgroup/web/73e2d6bc24d8a067', ...shop }

function query(
  Id: string,
  MetricName: string,
  Stat: string,
  dimensions: Readonly<Record<string, string>>,
  Namespace = 'AWS/ApplicationELB',
): object {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
  return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat } }
}

const times = ['2026-03-01T14:01:00Z', '2026-03-01T14:00:00Z']

function result(Id: string, values: readonly unknown[] = [], more: object = {}): object {
  return { Id, Label: Id, StatusCode: 'Complete', Timestamps: times.slice(0, values.length), Values: values, ...more }
}

function metricsOf(queries: readonly object[], results: readonly object[]) {
  const call = answered('cloudwatch:GetMetricData', { MetricDataQueries: queries }, { MetricDataResults: results })
  return normaliseAws(evidenceOf([call])).metrics
}

describe('metrics', () => {
  it('are results joined with their queries, points ascending', () => {
    const metrics = metricsOf(
      [query('b', 'RequestCount', 'Sum', web), query('a', 'HTTPCode_ELB_502_Count', 'Sum', shop)],
      [result('a', [7, 3]), result('b')],
    )
    const common = { zone: null, backend: null, periodSeconds: 60 }
    expect(metrics).toMatchObject({
      known: true,
      value: [
        { name: 'requests', pool: groupArn('web'), points: [], ...common },
        {
          name: 'gateway-502',
          pool: null,
          points: [
            ['2026-03-01T14:00:00.000Z', 3],
            ['2026-03-01T14:01:00.000Z', 7],
          ],
          ...common,
        },
      ],
    })
  })

  it.each([
    ['HTTPCode_ELB_503_Count', 'Sum', { AvailabilityZone: 'eu-west-1a', ...shop }, { name: 'gateway-503', zone: 'eu-west-1a' }],
    ['HTTPCode_ELB_504_Count', 'Sum', shop, { name: 'gateway-504' }],
    ['HTTPCode_ELB_4XX_Count', 'Sum', shop, { name: 'gateway-4xx' }],
    ['HTTPCode_ELB_5XX_Count', 'Sum', shop, { name: 'gateway-5xx' }],
    ['HTTPCode_Target_5XX_Count', 'Sum', web, { name: 'backend-5xx', pool: groupArn('web') }],
    [
      'TargetConnectionErrorCount',
      'Sum',
      { ...web, AvailabilityZone: 'z' },
      { name: 'connection-errors', pool: groupArn('web'), zone: 'z' },
    ],
    ['TargetTLSNegotiationErrorCount', 'Sum', web, { name: 'tls-errors' }],
    ['TargetResponseTime', 'Average', web, { name: 'response-seconds-average' }],
    ['TargetResponseTime', 'Maximum', web, { name: 'response-seconds-maximum' }],
    ['HealthyHostCount', 'Minimum', web, { name: 'healthy-backends-minimum' }],
    ['UnHealthyHostCount', 'Maximum', web, { name: 'unhealthy-backends-maximum' }],
    ['UnhealthyRoutingRequestCount', 'Sum', web, { name: 'fail-open-requests' }],
    ['RejectedConnectionCount', 'Sum', shop, { name: 'rejected-connections' }],
    ['LambdaUserError', 'Sum', { TargetGroup: web.TargetGroup }, { name: 'function-user-errors', pool: groupArn('web') }],
    [
      'RequestCount',
      'Sum',
      { ...shop, TargetGroup: 'targetgroup/api/73e2d6bc24d8a067' },
      { name: 'requests', pool: groupArn('api') },
    ],
  ])('%s %s is known to the model', (name, stat, dimensions, expected) => {
    expect(metricsOf([query('a', name, stat, dimensions)], [result('a', [1])])).toMatchObject({ known: true, value: [expected] })
  })

  it('of machines name the machine', () => {
    const cpu = query('a', 'CPUUtilization', 'Maximum', { InstanceId: 'i-0a' }, 'AWS/EC2')
    expect(metricsOf([cpu], [result('a', [99.5])])).toMatchObject({
      value: [{ name: 'cpu-percent-maximum', backend: 'i-0a', pool: null }],
    })
  })

  it('leave out formulas, other load balancers and what the model has no word for', () => {
    const queries = [
      { Id: 'f', Expression: 'FILL(a,0)' },
      query('a', 'HTTPCode_ELB_502_Count', 'Sum', { LoadBalancer: 'app/other/1' }),
      query('b', 'ConsumedLCUs', 'Sum', shop),
      query('c', 'RequestCount', 'p99', shop),
    ]
    expect(metricsOf(queries, [])).toMatchObject({ known: true, value: [] })
  })

  it('put the parts of a result together', () => {
    const parts = [result('a', [1]), { ...result('a', [2]), Timestamps: ['2026-03-01T13:00:00Z'] }]
    expect(metricsOf([query('a', 'RequestCount', 'Sum', shop)], parts)).toMatchObject({
      value: [
        {
          points: [
            ['2026-03-01T13:00:00.000Z', 2],
            ['2026-03-01T14:01:00.000Z', 1],
          ],
        },
      ],
    })
  })

  it.each([
    ['an incomplete result', result('a', [1], { StatusCode: 'PartialData' })],
    ['an internal error', result('a', [], { StatusCode: 'InternalError' })],
    ['a forbidden result', result('a', [], { StatusCode: 'Forbidden' })],
    ['a result nobody asked for', result('b', [1])],
    ['fewer times than values', result('a', [1], { Timestamps: [] })],
    ['a value that is none', result('a', ['one'])],
    ['a time that is none', result('a', [1], { Timestamps: ['noon'] })],
    ['lists that are none', result('a', [], { Values: 'none' })],
  ])('are not known with %s, for missing points would read as zero', (_, odd) => {
    expect(metricsOf([query('a', 'RequestCount', 'Sum', shop)], [odd])).toMatchObject({ known: false, gap: 'failed' })
  })

  it('without a result have no points, like those whose result is empty', () => {
    const queries = [query('a', 'RequestCount', 'Sum', shop), query('b', 'HTTPCode_ELB_502_Count', 'Sum', shop)]
    const told = metricsOf(queries, [result('a', [5]), result('b')])
    expect(told).toMatchObject({ known: true, value: [{ name: 'gateway-502', points: [] }, { name: 'requests' }] })
    expect(metricsOf(queries, [result('a', [5])])).toEqual(told)
  })

  it('without a result are not known where CloudWatch says that it left something out', () => {
    const queries = [query('a', 'RequestCount', 'Sum', shop), query('b', 'HTTPCode_ELB_502_Count', 'Sum', shop)]
    const output = {
      MetricDataResults: [result('a', [5])],
      Messages: [{ Code: 'MaxMetricsExceeded', Value: 'The maximum number of metrics has been reached' }],
    }
    const call = answered('cloudwatch:GetMetricData', { MetricDataQueries: queries }, output)
    expect(normaliseAws(evidenceOf([call])).metrics).toMatchObject({ known: false, gap: 'failed' })
  })

  it('of all calls count, and one refused call makes all unknown', () => {
    const call = (id: string, name: string) =>
      answered(
        'cloudwatch:GetMetricData',
        { MetricDataQueries: [query(id, name, 'Sum', shop)] },
        { MetricDataResults: [result(id, [1])] },
      )
    const calls = [call('a', 'RequestCount'), call('a', 'HTTPCode_ELB_502_Count')]
    expect(normaliseAws(evidenceOf(calls)).metrics).toMatchObject({ value: [{ name: 'gateway-502' }, { name: 'requests' }] })
    const denied = refused('cloudwatch:GetMetricData', { MetricDataQueries: [] })
    expect(normaliseAws(evidenceOf([...calls, denied])).metrics).toMatchObject({ known: false, gap: 'denied' })
  })
})
