import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { albLine, healthCheckLine } from '../../fakes/logs/alb-lines.ts'
import { gatewayLine, gatewayRecord, oldGatewayLine } from '../../fakes/logs/app-gateway-lines.ts'
import { tell } from './tell.ts'

const failing = { status: 502, triple: [0.001, 30.002, -1], targetStatus: null } as const
const line = albLine(failing)
const balancer = 'app/shop/50dc6c495c0c9188'
const at = Date.UTC(2026, 8, 1, 12)

const fields = {
  time: '2026-09-01T12:00:00.000000Z',
  elb: balancer,
  'target:port': '10.0.1.10:8080',
  request_processing_time: 0.001,
  target_processing_time: 30.002,
  response_processing_time: -1,
  elb_status_code: 502,
  target_status_code: '-',
  request: 'GET https://shop.example.com:443/cart HTTP/1.1',
  target_group_arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067',
}
const event = (message: string) => ({ logStreamName: 's', timestamp: at, message, ingestionTime: at, eventId: '1' })
const csvOf = (row: Readonly<Record<string, unknown>>): string =>
  `${Object.keys(row).join(',')}\n${Object.values(row)
    .map((value) => `"${String(value).replaceAll('"', '""')}"`)
    .join(',')}\n`

const insightsRow = [
  { field: '@timestamp', value: '2026-09-01 12:00:00.000' },
  { field: '@message', value: line },
]

describe('one failing request of an Application Load Balancer', () => {
  test.each([
    ['plain', line],
    ['with a byte order mark and carriage returns', `\uFEFF${line}\r\n`],
    ['compressed', gzipSync(line)],
    ['compressed in two members', Buffer.concat([gzipSync(line.slice(0, 100)), gzipSync(line.slice(100))])],
    ['as CloudWatch exports to S3', `2026-09-01T12:00:00.123Z ${line}`],
    ['as aws logs tail prints', `2026-09-01T12:00:00.123000+00:00 stream-1 ${line}`],
    ['as syslog forwards', `<134>1 2026-09-01T12:00:00Z host app - - - ${line}`],
    ['as filter-log-events prints', JSON.stringify({ events: [event(line)], searchedLogStreams: [] }, null, 4)],
    ['as filter-log-events prints on one line', JSON.stringify({ events: [event(line)] })],
    ['as one event a line', JSON.stringify(event(line))],
    ['as Insights exports', csvOf({ '@timestamp': '2026-09-01 12:00:00.000', '@message': line })],
    ['as get-query-results prints', JSON.stringify({ results: [insightsRow], status: 'Complete' }, null, 4)],
    ['as get-query-results prints a named language', JSON.stringify({ queryLanguage: 'CWLI', results: [insightsRow] })],
    ['as a JSON record', JSON.stringify(fields)],
    ['as a JSON record in an event', JSON.stringify({ events: [event(JSON.stringify(fields))] })],
    ['as JSON over many lines', JSON.stringify(fields, null, 2)],
    ['as a list', JSON.stringify([fields], null, 2)],
    ['as Athena exports', csvOf(fields)],
  ])('%s', async (_, content) => {
    const told = await tell(content)
    expect(told.malformed).toEqual([])
    expect(told.requests).toHaveLength(1)
    expect(told.requests[0]).toMatchObject({
      ...{ product: 'alb', balancer, at, status: 502, origin: 'gateway', phase: 'cut-off', waitSeconds: 30.002 },
      ...{ backend: '10.0.1.10:8080', pool: fields.target_group_arn, path: 'GET /cart' },
    })
    expect(told.others.filter((kind) => kind !== 'column-names')).toEqual([])
  })
})

describe('one failing request of an Application Gateway', () => {
  const given = { status: 502, serverStatus: '502', latency: '1.000', errorInfo: 'ERRORINFO_UPSTREAM_CLOSED_CONNECTION' } as const
  const record = gatewayRecord(given)
  const { properties, timeStamp, resourceId, ...outer } = record
  const inner = properties as Readonly<Record<string, unknown>>
  const flat = {
    TimeGenerated: timeStamp,
    _ResourceId: resourceId,
    ...outer,
    ...inner,
    Type: 'AGWAccessLogs',
    category: undefined,
  }
  const columns = Object.entries(flat).filter(([, value]) => value !== undefined)
  const tables = {
    tables: [{ name: 'PrimaryResult', columns: columns.map(([name]) => ({ name })), rows: [columns.map(([, value]) => value)] }],
  }
  const diagnostics = Object.fromEntries([
    ['TimeGenerated', timeStamp],
    ['ResourceId', resourceId],
    ['Category', 'ApplicationGatewayAccessLog'],
    ...Object.entries({ ...outer, ...inner })
      .filter(([name]) => name !== 'category')
      .map(([name, value]) => [typeof value === 'number' ? `${name}_d` : `${name}_s`, value] as const),
  ])

  test.each([
    ['as storage accounts keep it', gatewayLine(given)],
    ['over many lines', JSON.stringify(record, null, 2)],
    ['one after the other over many lines', `${JSON.stringify(record, null, 2)}\n`],
    ['in a wrapper', JSON.stringify({ records: [record] }, null, 2)],
    ['in a wrapper on one line', JSON.stringify({ records: [record] })],
    ['of the dedicated table', JSON.stringify([Object.fromEntries(columns)])],
    ['of the dedicated table, as its interface answers', JSON.stringify(tables)],
    ['of the dedicated table, as its interface answers over many lines', JSON.stringify(tables, null, 2)],
    ['of the dedicated table, as CSV', csvOf(Object.fromEntries(columns))],
    ['of the shared table', JSON.stringify([diagnostics])],
    ['of the shared table, as CSV', csvOf(diagnostics)],
    ['compressed', gzipSync(gatewayLine(given))],
  ])('%s', async (_, content) => {
    const told = await tell(content)
    expect(told.malformed).toEqual([])
    expect(told.requests).toHaveLength(1)
    expect(told.requests[0]).toMatchObject({
      ...{ product: 'gateway-v2', balancer: resourceId, at, status: 502, origin: 'gateway', phase: 'cut-off' },
      ...{ backend: '10.20.2.4:8080', pool: 'web/web-http', path: 'GET /cart' },
    })
  })

  test('of the first generation', async () => {
    const told = await tell(oldGatewayLine({ ...given, timeTaken: 20_010 }))
    expect(told.requests).toMatchObject([{ product: 'gateway-v1', backend: '10.20.2.4:8080', durationSeconds: 20.01 }])
  })
})

describe('what is no request', () => {
  const connection = '2026-09-01T12:00:00.514108Z 203.0.113.9 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "-" - - - TID_1'
  const network =
    'tls 2.0 2026-09-01T12:00:00 net/edge/c6e77e28c25b2234 g3d4b5e8bb8464cd 203.0.113.9:2817 10.0.0.1:80 5 2 98 246 - - - - - - - - -'
  const classic =
    '2015-05-13T23:39:43.945958Z edge 203.0.113.9:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET / HTTP/1.1"'
  const category = (name: string): string => JSON.stringify({ ...gatewayRecord(), category: name })

  test.each([
    ['alb-connection', connection],
    ['alb-connection', JSON.stringify({ listener_port: 443, tls_handshake_latency: 4.036, conn_trace_id: 'TID_1' })],
    ['network-load-balancer', network],
    ['network-load-balancer', albLine({ balancer: 'net/edge/c6e77e28c25b2234' })],
    ['classic-load-balancer', classic],
    ['test-file', 'Enable AccessLog for ELB: shop at 2026-09-01T12:00:00Z'],
    ['gateway-firewall', category('ApplicationGatewayFirewallLog')],
    ['gateway-firewall', JSON.stringify([{ TimeGenerated: '2026-09-01T12:00:00Z', Type: 'AGWFirewallLogs', Message: 'x' }])],
    ['gateway-performance', category('ApplicationGatewayPerformanceLog')],
    ['gateway-other', category('ApplicationGatewaySomething')],
    ['gateway-other', gatewayLine({ clientIp: '127.0.0.1' })],
    [
      'cloudtrail',
      JSON.stringify({ Records: [{ eventVersion: '1.08', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' }] }),
    ],
    ['other-record', JSON.stringify({ level: 'info', status: 502 })],
  ])('%s: %s', async (kind, content) => {
    expect(await tell(content)).toEqual({ requests: [], probes: [], others: [kind], malformed: [] })
  })

  test('a health check', async () => {
    const probe = { balancer, backend: '10.0.1.10:8080', passed: false, failure: 'timed-out' }
    expect((await tell(healthCheckLine({ passed: false }))).probes).toMatchObject([probe])
    const record = {
      type: 'http',
      time: '2026-09-01T12:00:00.000Z',
      elb: balancer,
      target_addr: '10.0.1.10:8080',
      status: 'FAIL',
    }
    expect((await tell(JSON.stringify({ ...record, reason_code: 'TimedOut' }))).probes).toMatchObject([probe])
  })

  test.each([
    ['a line that is cut', line.slice(0, 150), true],
    ['a line after something unreadable', line.replace('502', '5O2'), true],
    ['a row without its status', JSON.stringify({ time: '2026-09-01T12:00:00Z', category: 'ApplicationGatewayAccessLog' }), true],
    ['text', 'hello', false],
    ['JSON that ends early', gatewayLine().slice(0, 300), false],
    ['an application’s log', JSON.stringify({ message: 'hello', level: 'info' }), false],
  ])('%s is damaged', async (_, content, recognised) => {
    expect(await tell(content)).toEqual({ requests: [], probes: [], others: [], malformed: [recognised] })
  })
})

test('kinds may be mixed line by line, and arrive in any pieces', async () => {
  const lines = [
    line,
    gatewayLine(),
    healthCheckLine(),
    'x',
    `2026-09-01T12:00:00.123Z ${line}`,
    oldGatewayLine(),
    '{"a":1}',
    '',
    '  ',
  ]
  for (const lengths of [[1], [7, 4096], [65_536]]) {
    const { requests, probes, others, malformed } = await tell(lines.join('\n'), lengths)
    expect(requests.map(({ product }) => product)).toEqual(['alb', 'gateway-v2', 'alb', 'gateway-v1'])
    expect([probes.length, others, malformed]).toEqual([1, ['other-record'], [false, false]])
  }
})
