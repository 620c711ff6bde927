import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDigest, mergeDigests } from '../../../src/core/digest/accumulator.ts'
import { anyLine, digest } from './requests.ts'

const lines = fc.array(anyLine, { maxLength: 60 })
const window = { from: '2026-09-01T11:58:30.000Z', to: '2026-09-01T12:01:30.000Z' }

describe('the digest of all lines', () => {
  test('is the merged digest of any two parts', () => {
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        expect(mergeDigests(digest(one, window), digest(other, window))).toEqual(digest([...one, ...other], window))
      }),
    )
  })

  test('does not depend on the order of the lines', () => {
    const shuffled = lines.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        expect(JSON.stringify(digest(mixed))).toBe(JSON.stringify(digest(all)))
      }),
    )
  })

  test('does not depend on the order of merging, and survives being saved', () => {
    fc.assert(
      fc.property(lines, lines, lines, (one, two, three) => {
        const parts = [one, two, three].map((part) => JSON.parse(JSON.stringify(digest(part))))
        const [a = emptyDigest(), b = emptyDigest(), c = emptyDigest()] = parts
        expect(JSON.stringify(mergeDigests(mergeDigests(a, b), c))).toBe(JSON.stringify(mergeDigests(c, mergeDigests(b, a))))
      }),
    )
  })

  test('is unchanged by the digest of nothing', () => {
    fc.assert(
      fc.property(lines, (all) => {
        expect(mergeDigests(emptyDigest(), digest(all))).toEqual(digest(all))
      }),
    )
  })

  test('accounts for every line, and for every request inside the window', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const { lines: counts, series, failures } = digest(all, window)
        expect(counts.read).toBe(all.length)
        expect(counts.parsed + counts.malformed + counts.foreign).toBe(counts.read)
        const minutes = series.flatMap((one) => one.minutes)
        const requests = minutes.reduce((sum, minute) => sum + minute.requests, 0)
        expect(requests).toBe(counts.parsed - counts.outsideWindow)
        const byStatus = minutes.flatMap((minute) => [...Object.values(minute.gateway), ...Object.values(minute.backend)])
        expect(byStatus.reduce((sum, count) => sum + count, 0)).toBe(requests)
        const failed = minutes.reduce(
          (sum, { gateway, backend }) =>
            sum + (gateway['502'] ?? 0) + (gateway['503'] ?? 0) + (gateway['504'] ?? 0) + (backend['502'] ?? 0),
          0,
        )
        expect(failures.reduce((sum, group) => sum + group.requests, 0)).toBe(failed)
      }),
    )
  })
})
