import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/core/diagnose.ts'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import type { Fact } from '../../src/core/fact.ts'
import type { LogReading } from '../../src/core/traffic.ts'
import { both, incidents } from './incidents.ts'
import { type Changes, connectionFailed, denied, group, logOf, metricsOf, poolId, snapshotWith, told } from './snapshots.ts'

function judge(changes: Changes): Diagnosis {
  const [diagnosis] = diagnose(snapshotWith(changes))
  if (diagnosis === undefined) throw new Error('no diagnosis')
  return diagnosis
}

const ids = (diagnosis: Diagnosis): readonly string[] => diagnosis.causes.map((cause) => `${cause.id} ${cause.certainty}`)
describe('a log that was read in part', () => {
  const reading = (change: object): Fact<LogReading> => {
    const log = logOf([group({ requests: 40 })], 900)
    return log.known ? { ...log, value: { ...log.value, ...change } } : log
  }
  const spotOf = (change: object) => judge({ log: reading(change) }).blindSpots.find(({ what }) => what.includes('access logs'))

  it('is a blind spot that says how much is missing, why, and what may hide there', () => {
    const refused = { gap: 'denied', permission: 's3:GetObject' }
    const spot = spotOf({ partial: true, notes: ['1 of 5 objects could not be read: AccessDenied', 'and so on'], refused })
    expect(spot).toMatchObject({
      what: 'part of the access logs',
      why: 'denied',
      permission: 's3:GetObject',
      message: '1 of 5 objects could not be read: AccessDenied; and so on',
    })
    expect(spot?.hides).toContain('port-closed')
  })

  it('hides nothing where only its end has not arrived yet', () => {
    expect(spotOf({ notes: ['late'] })).toMatchObject({ why: 'notCollected', permission: null, hides: [], message: 'late' })
  })

  it('is none where nothing is to be said', () => {
    expect(spotOf({})).toBeUndefined()
  })
})

