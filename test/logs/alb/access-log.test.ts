import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAccumulator, digestOf } from '../../../src/core/digest/accumulator.ts'
import type { TrafficDigest } from '../../../src/core/traffic.ts'
import { countInto } from '../../../src/logs/access-line.ts'
import { type AccessLogOptions, createAccessLogReader } from '../../../src/logs/alb/access-log.ts'
import { scanLog } from '../../../src/logs/scan.ts'
import { albLine, defaultTargetGroupArn } from '../../fakes/logs/alb-lines.ts'
import { pieces, stream } from '../collect.ts'

const balancer = 'app/shop/50dc6c495c0c9188'
const eventTime = Date.UTC(2026, 8, 1, 12, 30)

function digestEvents(messages: readonly string[], options: Partial<AccessLogOptions> = {}): TrafficDigest {
  const accumulator = createAccumulator(null)
  const reader = createAccessLogReader(countInto(accumulator), { balancer, layout: null, ...options })
  for (const message of messages) reader.event(message, eventTime)
  return digestOf(accumulator)
}

async function digestBytes(bytes: Uint8Array, lengths: readonly number[] = [65_536]): Promise<TrafficDigest> {
  const accumulator = createAccumulator(null)
  const reader = createAccessLogReader(countInto(accumulator), { balancer, layout: null })
  await scanLog(stream(pieces(bytes, lengths)), reader)
  reader.flush()
  return digestOf(accumulator)
}

const failing = { status: 502, triple: [0.001, 30.002, -1] } as const

const record = {
  type: 'https',
  time: '2026-09-01T12:00:00.000000Z',
  elb: balancer,
  'client:port': '203.0.113.10:41234',
  'target:port': '10.0.1.10:8080',
  request_processing_time: 0.001,
  target_processing_time: 30.002,
  response_processing_time: -1,
  elb_status_code: 502,
  target_status_code: '-',
  request: 'GET https://shop.example.com:443/cart HTTP/1.1',
  target_group_arn: defaultTargetGroupArn,
  request_creation_time: '2026-09-01T11:59:29.997000Z',
  error_reason: '-',
}

/** The one group of failures that one failing record makes; samples differ by form. */
function groupOf(message: string, options?: Partial<AccessLogOptions>): unknown {
  const { failures, lines } = digestEvents([message], options)
  expect(lines).toMatchObject({ read: 1, parsed: 1 })
  expect(failures[0]?.samples).toEqual([message.slice(0, 1000)])
  return { ...failures[0], samples: [] }
}

describe('one request in all its forms', () => {
  const expected = groupOf(albLine({ ...failing, createdAt: '2026-09-01T11:59:29.997Z' }))

  test('is cut off after its wait, on its backend and pool', () => {
    expect(expected).toMatchObject({
      ...{
        origin: 'gateway',
        status: 502,
        phase: 'cut-off',
        backend: '10.0.1.10:8080',
        pool: defaultTargetGroupArn,
        requests: 1,
      },
      wait: { minimum: 30.002 },
      duration: { minimum: 30.003 },
      paths: [['GET /cart', 1]],
    })
  })

  const rename = (change: (name: string) => string) =>
    JSON.stringify(Object.fromEntries(Object.entries(record).map(([name, value]) => [change(name), value])))

  test.each([
    ['JSON as documented', JSON.stringify(record)],
    ['JSON with underscores', rename((name) => name.replace(':', '_'))],
    ['JSON in camel case', rename((name) => name.replace(/[_:](.)/g, (_, letter: string) => letter.toUpperCase()))],
    ['JSON with a request line', rename((name) => (name === 'request' ? 'request_line' : name))],
    [
      'JSON with numbers as strings',
      JSON.stringify(Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]))),
    ],
  ])('%s', (_, message) => {
    expect(groupOf(message)).toEqual(expected)
  })

  test.each([',', '\t', ' ', '|', ''])('plain, fields in an order of its owner, between them %j', (delimiter) => {
    const fields = Object.keys(record).reverse()
    const values = Object.entries(record).reverse()
    const line = values.map(([name, value]) => (name === 'request' ? `"${value}"` : value)).join(delimiter || ' ')
    expect(groupOf(line, { layout: { fields, delimiter } })).toEqual(expected)
  })

  test('plain with a request that is not quoted: all but what lies between wordy fields', () => {
    const withAgent = { ...record, user_agent: 'Mozilla/5.0 (X11; Linux)', actions_executed: 'forward' }
    const layout = { fields: Object.keys(withAgent), delimiter: ' ' }
    const told = digestEvents([Object.values(withAgent).join(' ')], { layout })
    expect(told.failures[0]).toMatchObject({ phase: 'cut-off', backend: '10.0.1.10:8080', pool: null, wait: { minimum: 30.002 } })
  })

  test.each(['message', 'log', 'event'])('wrapped by a forwarder in %s', (name) => {
    const line = albLine({ ...failing, createdAt: '2026-09-01T11:59:29.997Z' })
    const { failures } = digestEvents([JSON.stringify({ [name]: `${line}\n`, stream: 'x' })])
    expect({ ...failures[0], samples: [] }).toEqual(expected)
  })
})

