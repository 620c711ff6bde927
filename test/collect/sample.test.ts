import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf, sampleOf } from '../../src/collect/logs/sample.ts'

test('pieces of a file lie in it one behind the other, from its beginning on, and are its share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e11 }), fc.double({ min: 0.001, max: 1, noNaN: true }), (bytes, share) => {
      const pieces = piecesOf(bytes, share)
      const read = pieces.reduce((sum, piece) => sum + piece.bytes, 0)
      expect(pieces[0]?.from).toBe(0)
      expect(read).toBeGreaterThanOrEqual(Math.floor(bytes * share))
      expect(read).toBeLessThanOrEqual(bytes * share + pieces.length)
      pieces.forEach((piece, index) => {
        const next = pieces[index + 1]?.from ?? bytes
        expect(piece.from + piece.bytes).toBeLessThanOrEqual(next + 1)
      })
    }),
  )
})

test('of many items as many are chosen as the budget allows, from the first to the last', () => {
  const items = Array.from({ length: 100 }, (_, index) => ({ index, bytes: 10 }))
  const chosen = sampleOf(items, 250)
  expect(chosen.length).toBe(25)
  expect(chosen.at(0)?.index).toBeLessThan(5)
  expect(chosen.at(-1)?.index).toBeGreaterThan(95)
})
