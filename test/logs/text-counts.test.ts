import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTextCounts, type TextCounts } from '../../src/logs/text-counts.ts'
import { copyOf, endOfWord, isSame } from '../../src/logs/words.ts'

const bytes = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'é'), minLength: 1, maxLength: 30 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ minLength: 1, maxLength: 30 }).map((given) => Buffer.from(given)),
)

/** Counts the text if there is room, by a hash that many texts share. */
function add(counts: TextCounts, text: Buffer, scope: number, hash = text.length % 3): boolean {
  const place = counts.find(copyOf(text), 0, text.length, scope, hash)
  if (place !== -1) counts.add(place)
  return place !== -1
}

function take(counts: TextCounts): ReadonlyMap<string, number> {
  const taken = new Map<string, number>()
  counts.take((text, scope, count) => taken.set(`${scope} ${text}`, (taken.get(`${scope} ${text}`) ?? 0) + count))
  return taken
}

test('every text that found room is counted apart from all others, and is forgotten once it was taken', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(bytes, fc.nat(3)), { maxLength: 60 }), (entries) => {
      const counts = createTextCounts()
      const expected = new Map<string, number>()
      for (const [text, scope] of entries) {
        const name = `${scope} ${text.toString('utf8')}`
        if (add(counts, text, scope)) expected.set(name, (expected.get(name) ?? 0) + 1)
      }
      expect(take(counts)).toEqual(expected)
      expect(take(counts)).toEqual(new Map())
    }),
  )
})

test('it grows when it is taken, to a bound, and tells when that is due', () => {
  const counts = createTextCounts()
  let told = 0
  let found = 0
  let largest = 0
  for (let number = 0; number < 200_000; number += 1) {
    if (counts.isFull()) {
      const { size } = take(counts)
      told += size
      largest = Math.max(largest, size)
    }
    if (add(counts, Buffer.from(`name ${number}`), 0, Math.imul(number, 0x9e3779b1))) found += 1
  }
  expect(told + take(counts).size).toBe(found)
  expect(found).toBeGreaterThan(195_000)
  expect(largest).toBeLessThan(40_000)
})

test('words end at the first space', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\0', '!', 'é'), maxLength: 20 }), (text) => {
      const given = Buffer.from(text)
      const space = given.indexOf(32)
      const end = endOfWord(copyOf(given), 0, given.length)
      if (space === -1) expect(end).toBeGreaterThanOrEqual(given.length)
      else expect(end).toBe(space)
    }),
  )
})

test('bytes are the same only when all of them are', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const length = Math.min(one.length, other.length)
      const same = one.subarray(0, length).equals(other.subarray(0, length))
      if (isSame(copyOf(one), 0, length, copyOf(other), 0)) expect(same).toBe(true)
    }),
  )
})