describe('verdict', () => {
  it('is clear for a healthy balancer, without causes or risks', () => {
    const diagnosis = judge({})
    expect([diagnosis.verdict, diagnosis.causes, diagnosis.risks]).toEqual(['clear', [], []])
  })

  it('stays clear without a log as long as metrics count no failure', () => {
    expect(judge({ log: denied('access logs') }).verdict).toBe('clear')
  })

  it.each([
    ['clear when metrics count no failure of any kind', metricsOf(), 'clear'],
    ['inconclusive when backends made 5xx, which may be 502s', metricsOf({ 'backend-5xx': 1 }), 'inconclusive'],
    ['inconclusive when metrics miss requests that the log shows', metricsOf({ requests: 899 }), 'inconclusive'],
    ['inconclusive when metrics cannot be read', denied('metrics'), 'inconclusive'],
    ['failing when metrics count a failure', metricsOf({ 'gateway-503': 1 }), 'explained'],
  ] as const)('of a partial log without failures is %s', (_, metrics, verdict) => {
    const log = logOf([], 900)
    const partial = log.known ? { ...log, value: { ...log.value, partial: true } } : log
    expect(judge({ log: partial, metrics }).verdict).toBe(verdict)
  })

  it('is inconclusive when neither logs nor metrics can be read and backends are healthy', () => {
    expect(judge({ log: denied('access logs'), metrics: denied('metrics') }).verdict).toBe('inconclusive')
  })

  it('is inconclusive, not clear, when registrations cannot be read', () => {
    expect(judge({ pool: { backends: denied('target health') } }).verdict).toBe('inconclusive')
  })

  it('is inconclusive when only backend 5xx are counted, because they may be 500s', () => {
    const diagnosis = judge({ log: denied('access logs'), metrics: metricsOf({ 'backend-5xx': 30 }) })
    expect([diagnosis.verdict, diagnosis.risks.map((risk) => risk.id)]).toEqual(['inconclusive', ['backend-answered-502']])
  })

  it('does not blame a pool for 502s of a balancer it shares', () => {
    const routing = told({ reached: true, onlyPool: false, weight: 'all' as const }, 'rules')
    const metrics = metricsOf({ 'gateway-502': 30 })
    const shared = metrics.known
      ? {
          ...metrics,
          value: metrics.value.map((series) =>
            series.name === 'requests' && series.pool === poolId ? { ...series, points: [] } : series,
          ),
        }
      : metrics
    expect(judge({ log: denied('access logs'), metrics: shared, pool: { routing } }).verdict).toBe('inconclusive')
  })

  it('is inconclusive when failures name no pool and may be those of this one', () => {
    const routing = told({ reached: true, onlyPool: false, weight: 'all' as const }, 'rules')
    const log = logOf([group({ status: 503, phase: 'not-dispatched', pool: null, backend: null, requests: 30 })])
    const { verdict, headline } = judge({ log, metrics: denied('metrics'), pool: { routing } })
    expect([verdict, headline]).toEqual([
      'inconclusive',
      'Nothing found failing in web itself, but 30 failures of the load balancer cannot be told to be another pool’s',
    ])
  })

  it.each([
    ['inconclusive when the log lacks most failures that metrics count over all pools', 10, 'inconclusive'],
    ['clear when other pools account for them in the log', 40, 'clear'],
  ] as const)('is %s', (_, logged, verdict) => {
    const routing = told({ reached: true, onlyPool: false, weight: 'all' as const }, 'rules')
    const metrics = metricsOf({ 'gateway-502': 40 })
    const shared = metrics.known
      ? {
          ...metrics,
          value: metrics.value.map((series) =>
            series.name === 'requests' && series.pool === null
              ? { ...series, points: series.points.map(([at, sum]) => [at, sum * 2] as const) }
              : series,
          ),
        }
      : metrics
    const log = logOf([group({ pool: 'pool/other', backend: '10.0.11.99:80', requests: logged })])
    expect(judge({ log, metrics: shared, pool: { routing } }).verdict).toBe(verdict)
  })

  it('is clear for an empty pool that nobody asks anything, whatever befalls the requests of others', () => {
    const routing = told({ reached: true, onlyPool: false, weight: 'all' as const }, 'rules')
    const metrics = metricsOf({ 'gateway-502': 40 })
    const shared = metrics.known
      ? {
          ...metrics,
          value: metrics.value.map((series) =>
            series.name === 'requests' && series.pool === poolId ? { ...series, points: [] } : series,
          ),
        }
      : metrics
    const others = { pool: 'pool/other', minutes: [{ at: '2026-11-20T13:10:00.000Z', requests: 1000, gateway: {}, backend: {} }] }
    const log = logOf([group({ pool: 'pool/other', backend: '10.0.11.99:80', requests: 40 })], 1000, { series: [others] })
    const { verdict, traffic } = judge({ log, metrics: shared, backends: [], pool: { routing } })
    expect([verdict, traffic.gateway502]).toEqual(['clear', 0])
  })

  it.each([
    ['inconclusive: with nobody registered it is answered 503, and none was', { 'gateway-502': 40 }, 'inconclusive'],
    ['failing when 503s were counted', { 'gateway-503': 40 }, 'explained'],
  ] as const)('of an empty pool that shares its balancer is, by metrics alone, %s', (_, counted, verdict) => {
    const routing = told({ reached: true, onlyPool: false, weight: 'all' as const }, 'rules')
    const metrics = metricsOf(counted)
    const shared = metrics.known
      ? { ...metrics, value: metrics.value.filter((series) => !(series.name === 'requests' && series.pool === poolId)) }
      : metrics
    const diagnosis = judge({ log: denied('access logs'), metrics: shared, backends: [], pool: { routing } })
    expect([diagnosis.verdict, diagnosis.traffic.ofAllPools]).toEqual([verdict, true])
  })

  it('does not call what a rule may have answered a failure, whatever its status', () => {
    const page = {
      id: 'r',
      priority: 5,
      condition: 'path /down',
      action: 'fixed-response' as const,
      fixedStatus: 502,
      targets: [],
    }
    const healthy = snapshotWith({ log: denied('access logs'), metrics: metricsOf({ 'gateway-502': 30 }) })
    const routes = told([page], 'rules')
    const listeners = told([{ id: 'listener/1', port: 443, protocol: 'HTTPS', routes }], 'listeners')
    const [diagnosis] = diagnose({ ...healthy, loadBalancer: { ...healthy.loadBalancer, listeners } })
    expect([diagnosis?.verdict, diagnosis?.causes, diagnosis?.traffic.other]).toEqual([
      'inconclusive',
      [],
      { '502, perhaps by a rule': 30 },
    ])
  })

  it('fails a pool that nobody can serve where traffic cannot be read', () => {
    const diagnosis = judge({ log: denied('access logs'), metrics: denied('metrics'), backends: both(connectionFailed) })
    expect([diagnosis.verdict, ids(diagnosis)]).toEqual(['explained', ['port-closed likely']])
  })

  it('says how a suspicion is meant in a headline that stands alone, and states the cause itself flatly', () => {
    const { verdict, headline } = judge({ log: denied('access logs'), metrics: metricsOf({ 'gateway-502': 12 }) })
    expect([verdict, headline]).toEqual([
      'suspected',
      'Possibly: Backends close idle connections before the load balancer does: 12 502s',
    ])
  })

  it('names 460s and backend 500s without calling them failures', () => {
    const log = logOf([], 1000, {
      series: [
        {
          pool: poolId,
          minutes: [{ at: '2026-11-20T13:10:00.000Z', requests: 1000, gateway: { 460: 12 }, backend: { 200: 980, 500: 8 } }],
        },
      ],
    })
    const diagnosis = judge({ log, metrics: metricsOf({ 'backend-5xx': 8 }) })
    expect([diagnosis.verdict, diagnosis.traffic.other]).toEqual(['clear', { 460: 12, 'backend 500': 8 }])
  })
})

