import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LineCounts } from '../../../src/core/traffic.ts'
import {
  type GatewayRow,
  gatewayId,
  gatewayLine,
  gatewayRecord,
  nobodyAsked,
  oldGatewayLine,
} from '../../fakes/logs/app-gateway-lines.ts'
import { digestBytes, digestLines, failureOf } from './digest.ts'

const failing: Partial<GatewayRow> = {
  status: 502,
  serverStatus: '502',
  latency: '1.000',
  errorInfo: 'ERRORINFO_UPSTREAM_CLOSED_CONNECTION',
}

const nothing: LineCounts = { read: 0, parsed: 0, malformed: 0, foreign: 0, outsideWindow: 0 }

/** What a query of the two tables gives for the same request, one object a row. */
function exported(rename: (key: string) => string): string {
  const { properties, ...outer } = gatewayRecord(failing)
  const entries = Object.entries({ ...outer, ...(properties as object) })
  return JSON.stringify(Object.fromEntries(entries.map(([key, value]) => [rename(key), value])))
}

const upperFirst = (text: string): string => text[0]?.toUpperCase() + text.slice(1)
const dedicated: Readonly<Record<string, string>> = {
  timeStamp: 'TimeGenerated',
  error_info: 'ErrorInfo',
  resourceId: '_ResourceId',
}
const shared: Readonly<Record<string, string>> = { timeStamp: 'timeStamp_t', resourceId: 'ResourceId', category: 'Category' }

describe('one request in all its forms', () => {
  const untimed = (line: string): unknown => ({ ...failureOf(line), samples: [] })
  const expected = untimed(gatewayLine(failing))

  test.each([
    [
      'of an event hub',
      JSON.stringify({ ...gatewayRecord(failing), timeStamp: undefined, time: '2026-09-01T12:00:00.0000000Z' }),
    ],
    ['with other spellings of the time', gatewayLine(failing).replace('timeStamp', 'timestamp')],
    ['with an American time', gatewayLine({ ...failing, time: '9/1/2026 12:00:00 PM' })],
    ['of the dedicated table', exported((key) => dedicated[key] ?? upperFirst(key))],
    ['of the shared table', exported((key) => shared[key] ?? `${key}_s`)],
    ['with slashes escaped', gatewayLine(failing).replaceAll('/', '\\/')],
    ['with numbers as text', gatewayLine(failing).replace('"httpStatus":502', '"httpStatus":"502"')],
    ['with lists', gatewayLine(failing).replace('"10.20.2.4:8080"', '["10.20.2.9:80","10.20.2.4:8080"]')],
    ['in a wrapper', JSON.stringify({ records: [gatewayRecord(failing)] })],
    ['in a bare list', JSON.stringify([gatewayRecord(failing)])],
    ['with a space after every colon', gatewayLine(failing).replaceAll('":', '": ')],
  ])('%s', (_, line) => {
    expect(untimed(line)).toEqual(expected)
  })

  test.each([
    ['a dash for a number', '"clientPort":-'],
    ['a dash for a number, and a space', '"clientPort": -'],
    ['nothing for a number', '"clientPort":'],
    ['no number', '"clientPort":NaN'],
    ['a byte escaped as nginx does', '"clientPort":"\\x22\\x5c\\\\x2"'],
    ['a raw control character', '"clientPort":"\u0007\t"'],
  ])('although it has %s', (_, port) => {
    expect(untimed(gatewayLine(failing).replace('"clientPort":41234', port))).toEqual(expected)
  })

  test.each([
    ['an unescaped quote', (line: string) => line.replace('Mozilla/5.0', 'Mozilla "5.0')],
    ['a missing comma', (line: string) => line.replace(',"httpVersion"', '"httpVersion"')],
    ['a text without end', (line: string) => line.replace('"text/html"', '"text/html')],
    ['something behind it', (line: string) => `${line}x`],
    ['its end missing', (line: string) => line.slice(0, -1)],
  ])('but not with %s', (_, damage) => {
    for (const given of [{}, failing]) {
      const { lines } = digestLines([gatewayLine(given), damage(gatewayLine(given))])
      // A row of a request that did not fail is read for a few fields only, so not all damage to it is seen.
      expect(lines).toMatchObject(given === failing ? { read: 2, malformed: 1 } : { read: 2 })
    }
  })
})

