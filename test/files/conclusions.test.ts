/** What a log alone is enough to conclude, and what it is not. */
import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { judge } from '../../src/pipeline.ts'
import { type AlbLine, albLine } from '../fakes/logs/alb-lines.ts'
import { type GatewayRow, gatewayLine, nobodyAsked, oldGatewayLine } from '../fakes/logs/app-gateway-lines.ts'
import { collected } from './folder.ts'

const minute = (index: number, second = 0): string => new Date(Date.UTC(2026, 8, 1, 12, index, second)).toISOString()
const everyMinute = Array.from({ length: 60 }, (_, index) => index)
const everyThird = everyMinute.filter((index) => index % 3 === 1)

async function diagnosed(lines: readonly string[], options: Parameters<typeof collected>[1] = {}): Promise<Diagnosis> {
  const [evidence] = await collected({ 'log.txt': lines.join('\n') }, options)
  const [diagnosis] = evidence === undefined ? [] : judge(evidence)
  if (diagnosis === undefined) throw new Error('nothing was judged')
  return diagnosis
}

const topOf = ({ causes }: Diagnosis): readonly string[] => causes.map(({ id, certainty }) => `${id} ${certainty}`)

describe('of an Application Load Balancer', () => {
  const target = (index: number): string => `10.0.1.${10 + (index % 2)}:8080`
  const traffic = everyMinute.flatMap((index) =>
    [0, 15, 30, 45].map((second) => albLine({ time: minute(index, second), target: target(index + second) })),
  )
  const failing = (given: Partial<AlbLine>): Promise<Diagnosis> =>
    diagnosed([
      ...traffic,
      ...everyThird.map((index) => albLine({ time: minute(index, 7), target: target(index), status: 502, ...given })),
    ])

  test.each<[string, Partial<AlbLine>, readonly string[]]>([
    ['the backend answered it', { targetStatus: 502 }, ['backend-answered-502 proven']],
    ['a constant wait on backends that serve on', { triple: [0.001, 30.002, -1] }, ['worker-timeout likely']],
    ['closed at once on backends that serve on', { triple: [0.001, 0.001, -1] }, ['keep-alive-race likely']],
    ['a silent answer', { status: 504, triple: [0.001, -1, -1] }, ['backend-too-slow likely']],
    ['a silent connection', { status: 504, triple: [-1, -1, -1] }, ['traffic-blocked possible', 'route-broken possible']],
    ['nobody to send to', { status: 503, target: null, triple: [-1, -1, -1] }, ['no-backends possible']],
    [
      'a wrong answer of a function',
      { target: null, triple: [0, 0.001, 0], targetStatus: null, errorReason: 'LambdaInvalidResponse' },
      ['lambda-invalid-response proven'],
    ],
    [
      'a throttled function',
      { target: null, triple: [0, 0.001, 0], targetStatus: null, errorReason: 'LambdaThrottling' },
      ['lambda-throttled proven'],
    ],
    [
      'a function that ended',
      { target: null, triple: [0, 3, 0], targetStatus: null, errorReason: 'LambdaUnhandled' },
      ['lambda-failed possible'],
    ],
  ])('%s', async (_, given, causes) => {
    expect(topOf(await failing(given))).toEqual(causes)
  })

  test('never dispatched: a refused port or a dead connection, which metrics would tell', async () => {
    const { verdict, headline, causes, blindSpots } = await failing({ triple: [-1, -1, -1] })
    expect([verdict, headline]).toEqual(['suspected', 'Possibly: Backends refuse connections on port 8080: 20 of 20 502s'])
    expect(causes.map(({ id, certainty }) => [id, certainty])).toEqual(
      expect.arrayContaining([
        ['port-closed', 'possible'],
        ['keep-alive-race', 'possible'],
      ]),
    )
    expect(blindSpots.find(({ what }) => what === 'metrics')).toMatchObject({
      why: 'notCollected',
      permission: null,
      hides: expect.arrayContaining(['port-closed', 'keep-alive-race']),
      message: 'log files do not show it; lb502 aws --lb <name> reads it',
    })
  })

  test('a backend that may be leaving keeps both from being likely', async () => {
    const last = everyMinute
      .slice(-4)
      .map((index) => albLine({ time: minute(index, 7), target: '10.0.1.99:8080', status: 502, triple: [0.001, 30.002, -1] }))
    expect(topOf(await diagnosed([...traffic, ...last]))).toEqual(['worker-timeout possible'])
  })

  test('no failure is no proof of health: who is registered was not read', async () => {
    const { verdict, headline } = await diagnosed(traffic)
    expect(verdict).toBe('inconclusive')
    expect(headline).toBe(
      'Nothing found failing in web, but metrics, configuration and registrations and health could not be read',
    )
  })

  test('the told keep-alive is kept with the evidence', async () => {
    const races = everyThird.map((index) =>
      albLine({ time: minute(index, 7), target: target(index), status: 502, triple: [0.001, 0.001, -1] }),
    )
    const { causes } = await diagnosed([...traffic, ...races], { backendKeepAliveSeconds: 5 })
    expect(causes[0]?.summary).toContain('the backend keeps them 5 s')
  })
})

describe('of an Application Gateway', () => {
  const traffic = everyMinute.flatMap((index) => [0, 30].map((second) => gatewayLine({ time: minute(index, second) })))
  const failing = (given: Partial<GatewayRow>, write = gatewayLine): Promise<Diagnosis> =>
    diagnosed([...traffic, ...everyThird.map((index) => write({ time: minute(index, 7), status: 502, ...given }))])

  test.each<[string, Partial<GatewayRow>, readonly string[]]>([
    ['the backend answered it', { serverStatus: '502', latency: '0.5' }, ['backend-answered-502 proven']],
    ['nobody in service', nobodyAsked, ['no-backends possible']],
  ])('%s', async (_, given, causes) => {
    expect(topOf(await failing(given))).toEqual(causes)
  })

  test('pool and setting are named as commands need them', async () => {
    const { subject, causes } = await failing({
      status: 504,
      serverStatus: '504',
      latency: '20.0',
      errorInfo: 'ERRORINFO_UPSTREAM_TIMED_OUT',
    })
    expect(subject.pools).toEqual([{ id: 'web/web-http', name: 'web' }])
    expect(causes[0]?.id).toBe('backend-too-slow')
    expect(causes[0]?.fixes.flatMap(({ commands }) => commands).join()).toContain(
      '-g shop-rg --gateway-name shop-agw --name web-http --timeout',
    )
  })

  test('of the first generation names no pools, and is judged all the same', async () => {
    const old = everyMinute.map((index) => oldGatewayLine({ time: minute(index) }))
    const failed = everyThird.map((index) =>
      oldGatewayLine({ time: minute(index, 7), status: 502, serverStatus: null, serverRouted: null, query: '' }),
    )
    const { verdict, subject, traffic } = await diagnosed([...old, ...failed])
    expect(subject.pools).toEqual([{ id: '-', name: 'an unnamed pool' }])
    expect(traffic).toMatchObject({ requests: 80, gateway502: 20 })
    expect(verdict).toBe('suspected')
  })
})
