import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toJson } from '../../src/aws/json.ts'

describe('toJson', () => {
  test('makes text of dates and leaves out what JSON cannot hold', () => {
    const at = new Date('2026-03-01T00:00:00Z')
    const answer = {
      $metadata: { requestId: 'x' },
      at,
      list: [at, { at }],
      bytes: new Uint8Array(3),
      run: () => 1,
      odd: new Date(Number.NaN),
      count: Number.NaN,
      nothing: undefined,
      zero: 0,
      none: null,
    }
    const text = '2026-03-01T00:00:00.000Z'
    expect(toJson(answer)).toEqual({ at: text, list: [text, { at: text }], zero: 0, none: null })
  })

  test('changes nothing that is JSON already', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
          fc.jsonValue(),
        ),
        (value) => {
          expect(toJson(value)).toEqual(value)
        },
      ),
    )
  })
})
