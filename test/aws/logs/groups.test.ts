import { describe, expect, test } from 'vitest'
import { albLine, healthCheckLine } from '../../fakes/logs/alb-lines.ts'
import { type Handlers, refuse } from '../mock-aws.ts'
import {
  account,
  balancerArn,
  bucketHandlers,
  collect,
  failing,
  keyEnding,
  probeReadingOf,
  readingOf,
  region,
  s3Settings,
  window,
} from './read.ts'

const groupArn = `arn:aws:logs:${region}:${account}:log-group:/aws/alb/shop:*`
const event = (message: string) => ({ message, timestamp: Date.UTC(2026, 8, 1, 12, 0, 5) })

interface Delivered {
  readonly logType?: string
  readonly resource?: string
  readonly outputFormat?: string
  readonly recordFields?: readonly string[]
  readonly fieldDelimiter?: string
  readonly destination?: string
}

/** One delivery of the balancer's log, on the second page of everything; others' deliveries around it. */
function delivering(given: Delivered = {}): Handlers {
  const { logType = 'ALB_ACCESS_LOGS', resource = balancerArn, outputFormat = 'json', destination = groupArn, ...fields } = given
  const paged = (name: string, first: object, second: object) => (input: Record<string, unknown>) =>
    input.nextToken === undefined ? { [name]: [first], nextToken: 'more' } : { [name]: [second] }
  return {
    'logs:DescribeDeliverySources': paged(
      'deliverySources',
      { name: 'other', logType, resourceArns: [`${balancerArn}x`] },
      { name: 'shop', logType, resourceArns: [resource] },
    ),
    'logs:DescribeDeliveries': paged(
      'deliveries',
      { deliverySourceName: 'other', deliveryDestinationArn: 'arn:d' },
      { deliverySourceName: 'shop', deliveryDestinationArn: 'arn:d', ...fields },
    ),
    'logs:DescribeDeliveryDestinations': paged(
      'deliveryDestinations',
      { arn: 'arn:e' },
      { arn: 'arn:d', outputFormat, deliveryDestinationConfiguration: { destinationResourceArn: destination } },
    ),
  }
}

const record = (status: number) =>
  JSON.stringify({
    time: '2026-09-01T12:00:05Z',
    elb: 'app/shop/50dc6c495c0c9188',
    elb_status_code: status,
    target_status_code: status,
  })
const none = { settings: {} }

