/** Incidents in the neutral model: what is changed on a healthy balancer, and the causes expected on top. */
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
  timedOut,
  told,
} from './snapshots.ts'

const undispatched = (change: Partial<FailureGroup> = {}): FailureGroup =>
  group({ phase: 'not-dispatched', requests: 40, ...change })
export const both = (health: typeof healthyNow): readonly ReturnType<typeof backend>[] => [
  backend(1, { health }),
  backend(2, { health }),
]

export interface Incident {
  readonly name: string
  readonly changes: Changes
  readonly expected: readonly string[]
}

const orphan = { machine: told(null, 'instances'), networkInterface: told(null, 'network interfaces') }

export const incidents: readonly Incident[] = [
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
    // Probes that pass on the same port speak against a closed one.
    expected: ['keep-alive-race possible', 'port-closed possible'],
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
    name: 'a crash, and refusals until the process is back',
    changes: {
      log: logOf([
        group({
          waits: [3.1, 0.9, 7.4, 1.8, 5.2, 2.2],
          minutes: [['2026-11-20T13:10:00.000Z', 6]],
          lastAt: '2026-11-20T13:10:40.000Z',
        }),
        undispatched({
          requests: 16,
          minutes: [['2026-11-20T13:10:00.000Z', 16]],
          firstAt: '2026-11-20T13:10:41.000Z',
          lastAt: '2026-11-20T13:11:30.000Z',
        }),
      ]),
      metrics: metricsOf({ 'gateway-502': 22, 'connection-errors': 16 }),
    },
    expected: ['backend-crashed likely'],
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
          {
            answerTimeoutSeconds: null,
            drainSeconds: 30,
            slowStartSeconds: 0,
            failOpenBelow: 1,
            multiValueHeaders: false,
            stickiness: false,
          },
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
  {
    name: 'one connection closed at once is no habit',
    changes: { log: logOf([group({ waits: [0.001] })]), metrics: metricsOf({ 'gateway-502': 1 }) },
    expected: ['keep-alive-race possible'],
  },
  {
    name: 'one connection closed at once by a backend known to keep them too briefly',
    changes: { log: logOf([group({ waits: [0.001] })]), metrics: metricsOf({ 'gateway-502': 1 }), keepAlive: 5 },
    expected: ['keep-alive-race likely'],
  },
  {
    name: 'one wait alone is not constant',
    changes: { log: logOf([group({ waits: [7.3] })]), metrics: metricsOf({ 'gateway-502': 1 }) },
    expected: ['backend-crashed possible'],
  },
  {
    name: 'refusals on a backend that answers again, beside another one that probes cannot connect to',
    changes: {
      backends: [backend(1), backend(2, { health: connectionFailed })],
      log: logOf([undispatched()]),
      metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 40 }),
    },
    expected: ['port-closed likely'],
  },
  {
    name: 'refused, by a log that tells nothing but statuses',
    changes: {
      log: logOf([group({ phase: 'unknown', backend: null, requests: 40, waits: [] })]),
      metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 40 }),
    },
    expected: ['port-closed possible'],
  },
  {
    name: 'a log that tells nothing but statuses, and no refusal',
    changes: {
      log: logOf([group({ phase: 'unknown', backend: null, requests: 12, waits: [] })]),
      metrics: metricsOf({ 'gateway-502': 12 }),
    },
    expected: ['keep-alive-race possible'],
  },
  {
    name: 'refused by an unhealthy backend that is leaving',
    changes: {
      backends: [
        backend(1, { health: { state: 'unhealthy', reason: 'draining', statuses: [], label: 'unhealthy.draining' } }),
        backend(2),
      ],
      log: logOf([undispatched({ requests: 12 })]),
      metrics: metricsOf({ 'gateway-502': 12, 'connection-errors': 12 }),
    },
    expected: ['deploy-race likely'],
  },
  {
    name: 'timeouts that failed connections account for, by metrics alone, on an open network',
    changes: { log: denied('access logs'), metrics: metricsOf({ 'gateway-504': 40, 'connection-errors': 40 }) },
    expected: ['backend-overloaded possible'],
  },
]
