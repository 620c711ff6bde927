import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAccumulator, digestOf, mergeDigests } from '../../src/core/digest/accumulator.ts'
import type { TrafficDigest } from '../../src/core/traffic.ts'
import { countInto } from '../../src/logs/access-line.ts'
import { createAccessLogReader } from '../../src/logs/alb/access-log.ts'
import { scanLog } from '../../src/logs/scan.ts'
import { type AlbLine, albLine } from '../fakes/logs/alb-lines.ts'
import { type GatewayRow, gatewayLine } from '../fakes/logs/app-gateway-lines.ts'
import { digestBytes } from './app-gateway/digest.ts'
import { pieces, stream } from './collect.ts'

/** What is counted of a request that is not failed, and how one names it: `minute pool status`, `pool backend`, `pool path`. */
type Counts = ReadonlyMap<string, number>

interface Request {
  readonly minute: string
  readonly pool: string | null
  readonly backend: string | null
  readonly path: string
  readonly status: number
  readonly byBackend: boolean
}

/** The simplest counting there is. */
function countsOf(requests: readonly Request[]): Counts {
  const counts = new Map<string, number>()
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { minute, pool, backend, path, status, byBackend } of requests) {
    add(`${minute} ${pool} ${status} ${byBackend}`)
    if (backend !== null) add(`backend ${pool} ${backend}`)
    add(`path ${pool} ${path}`)
  }
  return counts
}

/** The same of a digest. */
function countsIn({ series, backends, paths }: TrafficDigest): Counts {
  const answers = series.flatMap(({ pool, minutes }) =>
    minutes.flatMap(({ at, gateway, backend }) =>
      [gateway, backend].flatMap((made, index) =>
        Object.entries(made).map(([status, count]) => [`${at.slice(0, 16)} ${pool} ${status} ${index === 1}`, count] as const),
      ),
    ),
  )
  return new Map([
    ...answers,
    ...backends.map(({ pool, backend, requests }) => [`backend ${pool} ${backend}`, requests] as const),
    ...paths.map(({ pool, path, requests }) => [`path ${pool} ${path}`, requests] as const),
  ])
}

/** A line as a person would read it who was told the format: words, some in quotes. Null for what is none. */
function naiveAlb(line: string): Request | null {
  const words = line.match(/"(?:[^"\\]|\\.)*"|[^ "]+/g) ?? []
  const [, time = '', , , target = '', , , , status = '', targetStatus = '', , , request = '', , , , pool = ''] = words
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(time) || !/^(\d{3}|-)$/.test(status) || pool === '') return null
  const [method = '', ...rest] = request.slice(1, -1).split(' ')
  const address = rest.slice(0, -1).join(' ')
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/.exec(address)?.[1] ?? ''
  return {
    minute: time.slice(0, 16),
    pool: pool === '-' ? null : pool,
    backend: target === '-' ? null : target,
    path: `${method} ${path || '/'}`,
    status: status === '-' ? 0 : Number(status),
    byBackend: status !== '-' && status === targetStatus,
  }
}

/** A row as JSON.parse reads it; only rows of requests that did not fail, of which the origin needs no judgement. */
function naiveGateway(line: string): Request | null {
  let row: ReturnType<typeof JSON.parse>
  try {
    row = JSON.parse(line)
  } catch {
    return null
  }
  const told = row?.properties
  if (told === undefined) return null
  const pool = row.backendPoolName === '' ? null : row.backendPoolName
  return {
    minute: new Date(row.timeStamp).toISOString().slice(0, 16),
    pool: pool === null || row.backendSettingName === '' ? pool : `${pool}/${row.backendSettingName}`,
    backend: told.serverRouted === '' ? null : told.serverRouted,
    path: `${told.httpMethod} ${told.requestUri}`,
    status: told.httpStatus,
    byBackend: Number(told.serverStatus) === told.httpStatus,
  }
}

async function digestAlb(bytes: Uint8Array, lengths: readonly number[] = [65_536]): Promise<TrafficDigest> {
  const accumulator = createAccumulator(null)
  const reader = createAccessLogReader(countInto(accumulator), { balancer: null, layout: null })
  await scanLog(stream(pieces(bytes, lengths)), reader)
  reader.flush()
  return digestOf(accumulator)
}

