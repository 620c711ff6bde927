import { describe, expect, test } from 'vitest'
import { outcomeOf } from '../../../src/logs/app-gateway/outcome.ts'
import { gatewayLine, nobodyAsked, oldGatewayLine } from '../../fakes/logs/app-gateway-lines.ts'
import { digestLines, failureOf } from './digest.ts'

const closed = {
  status: 502,
  serverStatus: '502',
  latency: '1.250',
  timeTaken: 1.252,
  errorInfo: 'ERRORINFO_UPSTREAM_CLOSED_CONNECTION',
} as const
const timedOut = {
  status: 504,
  serverStatus: '504',
  latency: '20.001',
  timeTaken: 20.003,
  errorInfo: 'ERRORINFO_UPSTREAM_TIMED_OUT',
}

describe('a failing row of the second generation', () => {
  test('with nobody in service was tried nowhere', () => {
    expect(failureOf(gatewayLine(nobodyAsked))).toMatchObject({
      ...{ origin: 'gateway', status: 502, phase: 'nobody', backend: null, pool: 'web/web-http', reason: null },
      wait: { zero: 0, buckets: [] },
    })
  })

  test('that the backend cut off tells how long it was waited for', () => {
    expect(failureOf(gatewayLine(closed))).toMatchObject({
      ...{ origin: 'gateway', phase: 'cut-off', backend: '10.20.2.4:8080', paths: [['GET /cart', 1]] },
      wait: { minimum: 1.25, maximum: 1.25 },
      duration: { minimum: 1.252 },
    })
  })

  test('is shown by what tells why it failed', () => {
    const [sample = ''] = failureOf(gatewayLine(closed)).samples
    expect(sample.slice(0, 180)).toBe(
      '{"timeStamp":"2026-09-01T12:00:00+00:00","httpStatus":502,"error_info":"ERRORINFO_UPSTREAM_CLOSED_CONNECTION",' +
        '"serverRouted":"10.20.2.4:8080","serverStatus":"502","serverResponseLa',
    )
  })

  test('cut off without a latency was cut off at once', () => {
    expect(failureOf(gatewayLine({ ...closed, latency: '-' })).wait).toMatchObject({ zero: 1 })
  })

  test('that timed out was sent if the gateway was connected', () => {
    expect(failureOf(gatewayLine(timedOut))).toMatchObject({ status: 504, origin: 'gateway', phase: 'no-answer' })
    expect(failureOf(gatewayLine({ ...timedOut, connect: '-' }))).toMatchObject({ status: 504, phase: 'unknown' })
  })

  test('without an error that the backend answered alike is the backend’s', () => {
    expect(failureOf(gatewayLine({ status: 502, serverStatus: '502', latency: '0.140' }))).toMatchObject({
      ...{ origin: 'backend', phase: 'answered', wait: { minimum: 0.14 } },
    })
  })

  test.each([
    ['no wait', { latency: '0.000' }],
    ['no latency', { latency: null }],
    ['no status of the backend', { serverStatus: null }],
  ])('with %s does not prove that the backend answered', (_, given) => {
    expect(failureOf(gatewayLine({ status: 502, serverStatus: '502', latency: '0.140', ...given }))).toMatchObject({
      ...{ origin: 'gateway', phase: 'unknown', reason: null },
    })
  })

  test('of before there were error words leaves open who made it', () => {
    const given = { status: 502, serverStatus: '502', latency: '0.140', errorInfo: null }
    expect(failureOf(gatewayLine(given))).toMatchObject({ origin: 'gateway', phase: 'answered' })
  })

  test('whose backend answered otherwise was answered, but not passed on', () => {
    expect(failureOf(gatewayLine({ status: 502, serverStatus: '200' }))).toMatchObject({ origin: 'gateway', phase: 'answered' })
  })

  test('with an error word nobody knows names it', () => {
    const given = { status: 502, serverStatus: null, errorInfo: 'ERRORINFO_UPSTREAM_WENT_FISHING' }
    expect(failureOf(gatewayLine(given))).toMatchObject({ phase: 'unknown', reason: 'ERRORINFO_UPSTREAM_WENT_FISHING' })
  })

  test('of several tries is decided by the last', () => {
    const given = { ...closed, serverRouted: '10.20.2.4:8080, 10.20.2.5:8080', serverStatus: '502, 502', latency: '0.004, 3.100' }
    expect(failureOf(gatewayLine(given))).toMatchObject({ backend: '10.20.2.5:8080', wait: { minimum: 3.1 } })
    const answered = digestLines([gatewayLine({ serverRouted: '10.20.2.4:8080, 10.20.2.5:8080', serverStatus: '502, 200' })])
    expect(answered.backends).toMatchObject([{ backend: '10.20.2.5:8080', succeeded: 1 }])
  })
})

describe('a 503', () => {
  test('is passed on when the backend answered so, and nothing the gateway makes for a backend it cannot reach', () => {
    const { series, failures } = digestLines([gatewayLine({ status: 503, serverStatus: '503', errorInfo: null })])
    expect(series[0]?.minutes[0]).toMatchObject({ backend: { 503: 1 }, gateway: {} })
    expect(failures).toEqual([])
  })
})

describe('what is no failure', () => {
  test.each([
    [200, 200, 'backend'],
    [500, 500, 'backend'],
    [404, 404, 'backend'],
    [499, null, 'gateway'],
    [400, 200, 'gateway'],
    [301, null, 'gateway'],
  ] as const)('%i with %s from the backend is made by the %s', (status, serverStatus, origin) => {
    const answer = { status, serverStatus, errorInfo: null, latencySeconds: null, routed: false, connectSeconds: null }
    expect(outcomeOf(answer)).toEqual({ origin, phase: 'unknown', reason: null, waitSeconds: null })
  })
})

describe('a row without an error word', () => {
  test.each([
    ['names no backend and heard of none, nobody was tried', { routed: false }, 'nobody'],
    ['names a backend, how far it got is not told', { routed: true }, 'unknown'],
  ] as const)('that %s', (_, { routed }, phase) => {
    const answer = { status: 502, serverStatus: null, errorInfo: null, latencySeconds: null, routed, connectSeconds: null }
    expect(outcomeOf(answer)).toMatchObject({ origin: 'gateway', phase })
  })
})

describe('a row of the first generation', () => {
  test('that failed tells its backend and, in milliseconds, how long it took, but not how far it got', () => {
    const line = oldGatewayLine({ status: 502, serverStatus: null, serverRouted: '10.20.2.4', timeTaken: 30_012 })
    expect(failureOf(line)).toMatchObject({
      ...{ origin: 'gateway', status: 502, phase: 'unknown', backend: '10.20.2.4', pool: null },
      duration: { minimum: 30.012 },
    })
  })

  test('that was answered is the backend’s', () => {
    expect(digestLines([oldGatewayLine({ timeTaken: 205 })]).backends).toMatchObject([
      { backend: '10.20.2.4:8080', succeeded: 1 },
    ])
  })

  test('believes the end of the query string, which the gateway writes, and not what the client put before', () => {
    const query = 'X-AzureApplicationGateway-CACHE-HIT=0&SERVER-ROUTED=6.6.6.6&SERVER-STATUS=200'
    expect(failureOf(oldGatewayLine({ status: 502, serverStatus: null, query }))).toMatchObject({ backend: '10.20.2.4:8080' })
    expect(failureOf(gatewayLine({ ...closed, serverRouted: null, query }))).toMatchObject({ backend: null })
  })
})
