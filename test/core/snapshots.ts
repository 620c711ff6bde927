/** A healthy snapshot in the neutral model, and small changes to it, for tests of judging. */
import { type Fact, known, type Source, unknown } from '../../src/core/fact.ts'
import { addDuration, createHistogram, histogramOf } from '../../src/core/histogram.ts'
import type { Backend, Health, MetricName, MetricSeries, Pool, PoolConfig, Snapshot } from '../../src/core/model.ts'
import type { FilterHop, Path, Rule } from '../../src/core/network/model.ts'
import type { DurationHistogram, FailureGroup, LogReading, TrafficDigest } from '../../src/core/traffic.ts'

export const poolId = 'pool/web'
const from = '2026-11-20T13:00:00.000Z'
const to = '2026-11-20T14:00:00.000Z'

const source = (what: string): Source => ({
  what,
  call: `test:Read${what.replaceAll(' ', '')}`,
  permission: `test:Read${what.replaceAll(' ', '')}`,
})
export const told = <T>(value: T, what: string): Fact<T> => known(value, source(what))
export const denied = (what: string): Fact<never> => unknown('denied', `not allowed to read ${what}`, source(what))

export const healthyNow: Health = { state: 'healthy', reason: 'none', statuses: [], label: 'healthy' }
export const connectionFailed: Health = {
  state: 'unhealthy',
  reason: 'connection-failed',
  statuses: [],
  label: 'Target.FailedHealthChecks: Health checks failed',
}
export const timedOut: Health = {
  state: 'unhealthy',
  reason: 'timed-out',
  statuses: [],
  label: 'Target.Timeout: Request timed out',
}

export function backend(number: number, change: Partial<Backend> = {}): Backend {
  const address = `10.0.1${number}.10`
  return {
    key: `i-${number}:8080`,
    id: `i-${number}`,
    port: 8080,
    probePort: 8080,
    zone: null,
    health: healthyNow,
    machine: told(
      {
        id: `i-${number}`,
        state: 'running',
        providerState: 'running',
        transition: null,
        zone: `zone-${number}`,
        subnetId: `subnet-app-${number}`,
        networkId: 'net-1',
        addresses: [address],
        groupIds: ['sg-app'],
      },
      'instances',
    ),
    networkInterface: told(
      {
        id: `eni-${number}`,
        machineId: `i-${number}`,
        description: '',
        zone: `zone-${number}`,
        subnetId: `subnet-app-${number}`,
        networkId: 'net-1',
        addresses: [address],
        groupIds: ['sg-app'],
      },
      'network interfaces',
    ),
    function: null,
    logKeys: [`${address}:8080`],
    named: null,
    ...change,
  }
}

const config: PoolConfig = {
  backendKind: 'instance',
  protocol: 'http',
  protocolVersion: 'http1',
  port: 8080,
  ipv6: false,
  networkId: 'net-1',
  loadBalancerIds: ['lb/shop'],
  host: { kind: 'client' },
  tls: null,
  probe: {
    enabled: true,
    custom: true,
    host: { kind: 'backend' },
    serverName: { kind: 'none' },
    protocol: 'http',
    port: null,
    path: '/health',
    intervalSeconds: 30,
    timeoutSeconds: 5,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
    expectedStatus: '200',
    expectedBody: null,
  },
}

const rule: Rule = {
  id: 'allow 8080',
  action: 'allow',
  order: 0,
  protocol: 6,
  ports: { from: 8080, to: 8080 },
  peer: { kind: 'range', cidr: '10.0.0.0/16' },
}

/** One hop into the backends' group: open with the rule, blocked without. */
export function pathTo(number: number, rules: Fact<readonly Rule[]> = told([rule], 'security groups')): Path {
  const hop: FilterHop = {
    kind: 'filter',
    leg: 'request',
    place: 'backend',
    direction: 'inbound',
    policy: 'any-allow',
    device: 'security group',
    ruleSets: rules.known ? { ...rules, value: [{ id: 'sg-app', name: 'app', rules: rules.value }] } : rules,
    packet: {
      source: { label: 'load balancer', cidrs: ['10.0.1.0/24'], groupIds: ['sg-lb'] },
      destination: { label: `i-${number}`, cidrs: [`10.0.1${number}.10/32`], groupIds: ['sg-app'] },
      destinationPorts: { from: 8080, to: 8080 },
    },
  }
  return { backendKey: `i-${number}:8080`, purpose: 'traffic', port: 8080, zone: 'zone-1', subnetId: 'subnet-lb-1', hops: [hop] }
}

export function histogram(...values: readonly number[]): DurationHistogram {
  const built = createHistogram()
  for (const value of values) addDuration(built, value)
  return histogramOf(built)
}

/** A group of failures of this pool; spread over ten minutes unless told otherwise. */
export function group(change: Partial<FailureGroup> & { readonly waits?: readonly number[] }): FailureGroup {
  const { waits = [], ...rest } = change
  const requests = change.requests ?? (waits.length > 0 ? waits.length : 10)
  const minutes = Array.from(
    { length: Math.min(10, requests) },
    (_, index) =>
      [`2026-11-20T13:${String(10 + index * 4)}:00.000Z`, index === 0 ? requests - Math.min(10, requests) + 1 : 1] as const,
  )
  return {
    origin: 'gateway',
    status: 502,
    phase: 'cut-off',
    backend: '10.0.11.10:8080',
    pool: poolId,
    reason: null,
    firstAt: '2026-11-20T13:10:00.000Z',
    lastAt: '2026-11-20T13:46:00.000Z',
    wait: histogram(...waits),
    duration: histogram(...waits),
    minutes,
    paths: [
      ['GET /a', Math.ceil(requests / 2)],
      ['GET /b', Math.floor(requests / 2)],
    ],
    samples: [],
    ...rest,
    requests,
  }
}

