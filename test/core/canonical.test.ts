import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../src/core/canonical.ts'

describe('canonical', () => {
  test('spells a value alike whatever the order of its keys, and is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonical(reversed(value))).toBe(canonical(value))
      }),
    )
  })

  test('tells different values apart', () => {
    expect(canonical({ a: [1, 2] })).not.toBe(canonical({ a: [2, 1] }))
    expect(canonical('1')).not.toBe(canonical(1))
    expect(canonical({ a: undefined })).toBe(canonical({}))
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}
