import { describe, expect, it } from 'vitest'
import { coverageOf } from '../../../src/aws/normalise/coverage.ts'
import { filters } from './build.ts'

const object = { 'vpc-id': 'vpc-1', 'group-id': 'sg-1' }

describe('coverageOf', () => {
  it.each([
    ['everything', {}, true],
    ['pages of everything', { MaxResults: 1000 }, true],
    ['its VPC', filters({ 'vpc-id': ['vpc-0', 'vpc-1'] }), true],
    ['another VPC', filters({ 'vpc-id': ['vpc-0'] }), false],
    ['both that it has', filters({ 'vpc-id': ['vpc-1'], 'group-id': ['sg-1'] }), true],
    ['one of two', filters({ 'vpc-id': ['vpc-1'], 'group-id': ['sg-0'] }), false],
    ['a property that is not known of it', filters({ description: ['ELB'] }), false],
    ['its id', { GroupIds: ['sg-1'] }, true],
    ['another id', { GroupIds: ['sg-0'] }, false],
    ['garbage', { Filters: 'all' }, false],
    ['nothing', null, true],
  ])('a call for %s', (_, input, expected) => {
    expect(coverageOf(input)(object)).toBe(expected)
  })

  it('takes a property without a value for not known', () => {
    expect(coverageOf(filters({ 'vpc-id': [''] }))({ 'vpc-id': null })).toBe(false)
  })
})
