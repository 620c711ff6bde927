import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AddressSet,
  countAddresses,
  formatAddresses,
  intersect,
  readCidrs,
  sameAddresses,
  subtract,
  union,
} from '../../../src/core/network/address-set.ts'
import { parseCidr } from '../../../src/core/network/addresses.ts'
import { universe } from './naive.ts'

function setOf(...cidrs: readonly string[]): AddressSet {
  return readCidrs(cidrs).addresses
}

/** The members one by one: what a set means. */
function members(set: AddressSet): readonly string[] {
  return universe.filter((address) => {
    const one = parseCidr(address)
    return one !== undefined && set.some((span) => span.first <= one.first && one.first <= span.last)
  })
}

const someSet = fc.subarray([...universe]).map((addresses) => setOf(...addresses))

describe('address sets', () => {
  it('join what overlaps or touches, but never the families', () => {
    expect(formatAddresses(setOf('10.0.0.128/25', '10.0.0.0/25', '10.0.0.7'))).toEqual(['10.0.0.0/24'])
    expect(formatAddresses(setOf('::/0', '0.0.0.0/0'))).toEqual(['0.0.0.0/0', '::/0'])
  })

  it('name what they could not read', () => {
    expect(readCidrs(['10.0.0.1', 'what?', ''])).toEqual({ addresses: setOf('10.0.0.1'), unreadable: ['what?', ''] })
  })

  it('subtract a hole', () => {
    expect(formatAddresses(subtract(setOf('10.0.0.0/30'), setOf('10.0.0.1')))).toEqual(['10.0.0.0', '10.0.0.2/31'])
    expect(subtract(setOf('10.0.0.0/30'), setOf('10.0.0.0/8'))).toEqual([])
    expect(formatAddresses(subtract(setOf('fd00::/126'), setOf('10.0.0.0/8', 'fd00::/127')))).toEqual(['fd00::2/127'])
  })

  it('count', () => {
    expect(countAddresses(setOf('10.0.0.0/24', 'fd00::/64'))).toBe(256n + (1n << 64n))
  })

  it('compute as sets of their members do, and stay in normal form', () => {
    fc.assert(
      fc.property(someSet, someSet, (first, second) => {
        const [a, b] = [members(first), members(second)]
        const results = [union(first, second), intersect(first, second), subtract(first, second)]
        const expected = [
          universe.filter((address) => a.includes(address) || b.includes(address)),
          a.filter((address) => b.includes(address)),
          a.filter((address) => !b.includes(address)),
        ]
        expect(results.map(members)).toEqual(expected)
        for (const [index, result] of results.entries())
          expect(sameAddresses(result, setOf(...(expected[index] ?? [])))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('format into CIDRs that read back as the same set', () => {
    fc.assert(
      fc.property(someSet, (set) => {
        expect(setOf(...formatAddresses(set))).toEqual(set)
      }),
    )
  })
})
