/** Histograms of durations: filling, merging and asking them. */
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

/** How many durations were counted. */
export function durationsIn(histogram: DurationHistogram): number {
  return histogram.buckets.reduce((sum, [, count]) => sum + count, histogram.zero)
}

/** Seconds that the share `q` (0 to 1) of the durations does not exceed, to within a bucket; null when empty. */
export function quantile(histogram: DurationHistogram, q: number): number | null {
  const rank = Math.max(1, Math.ceil(q * durationsIn(histogram)))
  let passed = histogram.zero
  if (rank <= passed) return withinRange(histogram, 0)
  for (const [index, count] of histogram.buckets) {
    passed += count
    if (rank <= passed) return withinRange(histogram, middleSeconds(index))
  }
  return histogram.maximum
}

/** The share (0 to 1) of the durations within ten per cent of `seconds`; 0 when empty. */
export function shareNear(histogram: DurationHistogram, seconds: number): number {
  const total = durationsIn(histogram)
  if (total === 0) return 0
  if (seconds < smallestSeconds) return histogram.zero / total
  return countOf(near(histogram, seconds)) / total
}

/**
 * The duration around which most others lie (within ten per cent), and the share of them that does: near 1 for a timeout, low
 * for scattered durations. Zero seconds stands for less than a millisecond. Of equals the shortest; null when empty.
 */
export function dominantWait(histogram: DurationHistogram): { readonly seconds: number; readonly share: number } | null {
  const total = durationsIn(histogram)
  if (total === 0) return null
  let fullest: readonly (readonly [number, number])[] = []
  for (const [index] of histogram.buckets) {
    const cluster = near(histogram, middleSeconds(index))
    if (countOf(cluster) > countOf(fullest)) fullest = cluster
  }
  const count = countOf(fullest)
  if (histogram.zero >= count) return { seconds: 0, share: histogram.zero / total }
  const seconds = fullest.reduce((sum, [index, requests]) => sum + middleSeconds(index) * requests, 0) / count
  return { seconds: withinRange(histogram, seconds), share: count / total }
}

/** A bucket's middle may lie outside what was measured; a constant wait is then told exactly. */
function withinRange({ minimum, maximum }: DurationHistogram, seconds: number): number {
  return Math.min(maximum ?? seconds, Math.max(minimum ?? seconds, seconds))
}

function near(histogram: DurationHistogram, seconds: number): readonly (readonly [number, number])[] {
  return histogram.buckets.filter(([index]) => Math.abs(middleSeconds(index) - seconds) <= 0.1 * seconds)
}

function countOf(buckets: readonly (readonly [number, number])[]): number {
  return buckets.reduce((sum, [, count]) => sum + count, 0)
}

/** The geometric middle of a bucket, in seconds. */
function middleSeconds(index: number): number {
  return Math.exp((index + 0.5) * growth)
}

function addToBucket(histogram: HistogramBuilder, index: number, count: number): void {
  histogram.buckets.set(index, (histogram.buckets.get(index) ?? 0) + count)
}

function widen(histogram: HistogramBuilder, minimum: number, maximum: number): void {
  if (histogram.minimum === null || minimum < histogram.minimum) histogram.minimum = minimum
  if (histogram.maximum === null || maximum > histogram.maximum) histogram.maximum = maximum
}
