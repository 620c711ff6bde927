import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timeOf } from '../../../src/logs/app-gateway/time.ts'

const morning = Date.UTC(2026, 0, 9, 9, 41)

describe('a time', () => {
  test.each([
    ['01/09/2026 09:41:00', 0],
    ['1/9/2026 09:41:00', 0],
    ['01/09/2026 09:41:00 AM', 0],
    ['1/9/2026 9:41:00 AM', 0],
    ['1/9/2026, 9:41:00 AM', 0],
    ['1/9/2026 9:41:00 PM', 12 * 3600_000],
    ['1/9/2026 12:41:00 AM', -9 * 3600_000],
    ['1/9/2026 10:41:00 AM +01:00', 0],
    ['1/9/2026, 9:41:00.250 AM', 250],
    ['2026-01-09T09:41:00', 0],
    ['2026-01-09 09:41:00Z', 0],
    ['2026-01-09T09:41:00.22Z', 220],
    ['2026-01-09T09:41:00.6816663Z', 681],
    ['2026-01-09T09:41:00.535404056Z', 535],
    ['2026-01-09T09:41:00.992099+00:00', 992],
    ['2026-01-09T11:41:00+02:00', 0],
    ['2026-01-09T04:11:00-0530', 0],
    ['2026-01-09 09:41:00 UTC', 0],
  ])('%s', (text, after) => {
    expect(timeOf(text) - morning).toBe(after)
  })

  test.each([
    ...['', '-', 'yesterday', '2026-13-09T09:41:00Z', '2026-01-32T09:41:00Z', '2026-01-09T25:41:00Z', '13/9/2026 9:41:00 AM'],
    ...['1/9/2026 13:41:00 PM', '1/9/2026 0:41:00 AM', '2026-01-09T09:61:00Z', '2026-01-09T09:41', '2026-01-09T09:41:00 CET'],
  ])('is not %s', (text) => {
    expect(timeOf(text)).toBeNaN()
  })

  test('is read as it was written, to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        expect(timeOf(date.toISOString())).toBe(date.getTime())
        expect(timeOf(date.toISOString().replace('Z', '9999+00:00'))).toBe(date.getTime())
      }),
    )
  })

  test('is a number for any text, or none', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof timeOf(text) === 'number'))
  })
})