export function logOf(failures: readonly FailureGroup[], requests = 1000, change: Partial<TrafficDigest> = {}): Fact<LogReading> {
  const failed = failures.reduce((sum, one) => sum + one.requests, 0)
  const digest: TrafficDigest = {
    lines: { read: requests, parsed: requests, malformed: 0, foreign: 0, outsideWindow: 0 },
    series: [
      {
        pool: poolId,
        minutes: [{ at: '2026-11-20T13:10:00.000Z', requests, gateway: {}, backend: { 200: Math.max(0, requests - failed) } }],
      },
    ],
    failures,
    backends: [],
    paths: [
      { pool: poolId, path: 'GET /a', requests: 400, failures: 5 },
      { pool: poolId, path: 'GET /b', requests: 400, failures: 5 },
    ],
    ...change,
  }
  return told(
    { source: 's3://logs', digest, objects: { listed: 1, read: 1, failed: 0, skipped: 0 }, notes: [], partial: false },
    'access logs',
  )
}

const poolMetrics: readonly MetricName[] = [
  'requests',
  'backend-5xx',
  'backend-4xx',
  'backend-2xx',
  'connection-errors',
  'tls-errors',
  'function-user-errors',
  'function-internal-errors',
]
const wholeMetrics: readonly MetricName[] = ['requests', 'gateway-502', 'gateway-503', 'gateway-504', 'rejected-connections']

export type Counted = Partial<Record<MetricName, number>>

/** All count metrics read; those not named are zero. 1,000 requests unless told otherwise. */
export function metricsOf(counted: Counted = {}): Fact<readonly MetricSeries[]> {
  const all: Counted = { requests: 1000, ...counted }
  const series = (name: MetricName, pool: string | null): MetricSeries => ({
    name,
    pool,
    zone: null,
    backend: null,
    periodSeconds: 60,
    points: (all[name] ?? 0) > 0 ? [['2026-11-20T13:10:00.000Z', all[name] ?? 0]] : [],
  })
  const gauges = (['response-seconds-maximum'] as const).flatMap((name) =>
    all[name] === undefined ? [] : [series(name, poolId)],
  )
  return told(
    [...poolMetrics.map((name) => series(name, poolId)), ...wholeMetrics.map((name) => series(name, null)), ...gauges],
    'metrics',
  )
}

export interface Changes {
  readonly backends?: readonly Backend[]
  readonly log?: Fact<LogReading>
  readonly metrics?: Fact<readonly MetricSeries[]>
  readonly config?: Partial<PoolConfig>
  readonly pool?: Partial<Pool>
  readonly snapshot?: Partial<Snapshot>
  readonly idleTimeoutSeconds?: number
  readonly keepAlive?: number
}

/** A healthy balancer with two instances, logs and metrics; whatever is named is changed. */
export function snapshotWith(changes: Changes = {}): Snapshot {
  const backends = changes.backends ?? [backend(1), backend(2)]
  const pool: Pool = {
    id: poolId,
    name: 'web',
    partNames: { members: 'web', setting: null, probe: null },
    config: told({ ...config, ...changes.config }, 'target groups'),
    settings: told(
      {
        answerTimeoutSeconds: null,
        drainSeconds: 300,
        slowStartSeconds: 0,
        failOpenBelow: 1,
        multiValueHeaders: false,
        stickiness: false,
      },
      'target group attributes',
    ),
    backends: told(backends, 'target health'),
    healthRead: told(true, 'target health'),
    paths: told([pathTo(1), pathTo(2)], 'subnets'),
    crossZone: told(true, 'target group attributes'),
    services: told([], 'services'),
    routing: told({ reached: true, onlyPool: true, weight: 'all' }, 'rules'),
    ...changes.pool,
  }
  return {
    cloud: 'aws',
    conduct: {
      timeoutStatus: 504,
      nobodyStatus: 503,
      allUnhealthy: 'sends-anyway',
      verifiesCertificates: false,
      countsConnectionErrors: true,
    },
    collectedAt: to,
    window: { from, to },
    assumptions: { backendKeepAliveSeconds: changes.keepAlive ?? null },
    loadBalancer: {
      id: 'lb/shop',
      name: 'shop',
      region: 'eu-central-1',
      account: '111122223333',
      overview: told(
        {
          state: 'active',
          providerState: 'active',
          providerReason: null,
          scheme: 'public',
          ipv6: false,
          networkId: 'net-1',
          zones: [
            { name: 'zone-1', subnetId: 'subnet-lb-1' },
            { name: 'zone-2', subnetId: 'subnet-lb-2' },
          ],
          groupIds: ['sg-lb'],
          dnsName: null,
        },
        'load balancers',
      ),
      settings: told(
        {
          idleTimeoutSeconds: changes.idleTimeoutSeconds ?? 60,
          maximumCapacityUnits: null,
          accessLog: { enabled: true, place: 's3://logs' },
          probeLog: { enabled: false },
          other: {},
        },
        'load balancer attributes',
      ),
      listeners: told([{ id: 'listener/1', port: 443, protocol: 'HTTPS', routes: told([], 'rules') }], 'listeners'),
      nodes: told([], 'network interfaces'),
      upkeep: told([], 'subnets'),
    },
    pools: [pool],
    metrics: changes.metrics ?? metricsOf(),
    accessLog: changes.log ?? logOf([]),
    probeLog: denied('probe logs'),
    changes: told([], 'management events'),
    unmodelled: [],
    ...changes.snapshot,
  }
}