describe('rows that tell of no request here', () => {
  test.each([
    ['another gateway', gatewayLine({ gateway: `${gatewayId}-2` }), 'foreign'],
    ['the firewall', gatewayLine({ category: 'ApplicationGatewayFirewallLog' }), 'foreign'],
    ['the gateway asking itself', gatewayLine({ clientIp: '127.0.0.1' }), 'foreign'],
    ['another table', JSON.stringify({ Type: 'AGWFirewallLogs', TimeGenerated: '2026-09-01T12:00:00Z' }), 'foreign'],
    ['something else', '{"level":"info","msg":"started"}', 'foreign'],
    ['the access log, without a status', '{"time":"2026-09-01T12:00:00Z","category":"ApplicationGatewayAccessLog"}', 'malformed'],
    ['the access log, without a time', gatewayLine({ time: 'noon' }), 'malformed'],
    ['the access log, with a status that is none', gatewayLine({ status: 20 }), 'malformed'],
    ['nobody', 'null', 'malformed'],
    ['nobody either', '"text"', 'malformed'],
    ['nobody at all', '{', 'malformed'],
  ] as const)('%s', (_, line, kind) => {
    for (const before of [[], [gatewayLine()]]) {
      const { lines } = digestLines([...before, line], { gateway: gatewayId })
      expect(lines).toEqual({ ...nothing, read: before.length + 1, parsed: before.length, [kind]: 1 })
    }
  })

  test('of another gateway count where no gateway is asked about', () => {
    expect(digestLines([gatewayLine({ gateway: `${gatewayId}-2` })]).lines).toMatchObject({ parsed: 1 })
  })

  test('the id is compared without regard to case', () => {
    const lines = [gatewayLine(), gatewayLine().replace(gatewayId.toUpperCase(), gatewayId.toLowerCase())]
    expect(digestLines(lines, { gateway: gatewayId }).lines).toMatchObject({ parsed: 2 })
  })
})

describe('requests that did not fail', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '"httpStatus":502,',
      '","serverRouted":"6.6.6.6',
      '}}',
      '{',
      '\\',
      '/\\/',
      '-',
      '?',
      ' ',
      '\u00a0',
      'ü',
      '😀',
    ),
  )
  const uris = texts.map((text) => `/${text}`)
  const row: fc.Arbitrary<Partial<GatewayRow>> = fc.record(
    {
      pool: fc.constantFrom('web', 'api', null),
      setting: fc.constantFrom('web-http', 'api-https'),
      rule: fc.constantFrom('one', 'two', 'three', 'four'),
      clientIp: fc.constantFrom('203.0.113.10', '127.0.0.1', '127.0.0.10', '2001:db8::1'),
      method: fc.oneof(fc.constantFrom('GET', 'POST', '-', ''), texts),
      uri: fc.oneof(uris, texts),
      query: texts,
      userAgent: texts,
      status: fc.constantFrom(200, 204, 302, 404, 499, 500, 502, 503, 504, 0),
      serverStatus: fc.constantFrom('200', '404', '500', '502', '-', null, '502, 200', '20', 'x'),
      serverRouted: fc.oneof(fc.constantFrom('10.20.2.4:8080', '[fd00::1]:80', '-', null, '10.0.0.1:80, 10.0.0.2:80'), texts),
      time: fc.constantFrom(
        '2026-09-01T12:00:00.000Z',
        '2026-09-01T12:01:07.123Z',
        '2026-09-01T12:01:07',
        '9/1/2026 1:02:03 PM',
        'noon',
      ),
      category: fc.constantFrom('ApplicationGatewayAccessLog', 'ApplicationGatewayFirewallLog'),
      gateway: fc.constantFrom(gatewayId, '/subscriptions/other'),
    },
    { requiredKeys: [] },
  )

  test('are counted alike whether rows like them went before or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 3, arbitrary: row }, { weight: 1, arbitrary: fc.constant({}) }), { maxLength: 12 }),
        (rows) => {
          const lines = rows.map(gatewayLine)
          const options = { gateway: gatewayId }
          const escaped = lines.map((line) => line.replaceAll('/', '\\/'))
          const alone = digestLines(
            lines.map((line) => ` ${line}`),
            options,
          )
          const learned = [gatewayLine(), gatewayLine({ rule: 'one', pool: 'api' })]
          const added = { read: 2, parsed: 2 }
          for (const each of [lines, escaped]) {
            expect(digestLines(each, options)).toEqual(alone)
            const after = digestLines([...learned, ...each, ...each.toReversed()], options)
            expect(after.lines).toEqual({
              ...after.lines,
              ...Object.fromEntries(Object.entries(alone.lines).map(([key, count]) => [key, 2 * count + (key in added ? 2 : 0)])),
            })
          }
        },
      ),
    )
  })
})

