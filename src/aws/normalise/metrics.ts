/** CloudWatch metrics: results joined with the queries that they answer. */
import type { Metric, MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch'
import { compareText } from '../../core/canonical.ts'
import type { Fact } from '../../core/fact.ts'
import type { MetricSeries } from '../../core/model.ts'
import {
  asTime,
  type Loose,
  listed,
  neededNumber,
  neededObjects,
  neededText,
  objects,
  part,
  text,
  Unreadable,
} from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Json } from '../json.ts'
import { balancerLabel, parseArn } from './arns.ts'
import { factOf, type Reply } from './calls.ts'
import { metricName } from './metric-names.ts'

/** What the load balancer and its pools are called in metrics. */
export interface MetricSubject {
  readonly loadBalancerId: string | null
  readonly poolIds: readonly string[]
}

/** Every series that was asked for and is known to the model. */
export function readMetrics(calls: Calls, subject: MetricSubject): Fact<readonly MetricSeries[]> {
  return factOf(calls, 'cloudwatch:GetMetricData', { absent: 'metrics were not asked for' }, (replies) => {
    const series = new Map(replies.flatMap((reply) => seriesOf(reply, subject)).map((one) => [sortKey(one), one]))
    return [...series].sort(([one], [other]) => compareText(one, other)).map(([, one]) => one)
  })
}

function sortKey({ name, pool, zone, backend }: MetricSeries): string {
  return JSON.stringify([pool, backend, name, zone])
}

function seriesOf({ input, output }: Reply<'cloudwatch:GetMetricData'>, subject: MetricSubject): readonly MetricSeries[] {
  const results = new Map<string, Points>()
  for (const result of neededObjects(output, 'MetricDataResults')) {
    const id = neededText(result, 'Id')
    results.set(id, [...(results.get(id) ?? []), ...pointsOf(result)])
  }
  const queries = objects(input, 'MetricDataQueries').map((query) => ({ query, id: neededText(query, 'Id') }))
  const asked = new Set(queries.map(({ id }) => id))
  const strange = [...results.keys()].find((id) => !asked.has(id))
  if (strange !== undefined) throw new Unreadable(`metric result ${strange} answers no query`)
  const cutShort = objects(output, 'Messages').length > 0
  return queries.flatMap(({ query, id }) => {
    const named = readQuery(query, subject)
    if (named === null) return []
    const points = results.get(id)
    if (points === undefined && cutShort) throw new Unreadable(`there is no result for metric ${named.name}`)
    // The call was answered and says nothing of this metric: that is CloudWatch's way to say that it has no data points.
    return [{ ...named, points: (points ?? []).toSorted(([one], [other]) => compareText(one, other)) }]
  })
}

type Points = readonly (readonly [string, number])[]

/** Missing points of a count mean zero, so an incomplete result must not be read at all. */
function pointsOf(result: Loose<Json<MetricDataResult>>): Points {
  const status = text(result, 'StatusCode') ?? 'Complete'
  if (status !== 'Complete') throw new Unreadable(`metric ${text(result, 'Label') ?? ''} came back as ${status}`)
  const values = listed(result, 'Values') ?? []
  const times = listed(result, 'Timestamps') ?? []
  if (values.length !== times.length) throw new Unreadable('a metric has not as many values as times')
  return times.map((at, index) => [asTime(at, 'a timestamp'), asNumber(values[index])])
}

function asNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Unreadable('a metric value is not a number')
}

/** What the query asks for; null when it is a formula or something the model has no word for. */
function readQuery(query: Loose<MetricDataQuery>, subject: MetricSubject): Omit<MetricSeries, 'points'> | null {
  const stat = part(query, 'MetricStat')
  const metric = stat && part(stat, 'Metric')
  if (stat === null || metric === null) return null
  const name = metricName(text(metric, 'Namespace') ?? '', text(metric, 'MetricName') ?? '', text(stat, 'Stat') ?? '')
  const place = name && placeOf(metric, subject)
  return name === null || !place ? null : { name, ...place, periodSeconds: neededNumber(stat, 'Period') }
}

/** Null when the series is about another load balancer. */
function placeOf(metric: Loose<Metric>, subject: MetricSubject): Pick<MetricSeries, 'pool' | 'zone' | 'backend'> | null {
  const dimensions = new Map(objects(metric, 'Dimensions').map((one) => [text(one, 'Name'), text(one, 'Value')]))
  const own = subject.loadBalancerId === null ? null : balancerLabel(subject.loadBalancerId)
  const balancer = dimensions.get('LoadBalancer') ?? null
  if (balancer !== null && balancer !== own) return null
  const group = dimensions.get('TargetGroup') ?? null
  return {
    pool: group === null ? null : poolNamed(group, subject),
    zone: dimensions.get('AvailabilityZone') ?? null,
    backend: dimensions.get('InstanceId') ?? null,
  }
}

/** The pool's ARN ends with what metrics call it; one that was not asked about lies beside the load balancer. */
function poolNamed(group: string, { loadBalancerId, poolIds }: MetricSubject): string {
  const asked = poolIds.find((id) => parseArn(id)?.resource === group)
  const beside = parseArn(loadBalancerId ?? '')
  if (asked !== undefined || beside === null) return asked ?? group
  return ['arn', beside.partition, beside.service, beside.region, beside.account, group].join(':')
}
