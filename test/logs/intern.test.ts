import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInterner } from '../../src/logs/intern.ts'

test('gives the prefix and the decoded bytes, whatever was asked before', () => {
  const text = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 8 }))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('', 'GET ', 'POST '), text), { maxLength: 40 }), (asked) => {
      const { intern } = createInterner()
      for (const [prefix, name] of [...asked, ...asked]) {
        const bytes = Buffer.from(`<${name}>`)
        expect(intern(bytes, 1, bytes.length - 1, prefix)).toBe(prefix + bytes.toString('utf8', 1, bytes.length - 1))
      }
    }),
  )
})

test('goes on when it is full, and with names made to collide', () => {
  const { intern } = createInterner()
  const same = 'the same last four and twenty bytes'
  const names = Array.from({ length: 20_000 }, (_, index) => `${String(index).padStart(6, '0')} ${same}`)
  for (const name of [...names, ...names.slice(0, 100)]) {
    const bytes = Buffer.from(name)
    expect(intern(bytes, 0, bytes.length, '')).toBe(name)
  }
  for (let index = 0; index < 20_000; index += 1) {
    const bytes = Buffer.from(`name ${index}`)
    expect(intern(bytes, 0, bytes.length, '')).toBe(`name ${index}`)
  }
})
