import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/core/diagnose.ts'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import type { FailureGroup } from '../../src/core/traffic.ts'
import {
  backend,
  type Changes,
  connectionFailed,
  denied,
  group,
  type healthyNow,
  logOf,
  metricsOf,
  pathTo,
  poolId,
  snapshotWith,
  timedOut,
  told,
} from './snapshots.ts'

function judge(changes: Changes): Diagnosis {
  const [diagnosis] = diagnose(snapshotWith(changes))
  if (diagnosis === undefined) throw new Error('no diagnosis')
  return diagnosis
}

const ids = (diagnosis: Diagnosis): readonly string[] => diagnosis.causes.map((cause) => `${cause.id} ${cause.certainty}`)
const undispatched = (change: Partial<FailureGroup> = {}): FailureGroup =>
  group({ phase: 'not-dispatched', requests: 40, ...change })
const both = (health: typeof healthyNow): readonly ReturnType<typeof backend>[] => [
  backend(1, { health }),
  backend(2, { health }),
]

describe('verdict', () => {
  it('is clear for a healthy balancer, without causes or risks', () => {
    const diagnosis = judge({})
    expect([diagnosis.verdict, diagnosis.causes, diagnosis.risks]).toEqual(['clear', [], []])
  })

  it('stays clear without a log as long as metrics count no failure', () => {
    expect(judge({ log: denied('access logs') }).verdict).toBe('clear')
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

  it('fails a pool that nobody can serve where traffic cannot be read', () => {
    const diagnosis = judge({ log: denied('access logs'), metrics: denied('metrics'), backends: both(connectionFailed) })
    expect([diagnosis.verdict, ids(diagnosis)]).toEqual(['explained', ['port-closed likely']])
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

interface Case {
  readonly name: string
  readonly changes: Changes
  readonly expected: readonly string[]
}

const orphan = { machine: told(null, 'instances'), networkInterface: told(null, 'network interfaces') }

const cases: readonly Case[] = [
  {
    name: 'refused connections, counted and seen by probes',
    changes: {
      backends: both(connectionFailed),
      log: logOf([undispatched()]),
      metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 44 }),
    },
    expected: ['port-closed proven'],
  },
  {
    name: 'the same lines without connection errors are a race',
    changes: { log: logOf([undispatched()]), metrics: metricsOf({ 'gateway-502': 40 }) },
    expected: ['keep-alive-race likely'],
  },
  {
    name: 'the same lines without metrics stay ambiguous',
    changes: { log: logOf([undispatched()]), metrics: denied('metrics') },
    expected: ['port-closed possible', 'keep-alive-race possible'],
  },
  {
    name: 'refused while the probe asks another port and is content',
    changes: {
      backends: [backend(1, { probePort: 9000 }), backend(2, { probePort: 9000 })],
      log: logOf([undispatched()]),
      metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 44 }),
    },
    expected: ['port-closed proven'],
  },
  {
    name: 'refused, by metrics alone',
    changes: {
      backends: both(connectionFailed),
      log: denied('access logs'),
      metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 44 }),
    },
    expected: ['port-closed proven'],
  },
  {
    name: 'a race closed at once, sparse and spread',
    changes: { log: logOf([group({ waits: [0, 0.001, 0.001, 0.002, 0, 0.001] })]), metrics: metricsOf({ 'gateway-502': 6 }) },
    expected: ['keep-alive-race likely'],
  },
  {
    name: 'a race proven by the backend’s own timeout',
    changes: {
      log: logOf([group({ waits: [0, 0.001, 0.001, 0.002, 0, 0.001] })]),
      metrics: metricsOf({ 'gateway-502': 6 }),
      keepAlive: 5,
    },
    expected: ['keep-alive-race proven'],
  },
  {
    name: 'a race refuted by the backend’s own timeout',
    changes: {
      log: logOf([group({ waits: [0, 0.001, 0.001, 0.002, 0, 0.001] })]),
      metrics: metricsOf({ 'gateway-502': 6 }),
      keepAlive: 75,
    },
    expected: [],
  },
  {
    name: 'equal timeouts race too',
    changes: { log: logOf([group({ waits: [0, 0.001, 0.001] })]), metrics: metricsOf({ 'gateway-502': 3 }), keepAlive: 60 },
    expected: ['keep-alive-race proven'],
  },
  {
    name: 'a constant wait is a timeout of the backend',
    changes: { log: logOf([group({ waits: [30.01, 30.02, 30.0, 30.03, 30.01] })]), metrics: metricsOf({ 'gateway-502': 5 }) },
    expected: ['worker-timeout likely'],
  },
  {
    name: 'scattered waits in a burst on one backend are a crash',
    changes: {
      log: logOf([group({ waits: [1.2, 4.9, 0.5, 8.1, 2.7, 13.2], minutes: [['2026-11-20T13:20:00.000Z', 6]] })]),
      metrics: metricsOf({ 'gateway-502': 6 }),
    },
    expected: ['backend-crashed likely'],
  },
  {
    name: 'one URL that never succeeds',
    changes: {
      log: logOf([group({ waits: [0.3, 0.41, 0.36, 0.5, 0.33], paths: [['GET /report', 5]] })], 1000, {
        paths: [{ pool: poolId, path: 'GET /report', requests: 5, failures: 5 }],
      }),
      metrics: metricsOf({ 'gateway-502': 5 }),
    },
    expected: ['invalid-response likely'],
  },
  {
    name: 'the backend’s own 502',
    changes: {
      log: logOf([group({ origin: 'backend', phase: 'answered', requests: 25, waits: [] })]),
      metrics: metricsOf({ 'backend-5xx': 25 }),
    },
    expected: ['backend-answered-502 proven'],
  },
  {
    name: 'a dropped connection attempt with the rule missing',
    changes: {
      backends: both(timedOut),
      log: logOf([undispatched({ status: 504 })]),
      metrics: metricsOf({ 'gateway-504': 40, 'connection-errors': 40 }),
      pool: { paths: told([pathTo(1, told([], 'security groups')), pathTo(2, told([], 'security groups'))], 'subnets') },
    },
    expected: ['traffic-blocked proven'],
  },
  {
    name: 'the same without the rules being readable',
    changes: {
      backends: both(timedOut),
      log: logOf([undispatched({ status: 504 })]),
      metrics: metricsOf({ 'gateway-504': 40, 'connection-errors': 40 }),
      pool: { paths: told([pathTo(1, denied('security groups')), pathTo(2, denied('security groups'))], 'subnets') },
    },
    expected: ['traffic-blocked possible'],
  },
  {
    name: 'no answer within the idle timeout',
    changes: {
      log: logOf([
        group({
          status: 504,
          phase: 'no-answer',
          requests: 12,
          duration: { zero: 0, buckets: [[83, 12]], minimum: 60, maximum: 60.1 },
        }),
      ]),
      metrics: metricsOf({ 'gateway-504': 12 }),
    },
    expected: ['backend-too-slow proven'],
  },
  {
    name: 'nobody registered',
    changes: {
      backends: [],
      log: logOf([group({ status: 503, phase: 'not-dispatched', backend: null, requests: 30 })]),
      metrics: metricsOf({ 'gateway-503': 30 }),
      pool: { paths: told([], 'subnets') },
    },
    expected: ['no-backends proven'],
  },
  {
    name: 'stopped machines',
    changes: {
      backends: both({
        state: 'unused',
        reason: 'not-running',
        statuses: [],
        label: 'Target.InvalidState: Target is in the stopped state',
      }),
      log: logOf([group({ status: 503, phase: 'not-dispatched', backend: null, requests: 30 })]),
      metrics: metricsOf({ 'gateway-503': 30 }),
    },
    expected: ['backend-stopped proven'],
  },
  {
    name: 'backends in a zone without a node',
    changes: {
      backends: both({ state: 'unused', reason: 'not-in-use', statuses: [], label: 'Target.NotInUse' }).map((one) =>
        one.machine.known && one.machine.value
          ? { ...one, machine: told({ ...one.machine.value, zone: 'zone-9' }, 'instances') }
          : one,
      ),
      log: logOf([group({ status: 503, phase: 'not-dispatched', backend: null, requests: 30 })]),
      metrics: metricsOf({ 'gateway-503': 30 }),
    },
    expected: ['zone-not-enabled proven'],
  },
  {
    name: 'an address that nothing owns',
    changes: {
      backends: [backend(1, { health: connectionFailed, ...orphan }), backend(2)],
      config: { backendKind: 'address' },
      log: logOf([undispatched()]),
      metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 44 }),
    },
    expected: ['stale-backend proven'],
  },
  {
    name: 'failed handshakes on a TLS port',
    changes: {
      backends: both(connectionFailed).map((one) => ({ ...one, port: 8443 })),
      config: { protocol: 'https', port: 8443 },
      log: logOf([undispatched()]),
      metrics: metricsOf({ 'gateway-502': 40, 'tls-errors': 41 }),
    },
    expected: ['tls-handshake-failed likely', 'protocol-mismatch possible'],
  },
  {
    name: 'failed handshakes on a port that speaks plain HTTP',
    changes: {
      backends: both(connectionFailed),
      config: { protocol: 'https' },
      log: logOf([undispatched()]),
      metrics: metricsOf({ 'gateway-502': 40, 'tls-errors': 41 }),
    },
    expected: ['protocol-mismatch likely', 'tls-handshake-failed possible'],
  },
  {
    name: 'requests on a backend that is draining',
    changes: {
      backends: [
        backend(1, { health: { state: 'draining', reason: 'draining', statuses: [], label: 'Target.DeregistrationInProgress' } }),
        backend(2),
      ],
      log: logOf([undispatched({ requests: 12 }), group({ waits: [0, 0.001, 0.4, 1.3] })]),
      metrics: metricsOf({ 'gateway-502': 16, 'connection-errors': 12 }),
    },
    expected: ['deploy-race likely'],
  },
  {
    name: 'requests cut off when the drain time ended',
    changes: {
      backends: [
        backend(1, { health: { state: 'draining', reason: 'draining', statuses: [], label: 'Target.DeregistrationInProgress' } }),
        backend(2),
      ],
      log: logOf([group({ waits: [28.4, 29.1, 21.2, 29.8] })]),
      metrics: metricsOf({ 'gateway-502': 4 }),
      pool: {
        settings: told(
          { drainSeconds: 30, slowStartSeconds: 0, failOpenBelow: 1, multiValueHeaders: false, stickiness: false },
          'target group attributes',
        ),
      },
    },
    expected: ['deregistered-mid-request likely'],
  },
  {
    name: 'streams lost with retired connections',
    changes: {
      config: { protocolVersion: 'grpc' },
      log: logOf([group({ waits: [0.001, 0.02, 0.5, 1.1, 0.3] })]),
      metrics: metricsOf({ 'gateway-502': 5 }),
    },
    expected: ['connection-max-age likely'],
  },
]

describe('causes', () => {
  it.each(cases)('$name', ({ changes, expected }) => {
    const diagnosis = judge(changes)
    expect(ids(diagnosis).slice(0, expected.length)).toEqual(expected)
    expect(diagnosis.causes.filter((cause) => cause.certainty !== 'possible').length).toBeLessThanOrEqual(1)
  })

  it('leaves nothing explained without cause or claim', () => {
    for (const { changes } of cases) {
      for (const cause of judge(changes).causes) {
        expect(cause.evidence.length, cause.id).toBeGreaterThan(0)
        if (cause.explains !== null) expect(cause.explains.requests).toBeLessThanOrEqual(cause.explains.of)
      }
    }
  })

  it('verifies a fix by judging the changed model again', () => {
    const blocked = cases.find((one) => one.expected[0] === 'traffic-blocked proven')
    expect(judge(blocked?.changes ?? {}).causes[0]?.fixes[0]?.verified).toBe(true)
  })
})
