/** Incidents of a balancer that verifies certificates and answers by itself when nobody is healthy, in the neutral model. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/core/diagnose.ts'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { type Fact, known } from '../../src/core/fact.ts'
import type { Backend, BackendTls, Conduct, Health, HealthReason, MetricSeries, Resolution } from '../../src/core/model.ts'
import type { FilterHop, Path, RouteHop } from '../../src/core/network/model.ts'
import type { FailureGroup } from '../../src/core/traffic.ts'
import {
  backend,
  type Changes,
  denied,
  group,
  healthyNow,
  histogram,
  logOf,
  pathTo,
  poolId,
  snapshotWith,
  told,
} from './snapshots.ts'

const conduct: Conduct = {
  timeoutStatus: 504,
  nobodyStatus: 502,
  allUnhealthy: 'answers-itself',
  verifiesCertificates: true,
  countsConnectionErrors: false,
}

const down = (reason: HealthReason, statuses: readonly number[] = []): Health => ({
  state: reason === 'not-told' ? 'unknown' : 'unhealthy',
  reason,
  statuses,
  label: `the provider says ${reason}`,
})
const bothAre = (health: Health, change: Partial<Backend> = {}): readonly Backend[] => [
  backend(1, { health, ...change }),
  backend(2, { health, ...change }),
]
const nobody = (requests = 40): FailureGroup => group({ phase: 'nobody', backend: null, requests })
const broken = (requests: number, change: Partial<FailureGroup> = {}): FailureGroup =>
  group({ phase: 'unknown', requests, ...change })
const blockedPaths = told([pathTo(1, told([], 'rules')), pathTo(2, told([], 'rules'))], 'subnets')

const counted = (change: Readonly<Record<string, readonly (readonly [string, number])[]>>): Fact<readonly MetricSeries[]> => {
  const series = (name: MetricSeries['name'], pool: string | null): MetricSeries => ({
    name,
    pool,
    zone: null,
    backend: null,
    periodSeconds: 60,
    points: change[name] ?? [],
  })
  return told(
    [series('requests', null), series('gateway-5xx', null), series('backend-5xx', poolId), series('capacity-units', null)],
    'metrics',
  )
}
const at = '2026-11-20T13:10:00.000Z'
const quiet = counted({ requests: [[at, 1000]] })
const fiveHundreds = counted({ requests: [[at, 1000]], 'gateway-5xx': [[at, 40]] })

const tls: BackendTls = {
  verifies: { chain: true, name: true },
  trusts: 'well-known',
  serverName: { kind: 'fixed', name: 'shop.internal' },
}
const https = { protocol: 'https', port: 443, tls } as const
const probe = (change: object): Partial<NonNullable<Changes['config']>> => ({
  ...https,
  probe: {
    enabled: true,
    custom: true,
    protocol: 'https',
    host: { kind: 'fixed', name: 'shop.internal' },
    serverName: { kind: 'fixed', name: 'shop.internal' },
    port: null,
    path: '/health',
    intervalSeconds: 30,
    timeoutSeconds: 30,
    healthyThreshold: 1,
    unhealthyThreshold: 3,
    expectedStatus: '200-399',
    expectedBody: null,
    ...change,
  },
})
const named = (resolution: Resolution): Partial<Backend> => ({
  named: { name: 'app.internal', resolution: told(resolution, 'private DNS zones') },
  logKeys: [],
})

const away: Pick<Changes, 'metrics' | 'log'> = { metrics: quiet, log: logOf([nobody()]) }
const upkeep = (hop: FilterHop | RouteHop): Fact<readonly Path[]> =>
  told([{ backendKey: '', purpose: 'upkeep', port: 65200, zone: 'gateway', subnetId: 'subnet-lb-1', hops: [hop] }], 'rules')
const infrastructurePorts: FilterHop = {
  kind: 'filter',
  leg: 'request',
  place: 'balancer-subnet',
  direction: 'inbound',
  policy: 'first-match',
  device: 'network security group',
  ruleSets: told([{ id: 'nsg-gw', name: 'nsg-gw', rules: [] }], 'rules'),
  packet: {
    source: { label: 'the platform', cidrs: ['20.0.0.0/8'], groupIds: [] },
    destination: { label: 'load balancer', cidrs: ['10.0.1.0/24'], groupIds: [] },
    destinationPorts: { from: 65200, to: 65535 },
  },
}
const defaultRoute: RouteHop = {
  kind: 'route',
  leg: 'request',
  place: 'balancer-subnet',
  table: told(
    {
      id: 'rt-gw',
      name: 'rt-gw',
      routes: [
        {
          id: 'all',
          destinations: known(['0.0.0.0/0']),
          target: 'appliance 10.9.0.4',
          state: { kind: 'diverts', why: 'an appliance, not the Internet' },
        },
      ],
    },
    'route tables',
  ),
  destination: { label: 'the Internet', cidrs: ['20.0.0.0/8'], groupIds: [] },
}

interface Incident {
  readonly name: string
  readonly changes: Changes
  readonly conduct?: Partial<Conduct>
  readonly upkeep?: Fact<readonly Path[]>
  /** Causes that must come in this order on top. */
  readonly expected: readonly string[]
}