describe('a file', () => {
  const kept = [
    gatewayLine(),
    gatewayLine(failing),
    gatewayLine(nobodyAsked),
    oldGatewayLine(),
    gatewayLine({ userAgent: '"}{][,' }),
  ]
  const line = fc.oneof(
    fc.constantFrom(...kept, gatewayLine({ gateway: '/other' })),
    fc.constantFrom('garbage', '{', '}', ']}', '\0\0', 'x'.repeat(66_000), gatewayLine().slice(0, 700)),
    fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/^\s*\[/.test(text)),
  )
  const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 })

  test('is the same digest however its bytes arrive, and counts every line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), cuts, async (lines, lengths) => {
        const bytes = Buffer.from(lines.join('\n'))
        const digest = await digestBytes(bytes, lengths)
        expect(digest).toEqual(await digestBytes(bytes))
        expect(digest).toEqual(
          digestLines(lines.flatMap((each) => ((each.match(/^\r*$/) ?? false) ? [] : [each.replace(/\r+$/, '')]))),
        )
        const { read, parsed, malformed, foreign } = digest.lines
        expect(read).toBe(parsed + malformed + foreign)
      }),
    )
  })

  test('may be one list of records, with or without a wrapper, on one line or many', async () => {
    const record = fc.constantFrom(...kept).map((text): unknown => JSON.parse(text))
    const form = fc.constantFrom<(records: readonly unknown[]) => string>(
      (records) => JSON.stringify({ records }),
      (records) => JSON.stringify({ records }, null, 2),
      (records) => JSON.stringify(records, null, 1),
      (records) => `\uFEFF ${JSON.stringify(records)}`,
      (records) => records.map((one) => `{ "records" : [${JSON.stringify(one)}] }`).join('\n'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), form, cuts, async (records, write, lengths) => {
        const digest = await digestBytes(Buffer.from(write(records)), lengths)
        expect(digest).toEqual(digestLines(records.map((one) => JSON.stringify(one))))
      }),
    )
  })

  test('of one list is read in bounded memory: a record longer than a line may be is skipped', async () => {
    const records = [gatewayRecord(), gatewayRecord({ userAgent: 'x'.repeat(70_000) }), gatewayRecord()]
    const { lines } = await digestBytes(Buffer.from(JSON.stringify({ records })))
    expect(lines).toEqual({ ...nothing, read: 3, parsed: 2, malformed: 1 })
  })

  test('that breaks off in a list counts the record it broke off in', async () => {
    const text = JSON.stringify({ records: [gatewayRecord(), gatewayRecord(failing)] })
    const { lines } = await digestBytes(Buffer.from(text.slice(0, -200)))
    expect(lines).toEqual({ ...nothing, read: 2, parsed: 1, malformed: 1 })
  })

  test('that breaks off in a line counts it too, wherever it breaks off', async () => {
    const cut = gatewayLine()
    for (let length = 1; length < cut.length; length += 1) {
      const { lines } = await digestBytes(Buffer.from(`${gatewayLine()}\n${cut.slice(0, length)}`))
      expect(lines).toEqual({ ...nothing, read: 2, parsed: 1, malformed: 1 })
    }
  })
})
