import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fact, known, mapFact, type Source, unknown } from '../../src/core/fact.ts'

const groups: Source = { what: 'security groups', call: 'ec2:DescribeSecurityGroups', permission: 'ec2:DescribeSecurityGroups' }
const routes: Source = { what: 'route tables', call: 'ec2:DescribeRouteTables', permission: 'ec2:DescribeRouteTables' }

describe('known and unknown', () => {
  it('carry their value or gap, and their sources', () => {
    expect(known(7, groups, routes)).toEqual({ known: true, value: 7, sources: [groups, routes] })
    expect(unknown('denied', 'not authorized', groups)).toEqual({
      known: false,
      gap: 'denied',
      message: 'not authorized',
      sources: [groups],
    })
  })

  it('tell a known nothing from an unknown', () => {
    expect(known(undefined).known).toBe(true)
    expect(known(null)).toEqual({ known: true, value: null, sources: [] })
  })
})

describe('mapFact', () => {
  it('transforms the value and keeps the sources', () => {
    expect(mapFact(known([1, 2], groups), (values) => values.length)).toEqual(known(2, groups))
  })

  it('leaves a gap as it is and never runs the transformation', () => {
    const gap = unknown('throttled', 'slow down', routes)
    const fail = (): never => {
      throw new Error('must not run')
    }
    expect(mapFact(gap, fail)).toBe(gap)
  })

  it('composes', () => {
    const fact = fc.oneof(
      fc.integer().map((value): Fact<number> => known(value, groups)),
      fc.constant<Fact<number>>(unknown('failed', 'reset', groups)),
    )
    const [double, text] = [(value: number): number => value * 2, (value: number): string => `${value}`]
    fc.assert(
      fc.property(fact, (one) => {
        expect(mapFact(mapFact(one, double), text)).toEqual(mapFact(one, (value) => text(double(value))))
      }),
    )
  })
})