describe('numbers', () => {
  it('counts a crash’s cut-off requests apart from those it refused meanwhile', () => {
    const crash = incidents.find(({ name }) => name.startsWith('a crash, and refusals'))
    expect(judge(crash?.changes ?? {}).causes[0]?.summary).toContain('6 requests were cut off')
    expect(judge(crash?.changes ?? {}).causes[0]?.summary).toContain('16 not taken at all')
  })

  it('shows no line of the log for a cause that accounts for a part of its group: it may be one of the others', () => {
    const waits = [30.01, 30.02, 30, 30.03, 30.01, 1.2]
    const sample = (of: Partial<Parameters<typeof group>[0]>) =>
      judge({ log: logOf([group({ samples: ['a line'], ...of })]), metrics: metricsOf({ 'gateway-502': 6 }) }).causes.find(
        ({ id }) => id === 'worker-timeout',
      )?.evidence[0]?.says
    expect(sample({ waits })).not.toContain('a line')
    expect(sample({ waits: waits.slice(0, 5) })).toContain('a line')
  })

  it('does not call requests that were turned away a part of those that a backend was chosen for', () => {
    const turnedAway = judge({ log: denied('access logs'), backends: [], metrics: metricsOf({ requests: 3, 'gateway-503': 30 }) })
    expect(turnedAway.requestPath.at(-1)?.says).toBe('30 × 503 by the load balancer')
  })

  it('tells a port that was closed for a while from one that is wrong', () => {
    const served = (lastSucceededAt: string) => ({
      backends: [
        {
          ...{ pool: poolId, backend: '10.0.11.10:8080', requests: 900, succeeded: 860, gatewayFailures: 40, backendFailures: 0 },
          ...{ firstAt: '2026-11-20T13:00:00.000Z', lastAt: '2026-11-20T13:59:00.000Z', lastSucceededAt },
        },
      ],
    })
    const refused = (lastSucceededAt: string) =>
      judge({
        log: logOf([group({ phase: 'not-dispatched', requests: 40, waits: [] })], 1000, served(lastSucceededAt)),
        metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 40 }),
      }).causes[0]?.summary
    expect(refused('2026-11-20T13:59:00.000Z')).toContain('the right port is registered')
    expect(refused('2026-11-20T13:09:00.000Z')).toContain('Nothing listens')
  })
})

describe('causes', () => {
  it.each(incidents)('$name', ({ changes, expected }) => {
    const diagnosis = judge(changes)
    expect(ids(diagnosis).slice(0, expected.length)).toEqual(expected)
    expect(diagnosis.causes.filter((cause) => cause.certainty !== 'possible').length).toBeLessThanOrEqual(1)
  })

  it('leaves nothing explained without cause or claim', () => {
    for (const { changes } of incidents) {
      for (const cause of judge(changes).causes) {
        expect(cause.evidence.length, cause.id).toBeGreaterThan(0)
        if (cause.explains !== null) expect(cause.explains.requests).toBeLessThanOrEqual(cause.explains.of)
      }
    }
  })

  it('verifies a fix by judging the changed model again', () => {
    const blocked = incidents.find((one) => one.expected[0] === 'traffic-blocked proven')
    expect(judge(blocked?.changes ?? {}).causes[0]?.fixes[0]?.verified).toBe(true)
  })
})
