/** Telling metrics that count nothing from metrics that are not there. */
import { type Fact, unknown } from '../core/fact.ts'
import type { MetricSeries } from '../core/model.ts'
import type { LogReading } from '../core/traffic.ts'

/**
 * The metrics, unless not one of the balancer's has a data point although the access log shows requests in the same time. Requests
 * leave points, so those have not arrived or are not kept here, and their absence is no zero.
 */
export function arrived(metrics: Fact<readonly MetricSeries[]>, accessLog: Fact<LogReading>): Fact<readonly MetricSeries[]> {
  if (!metrics.known || !accessLog.known) return metrics
  const logged = accessLog.value.digest.series.some(({ minutes }) => minutes.some(({ requests }) => requests > 0))
  const counted = metrics.value.some(({ backend, points }) => backend === null && points.length > 0)
  if (counted || !logged) return metrics
  return unknown('notFound', 'no metric has a data point, although the access log shows requests', ...metrics.sources)
}
