/** Azure Monitor's metrics of a gateway, in the model's terms. */
import { compareText } from '../../core/canonical.ts'
import { type Fact, type UnknownFact, unknown } from '../../core/fact.ts'
import type { MetricName, MetricSeries } from '../../core/model.ts'
import { object } from '../../normalise/loose.ts'
import { attempt, type Calls, gapOf } from '../../normalise/records.ts'
import { sourceOf } from '../call-names.ts'
import { type Aggregation, type ArmMetrics, type Sample, type Samples, samplesOf } from './metric-samples.ts'
import type { PoolIds } from './pool-ids.ts'

export interface MetricSubject {
  /** The pools that series are about; one without samples had no traffic. */
  readonly poolIds: readonly string[]
  readonly idOf: PoolIds
}

const source = sourceOf('Microsoft.Insights/metrics/read')

/**
 * Every series that the answers tell of. A metric that this kind of gateway does not have makes no gap of the others; a gateway
 * without any sample does, since it reports its backends even when nobody asks for anything.
 */
export function readMetrics(calls: Calls, subject: MetricSubject): Fact<readonly MetricSeries[]> {
  const records = calls.get(source.call) ?? []
  if (records.length === 0) return unknown('notCollected', 'metrics were not asked for', source)
  const offered = records.filter(({ outcome }) => outcome.ok || outcome.code !== 'BadRequest')
  const gaps = (offered.length === 0 ? records : offered).map((record) => gapOf(record, source))
  const gap = gaps.find((each): each is UnknownFact => each !== null)
  if (gap !== undefined) return gap
  const answers = attempt(source, () =>
    offered.map(({ outcome }) => samplesOf(object<ArmMetrics>(outcome.ok ? outcome.output : null, 'the answer'))),
  )
  if (!answers.known) return answers
  if (answers.value.every(({ byMetric }) => [...byMetric.values()].every((samples) => samples.length === 0)))
    return unknown('notFound', 'the gateway reported no metric at all in this time', source)
  return { ...answers, value: seriesOf(answers.value, subject) }
}

/** [ISO minute, value], ascending. */
type Points = MetricSeries['points']

interface Desk extends MetricSubject {
  readonly samples: ReadonlyMap<string, readonly Sample[]>
}

function seriesOf(answers: readonly Samples[], subject: MetricSubject): readonly MetricSeries[] {
  const desk: Desk = { ...subject, samples: new Map(answers.flatMap(({ byMetric }) => [...byMetric])) }
  const periodSeconds = Math.max(...answers.map((answer) => answer.periodSeconds))
  const series = (name: MetricName, pool: string | null, points: Points | null): readonly MetricSeries[] =>
    points === null ? [] : [{ name, pool, zone: null, backend: null, periodSeconds, points }]
  const gateway = gatewayPoints(desk)
  const attributed = isAttributed(desk)
  return [
    ...Object.entries(gateway).flatMap(([name, points]) => series(name as keyof typeof gateway, null, points)),
    ...subject.poolIds.flatMap((pool) => {
      const { 'gateway-5xx': own, ...others } = poolPoints(desk, pool)
      return [
        ...Object.entries(others).flatMap(([name, points]) => series(name as keyof typeof others, pool, points)),
        ...series('gateway-5xx', pool, attributed ? own : null),
      ]
    }),
  ].sort((one, other) => compareText(JSON.stringify([one.pool, one.name]), JSON.stringify([other.pool, other.name])))
}

type Tabled<Name extends MetricName> = Readonly<Record<Name, Points | null>>

function gatewayPoints(
  desk: Desk,
): Tabled<'requests' | 'gateway-5xx' | 'capacity-units' | 'compute-units' | 'active-connections'> {
  const all = (): boolean => true
  return {
    requests: sumOver(desk, 'ResponseStatus', all) ?? sumOver(desk, 'TotalRequests', all),
    'gateway-5xx': less(sumOver(desk, 'ResponseStatus', isServerError), sumOver(desk, 'BackendResponseStatus', isServerError)),
    'capacity-units': pointsOf(desk, 'CapacityUnits', 'average', all),
    'compute-units': pointsOf(desk, 'ComputeUnits', 'average', all),
    'active-connections': sumOver(desk, 'CurrentConnections', all),
  }
}

