import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNameTable } from '../../src/logs/name-table.ts'
import { copyOf, endOfWord, hashOf, isSame } from '../../src/logs/words.ts'

const bytes = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\x80', 'é'), maxLength: 30 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 30 }).map((given) => Buffer.from(given)),
)

test('a table finds what was kept for the same bytes and scope, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(bytes, fc.nat(3)), { maxLength: 40 }), bytes, (entries, other) => {
      const table = createNameTable<string>()
      const kept = new Map<string, string>()
      for (const [text, scope] of entries) {
        const name = `${scope} ${text.toString('latin1')}`
        const view = copyOf(text)
        if (!kept.has(name)) table.add(view, 0, text.length, scope, hashOf(view, 0, text.length), name)
        kept.set(name, name)
      }
      for (const [text, scope] of [...entries, [other, 1] as const]) {
        const view = copyOf(text)
        const name = `${scope} ${text.toString('latin1')}`
        const found = table.find(view, 0, text.length, scope, hashOf(view, 0, text.length))
        // What holds no text may not be found again.
        const isText = !/\0{8}|[\x7f\xff]/.test(name)
        if (isText) expect(found).toBe(kept.get(name))
        else expect([undefined, kept.get(name)]).toContain(found)
      }
    }),
  )
})

test('a table stays bounded, and still finds what it kept', () => {
  const table = createNameTable<number>()
  for (let number = 0; number < 50_000; number += 1) {
    const view = copyOf(Buffer.from(`name ${number}`))
    table.add(view, 0, view.byteLength - 16, 0, hashOf(view, 0, view.byteLength - 16), number)
  }
  const found = (number: number): number | undefined => {
    const view = copyOf(Buffer.from(`name ${number}`))
    return table.find(view, 0, view.byteLength - 16, 0, hashOf(view, 0, view.byteLength - 16))
  }
  expect([0, 20_000, 49_999].map(found)).toEqual([0, 20_000, undefined])
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
