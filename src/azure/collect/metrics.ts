/** All metrics of the gateway: one call for each set of dimensions. */
import type { TimeWindow } from '../../core/evidence.ts'
import type { Ask } from '../ask.ts'
import { metricQueries } from '../metric-queries.ts'

export async function readMetrics(ask: Ask, id: string, window: TimeWindow): Promise<void> {
  await Promise.all(metricQueries(window).map((query) => ask('Microsoft.Insights/metrics/read', { id, ...query })))
}