const times = fc.constantFrom('2026-09-01T12:00:00.000Z', '2026-09-01T12:00:59.999Z', '2026-09-01T12:01:07.123Z')
const uris = fc.constantFrom('/', '/cart', '/a/b', `/${'x'.repeat(150)}`, '/cart/1', '/cart/2')
const agents = fc.constantFrom('-', 'curl/8', 'Model 502 Plus -1 -1 -1 502 -', '\\"quoted\\" 502 -')

const albRequest: fc.Arbitrary<Partial<AlbLine>> = fc
  .record({
    time: times,
    target: fc.constantFrom('10.0.1.10:8080', '10.0.1.11:8080', 'fd00:1:2::ed83:f46:80', null),
    status: fc.constantFrom(200, 301, 404, 500, 502, 503, 504, null),
    targetStatus: fc.constantFrom(200, 502, 503, null),
    receivedBytes: fc.constantFrom(340, 502),
    uri: uris,
    query: fc.constantFrom('', '?a=b', '#c', '?a=b c'),
    method: fc.constantFrom('GET', 'POST', 'PROPFIND'),
    userAgent: agents,
    pool: fc.constantFrom('web/73e2d6bc24d8a067', 'api/6d0ecf831eec9f09', null),
    fields: fc.constantFrom(18, 25, 30, 33, 36),
  })
  .map(({ uri, query, method, pool, ...line }) => ({
    ...line,
    request: `${method} https://shop.example.com:443${uri}${query} HTTP/1.1`,
    targetGroupArn: pool === null ? null : `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${pool}`,
  }))

const gatewayRequest: fc.Arbitrary<Partial<GatewayRow>> = fc.record({
  time: times,
  pool: fc.constantFrom('web', 'api', null),
  setting: fc.constantFrom('http', 'https'),
  uri: uris,
  method: fc.constantFrom('GET', 'POST'),
  userAgent: fc.constantFrom('-', 'curl/8', '"httpStatus":502,', '}}'),
  status: fc.constantFrom(200, 304, 404, 499),
  serverStatus: fc.constantFrom('200', '404', '499', null),
  serverRouted: fc.constantFrom('10.20.2.4:8080', '10.20.2.5:8080', null),
})

const garbage = fc.oneof(
  fc.constantFrom('garbage', '\0\0\0', '"', '{', '}', ' '.repeat(40), 'x'.repeat(70_000), `${'" '.repeat(200)}`),
  fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/[\r\n[]/.test(text)),
)
const mixed = <Given>(given: fc.Arbitrary<Given>, write: (given: Given) => string): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.oneof({ weight: 5, arbitrary: given.map(write) }, { weight: 1, arbitrary: garbage }), { maxLength: 40 })

describe.each([
  ['load balancer', mixed(albRequest, albLine), digestAlb, naiveAlb],
  ['gateway', mixed(gatewayRequest, gatewayLine), digestBytes, naiveGateway],
] as const)('the digest of a %s log', (_, logs, digest, naive) => {
  const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''))

  test('is what its parts come to, wherever it is divided between lines', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.nat(40), async (lines, at) => {
        const parts = [lines.slice(0, at), lines.slice(at)].map(joined)
        const [one, other] = await Promise.all(parts.map((part) => digest(part)))
        if (one === undefined || other === undefined) throw new Error('two parts')
        expect(mergeDigests(one, other)).toEqual(await digest(joined(lines)))
      }),
    )
  })

  test('is what counting line by line comes to, with every line accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }), async (lines, lengths) => {
        const read = await digest(joined(lines), lengths)
        const requests = lines.flatMap((line) => naive(line) ?? [])
        expect(new Map([...countsIn(read)].sort())).toEqual(new Map([...countsOf(requests)].sort()))
        const { read: all, parsed, malformed, foreign } = read.lines
        const visible = lines.filter((line) => line !== '').length
        expect([all, parsed, parsed + malformed + foreign]).toEqual([visible, requests.length, visible])
      }),
    )
  })
})
