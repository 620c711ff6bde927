/** CloudWatch's arithmetic: points of single minutes, put together for the period and the statistic that are asked for. */
import { type Item, minute, type World } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import type { Input } from './index.ts'
import { itemsOf } from './input.ts'

const mostQueries = 500

interface MetricStat {
  readonly Metric: { readonly MetricName: string; readonly Dimensions?: readonly { readonly Value: string }[] }
  readonly Period: number
  readonly Stat: string
}

/** Every query's points, newest first unless asked otherwise. Periods without a point are left out. */
export function metricData(metrics: World['metrics'], input: Input): unknown {
  const queries = itemsOf(input.MetricDataQueries)
  const from = new Date(input.StartTime as Date).getTime()
  const to = new Date(input.EndTime as Date).getTime()
  if (queries.length > mostQueries) {
    throw refused(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`)
  }
  if (!(from < to)) throw refused('The parameter StartTime must be less than the parameter EndTime.')
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length) throw refused('The values for parameter id are not unique.')
  return {
    MetricDataResults: queries.map((query) => {
      const stat = statOf(query)
      const points = evaluate(pointsOf(metrics, stat), stat, from, to)
      const ordered = input.ScanBy === 'TimestampAscending' ? points : points.toReversed()
      return {
        Id: query.Id,
        Label: stat.Metric.MetricName,
        StatusCode: 'Complete',
        Timestamps: ordered.map(([at]) => new Date(at)),
        Values: ordered.map(([, value]) => value),
      }
    }),
    Messages: [],
  }
}

function refused(message: string): Refusal {
  return new Refusal('ValidationException', message)
}

function statOf({ Id, MetricStat }: Item): MetricStat {
  if (!/^[a-z][A-Za-z0-9_]*$/.test(String(Id))) throw refused(`The value for parameter id ${String(Id)} is invalid.`)
  if (MetricStat === undefined) throw refused('Only MetricStat queries are known here.')
  const stat = MetricStat as MetricStat
  if (stat.Period < 60 || stat.Period % 60 !== 0) throw refused('Period must be a multiple of 60.')
  return stat
}

/** A metric may be told for one statistic only, or for all of them alike. */
function pointsOf(metrics: World['metrics'], { Metric, Stat }: MetricStat): World['metrics'][string] {
  const name = [Metric.MetricName, ...(Metric.Dimensions ?? []).map(({ Value }) => Value).sort()].join('|')
  return metrics[`${name}|${Stat}`] ?? metrics[name] ?? []
}

function evaluate(
  points: World['metrics'][string],
  { Period, Stat }: MetricStat,
  from: number,
  to: number,
): readonly (readonly [number, number])[] {
  const length = Period * 1000
  const periods = new Map<number, number[]>()
  for (const [at, value] of points) {
    const time = Date.parse(minute(at))
    const start = Math.floor(time / length) * length
    if (time >= from && time < to) periods.set(start, [...(periods.get(start) ?? []), value])
  }
  return [...periods].sort(([a], [b]) => a - b).map(([start, values]) => [start, statistic(Stat, values)])
}

function statistic(name: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  switch (name) {
    case 'Sum':
      return sum
    case 'SampleCount':
      return values.length
    case 'Average':
      return sum / values.length
    case 'Minimum':
      return Math.min(...values)
    case 'Maximum':
      return Math.max(...values)
  }
  const percent = /^p(\d+(?:\.\d+)?)$/.exec(name)?.[1]
  if (percent === undefined) throw refused(`The value ${name} for parameter Stat is not supported.`)
  const rank = Math.ceil((Number(percent) / 100) * values.length)
  return values.toSorted((a, b) => a - b)[Math.max(0, rank - 1)] ?? 0
}
