import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heldRequests, steadyWait, waitsOf } from '../../src/core/waits.ts'
import { group } from './snapshots.ts'

const times = (amount: number, wait: number): number[] => Array.from({ length: amount }, () => wait)

describe('the steady wait', () => {
  test('is what most requests share, over several groups', () => {
    const [one, other] = [group({ waits: [...times(20, 30), 2, 7] }), group({ waits: [...times(15, 30.2), 0, 11] })]
    const steady = steadyWait([one, other].map(waitsOf))
    expect(steady?.seconds).toBeCloseTo(30, 0)
    expect(steady?.parts).toEqual([
      { group: one, requests: 20 },
      { group: other, requests: 15 },
    ])
  })

  test('is exact when all waits are equal, wherever the edges of the buckets lie', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 4000, noNaN: true }), fc.integer({ min: 1, max: 20 }), (wait, amount) => {
        expect(steadyWait([waitsOf(group({ waits: times(amount, wait) }))])).toMatchObject({
          seconds: wait,
          parts: [{ requests: amount }],
        })
      }),
    )
  })

  test('covers few requests when waits are scattered', () => {
    const scattered = Array.from({ length: 200 }, (_, index) => 0.5 * 1.02 ** index)
    expect(steadyWait([waitsOf(group({ waits: scattered }))])?.parts[0]?.requests).toBeLessThan(20)
  })

  test('is none of connections closed at once', () => {
    const waits = waitsOf(group({ waits: [0, 0.0005, 0.02, 0.15] }))
    expect([waits.quick, heldRequests(waits), steadyWait([waits])]).toEqual([4, 0, null])
  })
})
