import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDuration, addHistogram, createHistogram, histogramOf, timesOf } from '../../src/core/histogram.ts'
import type { DurationHistogram } from '../../src/core/traffic.ts'

function of(...seconds: readonly number[]): DurationHistogram {
  const histogram = createHistogram()
  for (const one of seconds) addDuration(histogram, one)
  return histogramOf(histogram)
}

function merged(...histograms: readonly DurationHistogram[]): DurationHistogram {
  const all = createHistogram()
  for (const one of histograms) addHistogram(all, one)
  return histogramOf(all)
}

const seconds = fc.oneof(fc.constant(0), fc.constant(0.0004), fc.double({ min: 0.001, max: 4000, noNaN: true }))

describe('a histogram of durations', () => {
  test('keeps what is below a millisecond apart, and buckets at most five per cent wide', () => {
    expect(of(0, 0.0009, 0.001, 1)).toEqual({
      zero: 2,
      buckets: [
        [-142, 1],
        [0, 1],
      ],
      minimum: 0,
      maximum: 1,
    })
  })

  test('leaves out what is no duration', () => {
    expect(of(-1, Number.NaN, Number.POSITIVE_INFINITY)).toEqual({ zero: 0, buckets: [], minimum: null, maximum: null })
  })

  test('of all durations is the merged histogram of any two parts', () => {
    fc.assert(
      fc.property(fc.array(seconds), fc.array(seconds), (one, other) => {
        expect(merged(of(...one), of(...other))).toEqual(of(...other, ...one))
      }),
    )
  })

  test('tells every duration to within 2.5 per cent, and all of them', () => {
    fc.assert(
      fc.property(fc.array(seconds), (durations) => {
        const told = timesOf(of(...durations)).flatMap(([time, count]) => Array.from({ length: count }, () => time))
        expect(told).toHaveLength(durations.length)
        const sorted = durations.toSorted((one, other) => one - other)
        for (const [index, exact] of sorted.entries()) {
          if (exact < 0.001) expect(told[index]).toBe(0)
          else expect(Math.abs((told[index] ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * 0.025)
        }
      }),
    )
  })

  test('tells nothing when empty', () => {
    expect(timesOf(of())).toEqual([])
  })
})
