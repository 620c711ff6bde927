/** Histograms of durations: filling, merging and reading them. */
import type { DurationHistogram } from './traffic.ts'

const growth = Math.log(1.05)

/** What logs with millisecond resolution print as 0.000. */
const smallestSeconds = 0.001

/** A histogram being filled. */
export interface HistogramBuilder {
  zero: number
  readonly buckets: Map<number, number>
  minimum: number | null
  maximum: number | null
}

export function createHistogram(): HistogramBuilder {
  return { zero: 0, buckets: new Map(), minimum: null, maximum: null }
}

/** Counts one duration in seconds; negative ones and those that are no numbers are not durations and leave no trace. */
export function addDuration(histogram: HistogramBuilder, seconds: number): void {
  if (!(seconds >= 0) || seconds === Number.POSITIVE_INFINITY) return
  if (seconds < smallestSeconds) histogram.zero += 1
  else addToBucket(histogram, Math.floor(Math.log(seconds) / growth), 1)
  widen(histogram, seconds, seconds)
}

/** Adds everything a finished histogram counted. */
export function addHistogram(histogram: HistogramBuilder, other: DurationHistogram): void {
  histogram.zero += other.zero
  for (const [index, count] of other.buckets) addToBucket(histogram, index, count)
  if (other.minimum !== null && other.maximum !== null) widen(histogram, other.minimum, other.maximum)
}

export function histogramOf(histogram: HistogramBuilder): DurationHistogram {
  return {
    zero: histogram.zero,
    buckets: [...histogram.buckets].sort(([one], [other]) => one - other),
    minimum: histogram.minimum,
    maximum: histogram.maximum,
  }
}

/**
 * What was counted as [seconds, count], ascending: a bucket stands at its geometric middle, and what is below a millisecond at
 * zero. Within 2.5 per cent of what was measured.
 */
export function timesOf(histogram: DurationHistogram): readonly (readonly [seconds: number, count: number])[] {
  const timed = histogram.buckets.map(([index, count]) => [Math.exp((index + 0.5) * growth), count] as const)
  return histogram.zero > 0 ? [[0, histogram.zero], ...timed] : timed
}

function addToBucket(histogram: HistogramBuilder, index: number, count: number): void {
  histogram.buckets.set(index, (histogram.buckets.get(index) ?? 0) + count)
}

function widen(histogram: HistogramBuilder, minimum: number, maximum: number): void {
  if (histogram.minimum === null || minimum < histogram.minimum) histogram.minimum = minimum
  if (histogram.maximum === null || maximum > histogram.maximum) histogram.maximum = maximum
}