const incidents: readonly Incident[] = [
  { name: 'an empty pool', changes: { backends: [], ...away }, expected: ['no-backends proven'] },
  {
    name: 'no connection, with the way open',
    changes: { backends: bothAre(down('not-connected')), ...away },
    expected: ['port-closed likely'],
  },
  {
    name: 'no connection, with a rule in the way',
    changes: { backends: bothAre(down('not-connected')), pool: { paths: blockedPaths }, ...away },
    expected: ['traffic-blocked proven'],
  },
  {
    name: 'no connection, with rules that nobody could read',
    changes: { backends: bothAre(down('not-connected')), pool: { paths: denied('rules') }, ...away },
    expected: ['traffic-blocked possible', 'route-broken possible', 'port-closed possible'],
  },
  {
    name: 'a rule in the way, and health that nobody could read',
    changes: {
      backends: bothAre({ state: 'unknown', reason: 'unknown', statuses: [], label: 'not read' }),
      pool: { paths: blockedPaths, healthRead: denied('backend health') },
      ...away,
    },
    expected: ['traffic-blocked proven'],
  },
  {
    name: 'probes that time out on an open way',
    changes: { backends: bothAre(down('timed-out')), ...away },
    expected: ['probe-timeout likely'],
  },
  {
    name: 'an unexpected status',
    changes: { backends: bothAre(down('status-mismatch', [401])), ...away },
    expected: ['probe-status-mismatch proven'],
  },
  {
    name: 'a probe answered by a proxy whose upstream fails',
    changes: { backends: bothAre(down('status-mismatch', [502])), ...away },
    expected: ['backend-answered-502 likely'],
  },
  {
    name: 'a missing text',
    changes: { backends: bothAre(down('body-mismatch')), ...away },
    expected: ['probe-body-mismatch proven'],
  },
  ...(
    [
      ['certificate-expired', 'certificate-expired'],
      ['certificate-chain', 'certificate-chain-incomplete'],
      ['certificate-untrusted', 'certificate-untrusted'],
      ['certificate-name', 'certificate-name-mismatch'],
    ] as const
  ).map(([reason, cause]) => ({
    name: `a certificate refused: ${cause}`,
    changes: { backends: bothAre(down(reason)), config: probe({}), ...away },
    expected: [`${cause} proven`],
  })),
  {
    name: 'a handshake that fails',
    changes: { backends: bothAre(down('handshake-failed')), config: probe({}), ...away },
    expected: ['tls-handshake-failed likely'],
  },
  {
    name: 'TLS spoken to a plain port',
    changes: { backends: bothAre(down('handshake-failed')), config: { ...probe({}), port: 8080 }, ...away },
    expected: ['protocol-mismatch likely'],
  },
  {
    name: 'no connection over TLS is most likely a closed port, and may be the handshake',
    changes: { backends: bothAre(down('not-connected'), { port: 443, probePort: 443 }), config: probe({}), ...away },
    expected: ['port-closed likely', 'tls-handshake-failed possible'],
  },
  {
    name: 'a name that only requests present',
    changes: {
      config: { ...probe({}), tls: { ...tls, serverName: { kind: 'client' } } },
      metrics: quiet,
      log: logOf([broken(30)], 1000),
    },
    expected: ['certificate-name-mismatch likely'],
  },
  {
    name: 'a name that does not resolve',
    changes: { backends: bothAre(down('name-unresolved'), named({ kind: 'fails', because: 'no DNS server knows it' })), ...away },
    expected: ['dns-unresolved proven'],
  },
  {
    name: 'a name that leads to the public address, with health unknown',
    changes: {
      backends: bothAre(
        down('not-told'),
        named({ kind: 'elsewhere', meant: ['10.0.9.4'], because: 'the private zone is not linked' }),
      ),
      ...away,
    },
    expected: ['dns-unresolved proven'],
  },
  {
    name: 'an address that the name no longer has',
    changes: {
      backends: [
        backend(1, {
          ...named({ kind: 'resolves', addresses: ['10.0.11.99'], because: 'the record holds 10.0.11.99' }),
          health: healthyNow,
        }),
      ],
      metrics: quiet,
      log: logOf([broken(30), group({ waits: [0, 0, 0] })]),
    },
    expected: ['dns-stale likely'],
  },
  {
    name: 'a stopped machine',
    changes: { backends: bothAre(down('not-connected'), { machine: told(machine('stopped'), 'machines') }), ...away },
    expected: ['backend-stopped proven'],
  },
  {
    name: 'a machine that was stopped for the night and runs again',
    changes: {
      ...away,
      backends: [backend(1)],
      snapshot: {
        changes: told(
          [{ at: '2026-11-20T13:05:00.000Z', who: 'schedule', what: 'Deallocate i-1', kind: 'power', objectIds: ['I-1'] }],
          'changes',
        ),
      },
    },
    expected: ['backend-stopped likely'],
  },
  {
    name: 'infrastructure ports that are closed',
    changes: { backends: bothAre(down('not-told')), ...away },
    upkeep: upkeep(infrastructurePorts),
    expected: ['gateway-ports-blocked proven'],
  },
  {
    name: 'infrastructure ports that are closed, with no log and no metric',
    changes: { backends: bothAre(down('not-told')), log: denied('access logs'), metrics: denied('metrics') },
    upkeep: upkeep(infrastructurePorts),
    expected: ['gateway-ports-blocked proven'],
  },
  {
    name: 'a default route that leads to an appliance',
    changes: { backends: bothAre(down('not-told')), ...away },
    upkeep: upkeep(defaultRoute),
    expected: ['route-broken likely'],
  },
  {
    name: 'a timeout',
    changes: {
      metrics: quiet,
      pool: {
        settings: told(
          {
            answerTimeoutSeconds: 20,
            drainSeconds: 30,
            slowStartSeconds: 0,
            failOpenBelow: null,
            multiValueHeaders: false,
            stickiness: false,
          },
          'setting',
        ),
      },
      log: logOf([broken(12, { status: 504, duration: histogram(20.02, 20.03, 20.1) })]),
    },
    expected: ['backend-too-slow likely'],
  },
  {
    name: 'a timeout on the old platform, answered 502',
    conduct: { timeoutStatus: 502 },
    changes: {
      metrics: quiet,
      pool: {
        settings: told(
          {
            answerTimeoutSeconds: 20,
            drainSeconds: 30,
            slowStartSeconds: 0,
            failOpenBelow: null,
            multiValueHeaders: false,
            stickiness: false,
          },
          'setting',
        ),
      },
      log: logOf([broken(3, { duration: histogram(20.02, 20.03, 20.1) })]),
    },
    expected: ['backend-too-slow likely'],
  },
  {
    name: 'sparse requests cut off at once on healthy backends',
    changes: { metrics: quiet, log: logOf([group({ waits: [0, 0.001, 0, 0.002, 0] })]) },
    expected: ['keep-alive-race likely'],
  },
  {
    name: 'a crash, and requests cut off at once in other minutes',
    changes: {
      metrics: quiet,
      log: logOf([
        group({ waits: [0.4, 0.9, 1.6, 2.2, 2.9, 3.8], minutes: [[at, 6]], lastAt: at }),
        group({ waits: [0.001, 0, 0.002], minutes: [['2026-11-20T13:30:00.000Z', 3]], firstAt: '2026-11-20T13:30:00.000Z' }),
      ]),
    },
    expected: ['backend-crashed likely', 'keep-alive-race likely'],
  },
  {
    name: 'a 502 that the backend made',
    changes: { metrics: quiet, log: logOf([group({ origin: 'backend', phase: 'answered', waits: [0.4, 0.5] })]) },
    expected: ['backend-answered-502 proven'],
  },
  {
    name: 'a 502 on both sides of which nobody says who made it',
    changes: { metrics: quiet, log: logOf([group({ phase: 'answered', waits: [0.4, 0.5, 0.7] })]) },
    expected: ['backend-answered-502 possible'],
  },
  {
    name: 'a probe on another port, content while every request fails',
    changes: {
      backends: [backend(1, { probePort: 9000 }), backend(2, { probePort: 9000 })],
      metrics: quiet,
      log: logOf([broken(98)], 100),
    },
    expected: ['probe-port-mismatch likely'],
  },
  {
    name: 'the ceiling of capacity',
    changes: {
      metrics: counted({
        requests: [[at, 1000]],
        'capacity-units': Array.from(
          { length: 50 },
          (_, minute) => [`2026-11-20T13:${String(minute + 5).padStart(2, '0')}:00.000Z`, 20] as const,
        ),
      }),
      log: logOf([broken(30, { status: 504 }), group({ waits: [0, 0, 0.01] })]),
    },
    expected: ['gateway-saturated likely'],
  },
  {
    name: 'no log, and metrics that count 5xx while a rule is in the way',
    changes: {
      backends: bothAre(down('timed-out')),
      pool: { paths: blockedPaths },
      log: denied('access logs'),
      metrics: fiveHundreds,
    },
    expected: ['traffic-blocked proven'],
  },
]

