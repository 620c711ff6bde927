import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLineSplitter, maximumLineBytes } from '../../src/logs/line-splitter.ts'
import { type CollectedLines, collectLines, pieces } from './collect.ts'

function split(bytes: Uint8Array, ...lengths: readonly number[]): CollectedLines {
  const sink = collectLines()
  const splitter = createLineSplitter(sink)
  for (const piece of pieces(bytes, lengths)) splitter.push(piece)
  splitter.end()
  return sink
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })

describe('lines', () => {
  test.each([
    ['one\ntwo\n', ['one', 'two']],
    ['one\ntwo', ['one', 'two']],
    ['one\r\n\r\n\ntwo\r', ['one', 'two']],
    ['\xef\xbb\xbfone\ntwo', ['one', 'two']],
    ['\xef\xbb\xbf\none', ['one']],
    ['a\0b\n\0', ['a\0b', '\0']],
    ['', []],
    ['\n\n', []],
  ])('of %j', (text, expected) => {
    expect(split(Buffer.from(text, 'latin1')).lines).toEqual(expected)
  })

  test('are the same however the bytes arrive', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '\0', '\xef', '\xbb', '\xbf'), maxLength: 40 })
    fc.assert(
      fc.property(text, lengths, (given, cuts) => {
        const bytes = Buffer.from(given, 'latin1')
        expect(split(bytes, ...cuts).lines).toEqual(split(bytes).lines)
        const naive = given.replace(/^\xef\xbb\xbf/, '').split('\n')
        expect(split(bytes).lines).toEqual(naive.map((line) => line.replace(/\r+$/, '')).filter((line) => line !== ''))
      }),
    )
  })

  test.each([[], [1000], [maximumLineBytes], [maximumLineBytes + 1], [7]])(
    'that are too long are skipped, and only they: pieces of %j',
    (...cuts) => {
      const longest = 'x'.repeat(maximumLineBytes)
      const { lines, skipped } = split(
        Buffer.from(`one\n${longest}y\ntwo\n${longest}\n${longest.repeat(3)}\nthree\n${longest}z`),
        ...cuts,
      )
      expect(lines).toEqual(['one', 'two', longest, 'three'])
      expect(skipped()).toBe(3)
    },
  )
})
