/** Reading metric series. Count metrics have no point where nothing was counted, so a series without points sums to zero. */
import type { MetricName, MetricSeries } from './model.ts'

interface Choice {
  readonly name: MetricName
  /** Pool id; null for the whole balancer. */
  readonly pool: string | null
}

/** The series for all zones together, or undefined when it was not read. */
export function seriesOf(metrics: readonly MetricSeries[], { name, pool }: Choice): MetricSeries | undefined {
  return metrics.find((series) => series.name === name && series.pool === pool && series.zone === null && series.backend === null)
}

/** Null when the series was not read: that is not zero. */
export function sumOf(metrics: readonly MetricSeries[], choice: Choice): number | null {
  const series = seriesOf(metrics, choice)
  return series === undefined ? null : series.points.reduce((sum, [, value]) => sum + value, 0)
}

/** The largest sample; null when there is none. */
export function peakOf(metrics: readonly MetricSeries[], choice: Choice): number | null {
  const values = seriesOf(metrics, choice)?.points.map(([, value]) => value) ?? []
  return values.length === 0 ? null : Math.max(...values)
}

/** Zone totals of a count metric, largest first; empty when no zone split was read. */
export function byZone(
  metrics: readonly MetricSeries[],
  { name, pool }: Choice,
): readonly (readonly [zone: string, sum: number])[] {
  return metrics
    .filter((series) => series.name === name && series.pool === pool && series.zone !== null)
    .map((series) => [series.zone ?? '', series.points.reduce((sum, [, value]) => sum + value, 0)] as const)
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
}

/** Points above zero; for saying when something happened. */
export function activePoints(series: MetricSeries | undefined): readonly (readonly [at: string, value: number])[] {
  return (series?.points ?? []).filter(([, value]) => value > 0)
}