function machine(state: 'stopped') {
  return {
    id: 'i-1',
    state,
    providerState: 'VM deallocated',
    transition: null,
    zone: null,
    subnetId: null,
    networkId: null,
    addresses: [],
    groupIds: [],
  } as const
}

function judge(incident: Pick<Incident, 'changes' | 'conduct' | 'upkeep'>): Diagnosis {
  const snapshot = snapshotWith(incident.changes)
  const loadBalancer = {
    ...snapshot.loadBalancer,
    upkeep: incident.upkeep ?? told([], 'rules'),
    settings: told(
      {
        idleTimeoutSeconds: null,
        maximumCapacityUnits: 20,
        accessLog: { enabled: false },
        probeLog: { enabled: false },
        other: {},
      } as const,
      'gateway',
    ),
  }
  const [diagnosis] = diagnose({ ...snapshot, cloud: 'azure', conduct: { ...conduct, ...incident.conduct }, loadBalancer })
  if (diagnosis === undefined) throw new Error('no diagnosis')
  return diagnosis
}

const ids = ({ causes }: Diagnosis): readonly string[] => causes.map(({ id, certainty }) => `${id} ${certainty}`)

describe('a balancer that turns requests away while nobody is healthy', () => {
  it.each(incidents)('$name', (incident) => {
    const diagnosis = judge(incident)
    expect(ids(diagnosis).slice(0, incident.expected.length)).toEqual(incident.expected)
  })

  it('is clear when healthy, without causes', () => {
    const diagnosis = judge({ changes: { metrics: quiet } })
    expect([diagnosis.verdict, ids(diagnosis), diagnosis.risks]).toEqual(['clear', [], []])
  })

  it('has a crash account for the request that it ended at once beside those that were worked on', () => {
    const working = group({ waits: [0.4, 0.9, 1.6, 2.2, 2.9, 3.8], minutes: [[at, 6]], lastAt: at })
    const young = group({ waits: [0.01], minutes: [[at, 1]], lastAt: at })
    expect(ids(judge({ changes: { metrics: quiet, log: logOf([working, young]) } }))).toEqual(['backend-crashed likely'])
  })

  it('is not blamed for a rule that is in the way while probes pass', () => {
    expect(judge({ changes: { metrics: quiet, pool: { paths: blockedPaths } } }).verdict).toBe('clear')
  })

  it('is inconclusive, not clear, when health could not be read', () => {
    const backends = bothAre({ state: 'unknown', reason: 'unknown', statuses: [], label: 'not read' })
    const diagnosis = judge({ changes: { backends, metrics: quiet, pool: { healthRead: denied('backend health') } } })
    expect(diagnosis.verdict).toBe('inconclusive')
  })

  it('counts failures that metrics do not sort as neither 502 nor 504', () => {
    const { traffic } = judge({ changes: { log: denied('access logs'), metrics: fiveHundreds } })
    expect([traffic.gateway502, traffic.gateway504, traffic.gateway5xx]).toEqual([null, null, 40])
  })
})
