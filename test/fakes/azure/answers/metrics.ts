/** Azure Monitor's arithmetic: samples of single minutes, put together for the interval and the dimensions that are asked for. */
import type { AzureWorld, Samples } from '../../../scenarios/azure-worlds/world.ts'
import { type Item, minute } from '../../../scenarios/world.ts'
import type { ArmPath } from '../arm-path.ts'
import { Refusal } from '../refusals.ts'
import { type MetricFilter, readMetricFilter } from './metric-filter.ts'
import { allMetricNames, type MetricInfo, metricNamed } from './metric-names.ts'
import { resourceAt } from './resources.ts'

const mostNames = 20
const usualSeries = 10

interface Request {
  readonly resourceId: string
  readonly from: number
  readonly to: number
  readonly periodMilliseconds: number
  readonly aggregations: readonly string[]
  readonly filter: MetricFilter
  readonly top: number
}

/** What the metrics of one resource were. A series is there only where a sample is, a value only in the minutes of one. */
export function metricsOf(world: AzureWorld, asked: ArmPath, query: URLSearchParams): Item {
  const target = { ...asked, path: asked.path.replace(/\/providers\/[^/]+\/metrics$/i, ''), extension: null }
  const resource = resourceAt(world, target)
  const names = (query.get('metricnames') ?? '').split(',').filter((name) => name !== '')
  if (names.length > mostNames)
    throw bad(`Requested metrics count: ${names.length} is larger than the maximum allowed: ${mostNames}.`)
  const interval = query.get('interval') ?? 'PT1M'
  const timespan = query.get('timespan') ?? ''
  const [from = Number.NaN, to = Number.NaN] = timespan.split('/').map((time) => Date.parse(time))
  if (!(from < to)) throw bad(`Invalid timespan: ${timespan}. The end must be after the start, both in ISO 8601.`)
  const request: Request = {
    resourceId: String(resource.id),
    from,
    to,
    periodMilliseconds: periodOf(interval),
    aggregations: (query.get('aggregation') ?? '').split(',').filter((one) => one !== ''),
    filter: readMetricFilter(query.get('$filter')),
    top: Number(query.get('top') ?? query.get('$top') ?? usualSeries),
  }
  return {
    cost: names.length * 59,
    timespan: `${new Date(from).toISOString()}/${new Date(to).toISOString()}`.replaceAll('.000Z', 'Z'),
    interval,
    value: names.map((name) => metric(world.metrics, name, request)),
    namespace: 'Microsoft.Network/applicationGateways',
    resourceregion: resource.location,
  }
}

function bad(message: string): Refusal {
  return new Refusal('BadRequest', message, 400)
}

const periods: Readonly<Record<string, number>> = {
  PT1M: 1,
  PT5M: 5,
  PT15M: 15,
  PT30M: 30,
  PT1H: 60,
  PT6H: 360,
  PT12H: 720,
  P1D: 1440,
}

function periodOf(interval: string): number {
  const minutes = periods[interval]
  if (minutes === undefined)
    throw bad(`Detected invalid time grain input: ${interval}, supported ones: ${Object.keys(periods).join(',')}`)
  return minutes * 60_000
}

function metric(samples: readonly Samples[], asked: string, request: Request): Item {
  const found = metricNamed(asked)
  if (found === null) {
    throw bad(
      `Failed to find metric configuration for provider: Microsoft.Network, resource Type: applicationGateways, metric: ${asked}, Valid metrics: ${allMetricNames()}`,
    )
  }
  const { name, info } = found
  const strange = [...request.filter.keys()].filter((key) => !info.dimensions.some((known) => known.toLowerCase() === key))
  if (strange.length > 0) {
    throw bad(
      `Metric: ${name} does not support requested dimension combination: ${strange.join(',')}, supported ones are: ${info.dimensions.join(',')}`,
    )
  }
  const series = [
    ...split(
      samples.filter((one) => one.name === name),
      request.filter,
    ),
  ]
  return {
    id: `${request.resourceId}/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ') },
    displayDescription: `${name} of the Application Gateway`,
    unit: info.unit,
    timeseries: series
      .map(([, { values, samples: own }]) => ({
        metadatavalues: values.map(([key, value]) => ({ name: { value: key, localizedValue: key }, value })),
        data: dataOf(own, request, info),
      }))
      .filter(({ data }) => data.some((point) => Object.keys(point).length > 1))
      .slice(0, request.top),
    errorCode: 'Success',
  }
}

interface Split {
  /** Dimensions come back in lower case. */
  readonly values: readonly (readonly [string, string])[]
  readonly samples: Samples[]
}

function split(samples: readonly Samples[], filter: MetricFilter): ReadonlyMap<string, Split> {
  const series = new Map<string, Split>()
  for (const one of samples) {
    const dimensions = new Map(Object.entries(one.dimensions).map(([key, value]) => [key.toLowerCase(), value]))
    const values = [...filter.keys()].map((key) => [key, dimensions.get(key) ?? ''] as const)
    const isWanted = values.every(([key, value]) => {
      const wanted = filter.get(key) ?? []
      return value !== '' && wanted.some((each) => each === '*' || each.toLowerCase() === value.toLowerCase())
    })
    if (!isWanted) continue
    const key = JSON.stringify(values)
    const found = series.get(key) ?? { values, samples: [] }
    found.samples.push(one)
    series.set(key, found)
  }
  return series
}

/** Every period of the timespan; those without a sample have only their time. */
function dataOf(samples: readonly Samples[], request: Request, { primary }: MetricInfo): readonly Item[] {
  const byPeriod = new Map<number, number[]>()
  const periodAt = (time: number) =>
    request.from + Math.floor((time - request.from) / request.periodMilliseconds) * request.periodMilliseconds
  for (const [at, value] of samples.flatMap(({ points }) => points)) {
    const time = Date.parse(minute(at))
    if (time < request.from || time >= request.to) continue
    const values = byPeriod.get(periodAt(time)) ?? []
    values.push(value)
    byPeriod.set(periodAt(time), values)
  }
  const aggregations = request.aggregations.length > 0 ? request.aggregations : [primary]
  const data: Item[] = []
  for (let at = request.from; at < request.to; at += request.periodMilliseconds) {
    const values = byPeriod.get(at)
    const results = values === undefined ? [] : aggregations.map((name) => [name.toLowerCase(), aggregate(name, values)])
    data.push({ timeStamp: new Date(at).toISOString().replace('.000Z', 'Z'), ...Object.fromEntries(results) })
  }
  return data
}

function aggregate(name: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  switch (name.toLowerCase()) {
    case 'total':
      return sum
    case 'count':
      return values.length
    case 'average':
      return sum / values.length
    case 'minimum':
      return Math.min(...values)
    case 'maximum':
      return Math.max(...values)
  }
  throw bad(`Invalid aggregation: ${name}`)
}
