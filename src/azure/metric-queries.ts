/** Which metrics of a gateway are asked for, in as few calls as their dimensions allow. */
import type { TimeWindow } from '../core/evidence.ts'

/** Query parameters of one call, without the API's version. */
export interface MetricQuery {
  readonly metricnamespace: string
  /** `from/to`, whole intervals. */
  readonly timespan: string
  /** ISO 8601 duration. */
  readonly interval: string
  readonly metricnames: string
  readonly aggregation: string
  readonly $filter?: string
  /** How many series may come back; the service's own default is ten. */
  readonly top?: string
}

type Choice = Pick<MetricQuery, 'metricnames' | 'aggregation' | '$filter'>

/** One call for each set of dimensions to split by: a call has one filter, and a metric without the dimension refuses it. */
const choices: readonly Choice[] = [
  { metricnames: 'ResponseStatus', aggregation: 'Total', $filter: splitBy('HttpStatusGroup') },
  {
    metricnames: 'BackendResponseStatus',
    aggregation: 'Total',
    $filter: splitBy('BackendPool', 'BackendHttpSetting', 'HttpStatusGroup'),
  },
  {
    metricnames: 'HealthyHostCount,UnhealthyHostCount,TotalRequests,FailedRequests',
    aggregation: 'Average,Total',
    $filter: splitBy('BackendSettingsPool'),
  },
  {
    metricnames: 'BackendConnectTime,BackendFirstByteResponseTime',
    aggregation: 'Average,Maximum',
    $filter: splitBy('BackendPool', 'BackendHttpSetting'),
  },
  { metricnames: 'CapacityUnits,ComputeUnits,CurrentConnections', aggregation: 'Average,Total' },
]

/** Status groups of a hundred pools with two settings each. */
const mostSeries = 1000

const minute = 60_000
const day = 24 * 60 * minute

/** The calls to make about one gateway; a long window needs no minutes. */
export function metricQueries(window: TimeWindow): readonly MetricQuery[] {
  const from = Date.parse(window.from)
  const to = Date.parse(window.to)
  const [interval, step] =
    to - from <= day ? ['PT1M', minute] : to - from <= 7 * day ? ['PT5M', 5 * minute] : ['PT1H', 60 * minute]
  const start = new Date(Math.floor(from / step) * step).toISOString()
  const end = new Date(Math.ceil(to / step) * step).toISOString()
  return choices.map((choice) => ({
    metricnamespace: 'Microsoft.Network/applicationGateways',
    timespan: `${start}/${end}`,
    interval,
    ...choice,
    ...(choice.$filter === undefined ? {} : { top: String(mostSeries) }),
  }))
}

function splitBy(...dimensions: readonly string[]): string {
  return dimensions.map((dimension) => `${dimension} eq '*'`).join(' and ')
}
