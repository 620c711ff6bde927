import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesArn, matchesGlob } from '../../../src/aws/normalise/globs.ts'

describe('matchesGlob', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything:at/all', true],
    ['lambda:*', 'lambda:invokefunction', true],
    ['lambda:invoke*', 'lambda:invokefunction', true],
    ['lambda:get*', 'lambda:invokefunction', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*b*d', 'abcbd', true],
    ['*b*d', 'abcbde', false],
    ['a**', 'a', true],
    ['', 'a', false],
  ])('%s on %s is %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected)
  })

  it('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 })
    const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const naive = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
        expect(matchesGlob(pattern, text)).toBe(naive.test(text))
      }),
    )
  })

  it('does not explode on many stars', () => {
    expect(matchesGlob(`${'*a'.repeat(500)}b`, 'a'.repeat(5_000))).toBe(false)
  })
})

describe('matchesArn', () => {
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/7'
  it.each([
    [arn, true],
    ['arn:aws:elasticloadbalancing:*:*:targetgroup/*', true],
    ['arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/*', true],
    ['arn:aws:elasticloadbalancing:eu-west-1:2:targetgroup/web/7', false],
    // A star stays inside its part.
    ['arn:*:targetgroup/web/7', false],
    ['*', false],
  ])('%s: %s', (pattern, expected) => {
    expect(matchesArn(pattern, arn)).toBe(expected)
  })
})
