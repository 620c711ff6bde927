import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDuration,
  addHistogram,
  createHistogram,
  dominantWait,
  durationsIn,
  histogramOf,
  quantile,
  shareNear,
} from '../../src/core/histogram.ts'
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

  test('gives quantiles within five per cent of the exact ones', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (durations, q) => {
        const sorted = durations.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? Number.NaN
        const told = quantile(of(...durations), q) ?? Number.NaN
        if (exact < 0.001) expect(told).toBeLessThan(0.001)
        else expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.05)
      }),
    )
  })

  test('has no quantile, no share and no dominant wait when empty', () => {
    expect([quantile(of(), 0.5), shareNear(of(), 1), dominantWait(of()), durationsIn(of())]).toEqual([null, 0, null, 0])
  })
})

describe('the dominant wait', () => {
  test('is a timeout when most requests waited for the same time', () => {
    const wait = dominantWait(of(...Array.from({ length: 40 }, (_, index) => 30 + index / 1000), 2, 7, 11))
    expect(wait?.seconds).toBeCloseTo(30, 0)
    expect(wait?.share).toBeCloseTo(40 / 43)
  })

  test('is exact when all waits are equal, wherever the edges of the buckets lie', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.002, max: 4000, noNaN: true }), fc.integer({ min: 1, max: 20 }), (wait, times) => {
        expect(dominantWait(of(...Array.from({ length: times }, () => wait)))).toEqual({ seconds: wait, share: 1 })
      }),
    )
  })

  test('has a small share when waits are scattered', () => {
    const scattered = Array.from({ length: 200 }, (_, index) => 0.5 * 1.02 ** index)
    expect(dominantWait(of(...scattered))?.share).toBeLessThan(0.1)
  })

  test('is zero when most connections were closed at once', () => {
    expect(dominantWait(of(0, 0, 0.0005, 5, 9))).toEqual({ seconds: 0, share: 0.6 })
  })

  test('share counts what lies within ten per cent', () => {
    const histogram = of(9.5, 10, 10.5, 20, 0)
    expect(shareNear(histogram, 10)).toBe(0.6)
    expect(shareNear(histogram, 0)).toBe(0.2)
  })
})