function poolPoints(
  desk: Desk,
  pool: string,
): Tabled<
  | 'requests'
  | 'gateway-5xx'
  | 'backend-5xx'
  | 'healthy-backends-minimum'
  | 'unhealthy-backends-maximum'
  | 'response-seconds-average'
  | 'response-seconds-maximum'
  | 'connect-seconds-maximum'
> {
  const own = (sample: Sample): boolean => poolOf(sample, desk.idOf) === pool
  const answered = sumOver(desk, 'TotalRequests', own)
  const failed = sumOver(desk, 'FailedRequests', own)
  const passedOn = sumOver(desk, 'BackendResponseStatus', (sample) => own(sample) && isServerError(sample))
  return {
    requests: atLeast(answered, failed),
    'gateway-5xx': less(failed, passedOn),
    'backend-5xx': passedOn,
    'healthy-backends-minimum': pointsOf(desk, 'HealthyHostCount', 'average', own),
    'unhealthy-backends-maximum': pointsOf(desk, 'UnhealthyHostCount', 'average', own),
    'response-seconds-average': inSeconds(pointsOf(desk, 'BackendFirstByteResponseTime', 'average', own)),
    'response-seconds-maximum': inSeconds(pointsOf(desk, 'BackendFirstByteResponseTime', 'maximum', own)),
    'connect-seconds-maximum': inSeconds(pointsOf(desk, 'BackendConnectTime', 'maximum', own)),
  }
}

/** `pool~setting` in one dimension, or each in its own. */
function poolOf({ dimensions }: Sample, idOf: PoolIds): string | null {
  const joined = dimensions.get('backendsettingspool') ?? ''
  const [pool = '', setting] =
    joined === '' ? [dimensions.get('backendpool'), dimensions.get('backendhttpsetting')] : joined.split('~')
  return pool === '' ? null : idOf(pool, setting || null)
}

function isServerError({ dimensions }: Sample): boolean {
  return dimensions.get('httpstatusgroup')?.toLowerCase() === '5xx'
}

/**
 * Whether the 5xx that pools are charged with are as many as the gateway answered. Where they are fewer, a pool without any may have
 * had those that nobody was charged with. A twentieth may be lost at the edges of the time asked for.
 */
function isAttributed(desk: Desk): boolean {
  const total = (points: Points | null): number => (points ?? []).reduce((sum, [, value]) => sum + value, 0)
  const answered = total(sumOver(desk, 'ResponseStatus', isServerError))
  const charged = total(sumOver(desk, 'FailedRequests', (sample) => poolOf(sample, desk.idOf) !== null))
  return charged >= answered * 0.95
}

type Choose = (sample: Sample) => boolean

/** Totals of all chosen samples by minute; null when the metric was not read. */
function sumOver(desk: Desk, metric: string, choose: Choose): Points | null {
  return pointsOf(desk, metric, 'total', choose)
}

function pointsOf({ samples }: Desk, metric: string, aggregation: Aggregation, choose: Choose): Points | null {
  const read = samples.get(metric)
  if (read === undefined) return null
  const minutes = new Map<string, number>()
  for (const sample of read) {
    const value = sample.values[aggregation]
    if (value === null || !choose(sample)) continue
    // A pool has one series of each gauge; only counts have several to add up.
    minutes.set(sample.at, (minutes.get(sample.at) ?? 0) + value)
  }
  return sorted(minutes)
}

/** What is left of each minute; retries make the backends answer more often than the gateway does. */
function less(whole: Points | null, part: Points | null): Points | null {
  if (whole === null || part === null) return null
  const taken = new Map(part)
  return whole.map(([at, value]) => [at, Math.max(0, value - (taken.get(at) ?? 0))])
}

/** The larger of both by minute: one of them may be left out of the other's count. */
function atLeast(one: Points | null, other: Points | null): Points | null {
  if (one === null || other === null) return one ?? other
  const minutes = new Map(one)
  for (const [at, value] of other) minutes.set(at, Math.max(minutes.get(at) ?? 0, value))
  return sorted(minutes)
}

function inSeconds(points: Points | null): Points | null {
  return points?.map(([at, milliseconds]) => [at, milliseconds / 1000] as const) ?? null
}

function sorted(minutes: ReadonlyMap<string, number>): Points {
  return [...minutes].sort(([one], [other]) => compareText(one, other))
}