describe('a delivered log group', () => {
  test('is found through its delivery and read to the last page, empty pages or not', async () => {
    const pages: Record<string, object> = {
      first: { events: [event(record(200))], nextToken: 'empty' },
      empty: { events: [], nextToken: 'bare' },
      bare: { nextToken: 'last' },
      last: { events: [event(record(502)), event(record(200))] },
    }
    const { access, probe, aws } = await collect(
      { ...delivering(), 'logs:FilterLogEvents': ({ nextToken = 'first' }) => pages[String(nextToken)] },
      none,
    )
    expect(probe).toEqual([])
    expect(access).toMatchObject([
      {
        call: 'logs:FilterLogEvents',
        permission: 'logs:FilterLogEvents',
        input: { kind: 'access', source: 'log group /aws/alb/shop', ...window },
      },
    ])
    const { digest, ...rest } = readingOf(access[0])
    expect(rest).toEqual({
      source: 'log group /aws/alb/shop',
      objects: { listed: 4, read: 4, failed: 0, skipped: 0 },
      notes: [],
      partial: false,
    })
    expect(digest).toMatchObject({ lines: { read: 3, parsed: 3 }, failures: [{ origin: 'backend', status: 502 }] })
    const asked = aws.inputsOf('logs:FilterLogEvents')
    expect(asked[0]).toEqual({
      logGroupName: '/aws/alb/shop',
      startTime: Date.parse(window.from),
      endTime: Date.parse(window.to) + 15 * 60_000,
      startFromHead: false,
    })
    expect(asked.map(({ nextToken }) => nextToken)).toEqual([undefined, 'empty', 'bare', 'last'])
  })

  test('in plain format is read by the fields of its delivery', async () => {
    const recordFields = ['elb_status_code', 'time', 'target_status_code', 'target:port']
    const { access } = await collect(
      {
        ...delivering({ outputFormat: 'plain', recordFields, fieldDelimiter: ';' }),
        'logs:FilterLogEvents': () => ({ events: [event('502;2026-09-01T12:00:05Z;502;10.0.1.10:8080')] }),
      },
      none,
    )
    expect(readingOf(access[0]).digest.failures).toMatchObject([
      { origin: 'backend', backend: '10.0.1.10:8080', phase: 'unknown' },
    ])
  })

  test('may hold health-check logs', async () => {
    const { access, probe } = await collect(
      {
        ...delivering({ logType: 'ALB_HEALTH_CHECK_LOGS' }),
        'logs:FilterLogEvents': () => ({ events: [event(healthCheckLine({ passed: false }))] }),
      },
      none,
    )
    expect(access).toEqual([])
    expect(probeReadingOf(probe[0])).toMatchObject({ source: 'log group /aws/alb/shop', entries: [{ failed: 1 }] })
  })

  test('of another account is addressed by its ARN', async () => {
    const arn = groupArn.replace(account, '999988887777')
    const { aws } = await collect({ ...delivering({ destination: arn }), 'logs:FilterLogEvents': () => ({ events: [] }) }, none)
    expect(aws.inputsOf('logs:FilterLogEvents')[0]).toMatchObject({ logGroupIdentifier: arn.replace(':*', '') })
  })

  test.each([
    ['another resource', { resource: `${balancerArn}0` }],
    ['connection logs', { logType: 'ALB_CONNECTION_LOGS' }],
    ['a bucket', { destination: 'arn:aws:s3:::logs' }],
    ['a stream', { destination: `arn:aws:firehose:${region}:${account}:deliverystream/x` }],
  ])('is not what is delivered of or to %s', async (_, given) => {
    const { access, aws } = await collect(delivering(given), none)
    expect(access).toEqual([])
    expect(aws.inputsOf('logs:FilterLogEvents')).toEqual([])
  })

  test('is not looked for further when the balancer delivers nothing', async () => {
    const { aws } = await collect({}, none)
    expect(aws.sent.map(({ call }) => call)).toEqual(['logs:DescribeDeliverySources'])
  })

  test('stands aside for S3, and steps in where S3 tells nothing', async () => {
    const handlers = { ...delivering(), 'logs:FilterLogEvents': () => ({ events: [event(record(502))] }) }
    const s3 = await collect({ ...handlers, ...bucketHandlers({}) }, { settings: s3Settings })
    expect(s3.access.map(({ call, outcome }) => [call, outcome.ok])).toEqual([
      ['logs:FilterLogEvents', true],
      ['s3:GetObject', true],
    ])
    expect(s3.access.map((one) => readingOf(one).digest.lines.parsed)).toEqual([1, 0])
    const denied = await collect({ ...handlers, 's3:ListObjectsV2': refuse('AccessDenied', 403) }, { settings: s3Settings })
    expect(denied.access.map(({ call, outcome }) => [call, outcome.ok])).toEqual([
      ['logs:FilterLogEvents', true],
      ['s3:GetObject', false],
    ])
  })
})

test('a log group counts instead of more objects than can be read', async () => {
  const objects = bucketHandlers({ [`front/${keyEnding('2026-09-01T12:05:00Z')}`]: Buffer.from('') }, 1000, 3e9)
  const handlers = { ...delivering(), ...objects, 'logs:FilterLogEvents': () => ({ events: [event(record(502))] }) }
  const { access, aws } = await collect(handlers, { settings: s3Settings })
  expect(access.map(({ call, outcome }) => [call, outcome.ok])).toEqual([['logs:FilterLogEvents', true]])
  expect(aws.inputsOf('s3:GetObject')).toEqual([])
})

