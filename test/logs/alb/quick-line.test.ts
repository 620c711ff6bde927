import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Accumulator, createAccumulator, digestOf } from '../../../src/core/digest/accumulator.ts'
import type { TimeWindow } from '../../../src/core/evidence.ts'
import type { TrafficDigest } from '../../../src/core/traffic.ts'
import { countInto } from '../../../src/logs/access-line.ts'
import { createAccessLineReader } from '../../../src/logs/alb/access-line.ts'
import { type AccessLogReader, createAccessLogReader } from '../../../src/logs/alb/access-log.ts'
import { createQuickReader } from '../../../src/logs/alb/quick-line.ts'
import { type AlbLine, albLine } from '../../fakes/logs/alb-lines.ts'

const balancer = 'app/shop/50dc6c495c0c9188'
/** The quick reader only reads lines that have room behind them. */
const behind = `\n${albLine()}${' '.repeat(200)}\n`
const window = { from: '2026-09-01T12:00:00.001Z', to: '2026-09-01T12:01:00.000Z' }

type Read = (accumulator: Accumulator) => Pick<AccessLogReader, 'line' | 'flush'>

/** Reads lines as they are read from logs: by the quick reader where it can. */
const asUsual: Read = (accumulator) => createAccessLogReader(countInto(accumulator), { balancer: null, layout: null })

const byTheFullReaderAlone: Read = (accumulator) => {
  const read = createAccessLineReader(null)
  const { count } = countInto(accumulator)
  return { line: (bytes, start, end) => count(read(bytes, start, end)), flush: () => {} }
}

function digestOfLines(lines: readonly (string | Buffer)[], read: Read, within: TimeWindow | null = null): TrafficDigest {
  const accumulator = createAccumulator(within)
  const reader = read(accumulator)
  for (const line of lines) {
    const bytes = Buffer.concat([Buffer.from('"x" '), Buffer.from(line), Buffer.from(behind)])
    reader.line(bytes, 4, bytes.length - behind.length)
  }
  reader.flush()
  return digestOf(accumulator)
}

function expectSameDigests(lines: readonly (string | Buffer)[]): void {
  for (const within of [null, window]) {
    expect(digestOfLines(lines, asUsual, within)).toEqual(digestOfLines(lines, byTheFullReaderAlone, within))
  }
}

function isQuick(line: string): boolean {
  const quick = createQuickReader({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }, () => {})
  quick.learn(balancer)
  const bytes = Buffer.from(line + behind)
  return quick.count(bytes, 0, line.length)
}

const text = fc.oneof(
  fc.constantFrom('-', '', ' ', '?', '#', '!', '"', '\\"', '\\', '" "', ' HTTP/1.1', 'ü', '\0', '\r', '/', '502'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
)
const texts = fc.array(text, { maxLength: 4 }).map((parts) => parts.join(''))
const status = fc.constantFrom(200, 204, 301, 404, 460, 500, 502, 503, 504, null)
const given: fc.Arbitrary<Partial<AlbLine>> = fc.record(
  {
    type: fc.constantFrom('http', 'https', 'h2', 'grpcs', 'ws', 'wss', 'x'.repeat(20)),
    time: fc.constantFrom('2026-09-01T12:00:59.999Z', '2026-09-01T12:01:00.000Z', '2026-09-01T12:00:00.123456Z'),
    balancer: fc.constantFrom(balancer, 'app/other/0123456789abcdef', 'net/front/c6e77e28c25b2234'),
    client: fc.constantFrom('203.0.113.10:41234', '2001:db8::1:50599'),
    target: fc.constantFrom('10.0.1.10:8080', 'fd00:1:2::ed83:f46:80', 'a', 'abcd', null),
    triple: fc.constantFrom(
      [0.001, 0.02, 0] as const,
      [12.345, 100, 0.001] as const,
      [-1, -1, -1] as const,
      [0, 1.5, -1] as const,
    ),
    status,
    targetStatus: status,
    receivedBytes: fc.constantFrom(0, 502, 123_456_789),
    request: fc.oneof(
      texts,
      fc
        .tuple(fc.constantFrom('GET', 'POST', 'DELETE', 'PATCH', 'PROPFIND', '-'), texts)
        .map(([method, path]) => `${method} https://shop.example.com:443/${path} HTTP/1.1`),
      fc.constantFrom(
        '- http://x:80- -',
        '- - -',
        'GET /relative HTTP/1.1',
        'GET http://[::1]:80/a HTTP/2.0',
        'GET https://x:443?a=/b HTTP/1.1',
      ),
    ),
    userAgent: texts,
    cipher: fc.constantFrom('-', 'TLS_AES_128_GCM_SHA256', 'x'.repeat(99), 'x'.repeat(100)),
    targetGroupArn: fc.constantFrom(
      'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067',
      'arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:targetgroup/api/6d0ecf831eec9f09',
      'elsewhere',
      null,
    ),
    fields: fc.constantFrom(12, 16, 17, 18, 25, 30, 33, 36),
  },
  { requiredKeys: [] },
)

describe('the quick reader', () => {
  test('reads what is usual', () => {
    expect(isQuick(albLine())).toBe(true)
    expect(isQuick(albLine({ status: 404, request: 'POST https://shop.example.com:443/a?b=c HTTP/2.0', userAgent: '' }))).toBe(
      true,
    )
    expect(isQuick(albLine({ target: null, targetGroupArn: null, status: 301, targetStatus: null }))).toBe(true)
  })

  test.each([502, 503, 504])('leaves a failure with %i to the full reader', (failed) => {
    expect(isQuick(albLine({ status: failed, targetStatus: null }))).toBe(false)
  })

  test('never differs from the full reader, whatever the lines', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 12 }), (records) => {
        const lines = records.map((record) => albLine(record))
        expectSameDigests([albLine(), ...lines, ...lines])
      }),
    )
  })

  test('never differs from the full reader, whatever the damage', () => {
    const byte = fc.oneof(fc.constantFrom(...Buffer.from(' "\\-?#/:.Z09\n')), fc.nat(255))
    const damaged = fc
      .tuple(given, fc.array(fc.tuple(fc.nat(420), byte, fc.boolean()), { maxLength: 3 }))
      .map(([record, damage]) => {
        let line = Buffer.from(albLine(record))
        for (const [at, value, replaces] of damage) {
          const place = Math.min(at, line.length)
          line = Buffer.concat([line.subarray(0, place), Buffer.from([value]), line.subarray(replaces ? place + 1 : place)])
        }
        return line
      })
    fc.assert(
      fc.property(fc.array(damaged, { maxLength: 6 }), (lines) => {
        expectSameDigests([albLine(), ...lines])
      }),
      { numRuns: 1000 },
    )
  })
})