describe('records that lack fields', () => {
  const without = (...names: readonly string[]): string =>
    JSON.stringify(Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))))

  test('keep what they have', () => {
    const message = without('target:port', 'request', 'target_group_arn', 'request_creation_time')
    expect(digestEvents([message]).failures[0]).toMatchObject({
      ...{ phase: 'cut-off', backend: null, pool: null, paths: [], wait: { minimum: 30.002 }, duration: { minimum: null } },
    })
  })

  test('take the time of their event', () => {
    expect(digestEvents([without('time')]).failures[0]?.firstAt).toBe('2026-09-01T12:30:00.000Z')
  })

  test('have an unknown phase without their times', () => {
    expect(digestEvents([without('target_processing_time')]).failures[0]).toMatchObject({
      phase: 'unknown',
      wait: { minimum: null },
    })
  })

  test('are blamed on nobody when they do not tell whose answer it was', () => {
    const times = ['request_processing_time', 'target_processing_time', 'response_processing_time']
    expect(digestEvents([without('target_status_code')]).failures[0]).toMatchObject({ origin: 'gateway' })
    expect(digestEvents([without('target_status_code', ...times)]).lines).toMatchObject({ parsed: 0, malformed: 1 })
    const lambda = JSON.stringify({ ...JSON.parse(without('target_status_code', ...times)), error_reason: 'LambdaUnhandled' })
    expect(digestEvents([lambda]).failures[0]).toMatchObject({ origin: 'gateway', reason: 'LambdaUnhandled' })
  })

  test('without a status tell nothing', () => {
    expect(digestEvents([without('elb_status_code')]).lines).toMatchObject({ malformed: 1 })
  })
})

describe('what else stands in a log group', () => {
  test.each([
    ['{"level":"info","msg":"started"}', 'foreign'],
    [JSON.stringify({ ...record, elb: 'app/other/0123456789abcdef' }), 'foreign'],
    ['{"message":"{\\"level\\":\\"info\\"}"}', 'foreign'],
    ['{"elb_status_code":502', 'malformed'],
    ['{}', 'foreign'],
    ['{"elb_status_code":"many","time":"2026-09-01T12:00:00Z"}', 'malformed'],
    ['{"elb_status_code":200,"time":"yesterday"}', 'malformed'],
    ['x'.repeat(70_000), 'malformed'],
  ] as const)('%.60s is %s', (message, kind) => {
    expect(digestEvents([message]).lines).toEqual({ read: 1, parsed: 0, malformed: 0, foreign: 0, outsideWindow: 0, [kind]: 1 })
  })

  test('events of several lines are several lines', () => {
    expect(digestEvents([`${albLine()}\r\n\n${albLine(failing)}\n`]).lines).toMatchObject({ read: 2, parsed: 2 })
  })
})

describe('a file', () => {
  test('is the same digest however its bytes arrive, and however its lines are split over files', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        albLine(),
        albLine(failing),
        albLine({ status: 301, target: null, targetStatus: null }),
        JSON.stringify(record),
      ),
      fc.constantFrom('tls 2.0 2026-09-01T12:00:00 net/a/b x', 'garbage', '{', '\0\0', `${'x'.repeat(66_000)}`),
      fc.string({ unit: 'grapheme-ascii' }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 }),
        async (lines, cuts) => {
          const bytes = Buffer.from(lines.join('\n'))
          const digest = await digestBytes(bytes, cuts)
          expect(digest).toEqual(await digestBytes(bytes))
          expect(digest).toEqual(digestEvents(lines))
          const { read, parsed, malformed, foreign } = digest.lines
          expect([read, parsed + malformed + foreign]).toEqual([lines.filter((one) => one !== '').length, read])
        },
      ),
    )
  })

  test('is read beyond bytes that are no text', async () => {
    const junk = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))
    const { lines } = await digestBytes(Buffer.concat([junk, Buffer.from(`\n${albLine()}\n`)]))
    expect(lines).toMatchObject({ parsed: 1, foreign: 0 })
    expect(lines.malformed).toBeGreaterThan(0)
  })
})