describe('a named log group', () => {
  const choice = { kind: 'group', name: '/copies/alb' } as const

  test('is read event by event, each in its own format, those before 12:00 and of others left out', async () => {
    const messages = [
      albLine(failing),
      JSON.stringify({ message: albLine(failing) }),
      record(503),
      albLine({ time: '2026-09-01T11:59:59.000Z' }),
      albLine({ balancer: 'app/other/0123456789abcdef' }),
      'START RequestId: 1',
    ]
    const { access, aws } = await collect({ 'logs:FilterLogEvents': () => ({ events: messages.map(event) }) }, { choice })
    expect(aws.inputsOf('logs:FilterLogEvents')[0]).toMatchObject({ logGroupName: '/copies/alb' })
    expect(readingOf(access[0]).digest).toMatchObject({
      lines: { read: 6, parsed: 4, malformed: 1, foreign: 1, outsideWindow: 1 },
      failures: [{ status: 502, requests: 2 }],
    })
  })

  test('may be named by its ARN', async () => {
    const arn = 'arn:aws:logs:us-east-1:999988887777:log-group:/copies/alb'
    const handlers = { 'logs:FilterLogEvents': () => ({ events: [event(albLine())] }) }
    const { access, aws } = await collect(handlers, { choice: { kind: 'group', name: `${arn}:*` } })
    expect(aws.inputsOf('logs:FilterLogEvents')[0]).toMatchObject({ logGroupIdentifier: arn })
    expect(access[0]).toMatchObject({ scope: 'us-east-1', input: { source: 'log group /copies/alb' } })
  })

  test("is read by its delivery's fields when it is one", async () => {
    const recordFields = ['elb_status_code', 'target_status_code']
    const { access } = await collect(
      {
        ...delivering({ outputFormat: 'plain', recordFields, fieldDelimiter: ' ', destination: groupArn.replace(':*', '') }),
        'logs:FilterLogEvents': () => ({ events: [event('502 -')] }),
      },
      { choice: { kind: 'group', name: '/aws/alb/shop' }, settings: s3Settings },
    )
    expect(readingOf(access[0]).digest.failures).toMatchObject([{ origin: 'gateway', firstAt: '2026-09-01T12:00:05.000Z' }])
  })
})

describe('what cannot be read', () => {
  const choice = { kind: 'group', name: 'g' } as const

  test.each([
    ['ResourceNotFoundException', 400, 'notFound'],
    ['AccessDeniedException', 400, 'denied'],
    ['ThrottlingException', 400, 'throttled'],
  ])('of the group is a gap: %s', async (code, status, gap) => {
    const { access } = await collect({ 'logs:FilterLogEvents': refuse(code, status) }, { choice })
    expect(access).toMatchObject([{ call: 'logs:FilterLogEvents', outcome: { ok: false, gap, code } }])
  })

  test('after some pages makes the reading partial', async () => {
    const { access } = await collect(
      {
        'logs:FilterLogEvents': (input) =>
          input.nextToken === undefined
            ? { events: [event(albLine(failing))], nextToken: 'two' }
            : refuse('ServiceUnavailableException', 503, 'try later')(input),
      },
      { choice },
    )
    const { objects, notes, partial, digest } = readingOf(access[0])
    expect({ objects, notes, partial }).toEqual({
      objects: { listed: 2, read: 1, failed: 1, skipped: 0 },
      notes: ['events after page 1 were not read: try later'],
      partial: true,
    })
    expect(digest.failures).toHaveLength(1)
  })

  test('because the same page comes again and again ends the reading', async () => {
    const { access, aws } = await collect(
      { 'logs:FilterLogEvents': () => ({ events: [event(albLine())], nextToken: 'same' }) },
      { choice },
    )
    expect(readingOf(access[0])).toMatchObject({ partial: true, objects: { read: 2 } })
    expect(aws.inputsOf('logs:FilterLogEvents')).toHaveLength(2)
  })

  test('before the deadline is left', async () => {
    const controller = new AbortController()
    const endless = (input: Record<string, unknown>) => {
      if (input.nextToken === 'p2') controller.abort()
      return { events: [event(albLine())], nextToken: `p${Number(String(input.nextToken ?? 'p0').slice(1)) + 1}` }
    }
    const { access } = await collect({ 'logs:FilterLogEvents': endless }, { choice, signal: controller.signal })
    expect(readingOf(access[0])).toMatchObject({
      partial: true,
      notes: ['events after page 3 were not read: the deadline was reached'],
    })
  })

  test('because it holds nothing of the window is said', async () => {
    const { access } = await collect({ 'logs:FilterLogEvents': () => ({}) }, { choice })
    expect(readingOf(access[0])).toMatchObject({ partial: true, notes: ['no line tells of anything inside the window'] })
  })

  test.each(['logs:DescribeDeliveries', 'logs:DescribeDeliveryDestinations'] as const)(
    'of where the log is delivered is a gap that names %s',
    async (call) => {
      const { access } = await collect({ ...delivering(), [call]: refuse('AccessDeniedException') }, none)
      expect(access).toMatchObject([{ permission: call, input: { source: null }, outcome: { ok: false, gap: 'denied' } }])
    },
  )
})
