/** All metrics in as few GetMetricData calls as they fit into: usually one. */
import type { TimeWindow } from '../../core/evidence.ts'
import type { Ask } from '../ask.ts'
import type { CallInput } from '../call-types.ts'
import { chunks } from './chunks.ts'
import type { TargetKind } from './pools.ts'

type Query = NonNullable<CallInput<'cloudwatch:GetMetricData'>['MetricDataQueries']>[number]
type Dimensions = Readonly<Record<string, string>>

/** What metrics are asked about. */
export interface MetricSubject {
  readonly balancerArn: string
  /** Names of the balancer's zones; empty when unknown. */
  readonly zones: readonly string[]
  readonly pools: readonly { readonly arn: string; readonly kind: TargetKind | null }[]
  readonly instanceIds: readonly string[]
}

const queriesPerCall = 500
/** Machines whose CPU load is asked for. */
const mostInstances = 50

const hour = 3600_000
const day = 24 * hour

/** Asks for every metric of the balancer, its zones, the groups and their machines. */
export async function readMetrics(ask: Ask, subject: MetricSubject, window: TimeWindow, now: Date): Promise<void> {
  const from = Date.parse(window.from)
  const to = Date.parse(window.to)
  const period = periodSeconds(from, to, now.getTime())
  const step = period * 1000
  const queries = metricsOf(subject).map(([namespace, name, stat, dimensions], index) =>
    query(`m${index}`, namespace, name, stat, dimensions, period),
  )
  await Promise.all(
    chunks(queries, queriesPerCall).map((MetricDataQueries) =>
      ask('cloudwatch:GetMetricData', {
        MetricDataQueries: [...MetricDataQueries],
        StartTime: new Date(Math.floor(from / step) * step),
        EndTime: new Date(Math.ceil(to / step) * step),
        ScanBy: 'TimestampAscending',
      }),
    ),
  )
}

/** CloudWatch keeps minutes for 15 days and five minutes for 63; a long window needs no minutes. */
export function periodSeconds(from: number, to: number, now: number): number {
  if (now - from > 63 * day) return 3600
  if (now - from > 15 * day || to - from > day) return 300
  return 60
}

type Metric = readonly [namespace: string, name: string, stat: string, dimensions: Dimensions]

function metricsOf(subject: MetricSubject): readonly Metric[] {
  const LoadBalancer = afterPrefix(subject.balancerArn, ':loadbalancer/')
  return [
    ...balancerMetrics({ LoadBalancer }),
    ...subject.zones.flatMap((AvailabilityZone) => zoneMetrics({ AvailabilityZone, LoadBalancer })),
    ...subject.pools.flatMap(({ arn, kind }) => {
      const TargetGroup = `targetgroup/${afterPrefix(arn, ':targetgroup/')}`
      return [
        ...poolMetrics({ TargetGroup, LoadBalancer }, kind),
        ...subject.zones.flatMap((AvailabilityZone) => connectMetrics({ TargetGroup, AvailabilityZone, LoadBalancer }, kind)),
      ]
    }),
    ...subject.instanceIds
      .slice(0, mostInstances)
      .map((InstanceId): Metric => ['AWS/EC2', 'CPUUtilization', 'Maximum', { InstanceId }]),
  ]
}

const gatewayFailures = ['HTTPCode_ELB_502_Count', 'HTTPCode_ELB_503_Count', 'HTTPCode_ELB_504_Count']

function balancerMetrics(dimensions: Dimensions): readonly Metric[] {
  const others = [
    'RequestCount',
    'HTTPCode_ELB_4XX_Count',
    'HTTPCode_ELB_5XX_Count',
    'RejectedConnectionCount',
    'ActiveConnectionCount',
    'NewConnectionCount',
  ]
  return sums([...gatewayFailures, ...others], dimensions)
}

function zoneMetrics(dimensions: Dimensions): readonly Metric[] {
  return sums(gatewayFailures, dimensions)
}

function poolMetrics(dimensions: Dimensions, kind: TargetKind | null): readonly Metric[] {
  const gauges: readonly Metric[] = [
    [elb, 'TargetResponseTime', 'Average', dimensions],
    [elb, 'TargetResponseTime', 'Maximum', dimensions],
    [elb, 'HealthyHostCount', 'Minimum', dimensions],
    [elb, 'UnHealthyHostCount', 'Maximum', dimensions],
  ]
  const counts = [
    'RequestCount',
    'HTTPCode_Target_2XX_Count',
    'HTTPCode_Target_4XX_Count',
    'HTTPCode_Target_5XX_Count',
    'UnhealthyRoutingRequestCount',
  ]
  const ofFunctions = kind === 'lambda' || kind === null ? ['LambdaUserError', 'LambdaInternalError'] : []
  return [...sums([...counts, ...ofFunctions], dimensions), ...connectMetrics(dimensions, kind), ...gauges]
}

/** Functions are invoked, not connected to. */
function connectMetrics(dimensions: Dimensions, kind: TargetKind | null): readonly Metric[] {
  return kind === 'lambda' ? [] : sums(['TargetConnectionErrorCount', 'TargetTLSNegotiationErrorCount'], dimensions)
}

const elb = 'AWS/ApplicationELB'

function sums(names: readonly string[], dimensions: Dimensions): readonly Metric[] {
  return names.map((name) => [elb, name, 'Sum', dimensions])
}

function query(id: string, namespace: string, name: string, stat: string, dimensions: Dimensions, period: number): Query {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
  return {
    Id: id,
    MetricStat: { Metric: { Namespace: namespace, MetricName: name, Dimensions }, Period: period, Stat: stat },
  }
}

function afterPrefix(text: string, prefix: string): string {
  return text.slice(text.indexOf(prefix) + prefix.length)
}
