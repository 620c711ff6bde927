import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cidrContains, everyIpv4, everyIpv6, formatSpan, parseCidr } from '../../../src/core/network/addresses.ts'

describe('parseCidr', () => {
  it.each([
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['10.1.2.3/8', ['10.0.0.0/8']],
    ['10.1.2.3', ['10.1.2.3']],
    ['10.1.2.3/32', ['10.1.2.3']],
    ['0.0.0.0/0', ['0.0.0.0/0']],
    ['::/0', ['::/0']],
    ['2001:DB8::/32', ['2001:db8::/32']],
    ['2001:db8:0:0:1:0:0:1/128', ['2001:db8::1:0:0:1']],
    ['fd00::ffff/124', ['fd00::fff0/124']],
  ])('reads %j', (text, cidrs) => {
    const cidr = parseCidr(text)
    expect(cidr && formatSpan(cidr)).toEqual(cidrs)
  })

  it.each([
    '',
    ' ',
    '/8',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0/24',
    '10.0.0.256',
    '010.0.0.1',
    '0x0a.0.0.1',
    '167772161',
    '::/129',
    '1::2::3',
    'fe80::1%eth0',
    'fe80::%eth0/64',
    '10.0.0.0/8\n',
    'VirtualNetwork',
    '__proto__',
    `${'1'.repeat(100_000)}/8`,
    ':'.repeat(100_000),
  ])('refuses %j', (text) => {
    expect(parseCidr(text)).toBeUndefined()
  })

  it('takes for addresses what the platform takes for addresses, and throws for nothing', () => {
    const piece = fc.constantFrom(
      '0',
      '1',
      '10',
      '255',
      '256',
      'ffff',
      'g',
      '.',
      '.',
      '.',
      ':',
      ':',
      '::',
      '/',
      '%',
      ' ',
      '\u0000',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.ipV4(),
          fc.ipV6(),
          fc.array(piece, { maxLength: 15 }).map((parts) => parts.join('')),
        ),
        (text) => {
          fc.pre(!text.includes('/') && !text.includes('%'))
          expect(parseCidr(text) !== undefined).toBe(isIP(text) !== 0)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('gives the same object for the same text', () => {
    expect(parseCidr('192.0.2.0/24')).toBe(parseCidr('192.0.2.0/24'))
  })
})

describe('cidrContains', () => {
  it.each([
    ['10.0.0.0/16', '10.0.1.0/24', true],
    ['10.0.1.0/24', '10.0.0.0/16', false],
    ['10.0.1.0/24', '10.0.1.255', true],
    ['10.0.1.0/24', '10.0.2.0', false],
    ['0.0.0.0/0', '10.0.0.1', true],
    ['0.0.0.0/0', 'fd00::1', false],
    ['::/0', '10.0.0.1', false],
    ['::/0', 'fd00::/8', true],
    ['nonsense', '10.0.0.1', false],
    ['0.0.0.0/0', 'nonsense', false],
    ['nonsense', 'nonsense', false],
  ])('%s holds %s: %s', (outer, inner, holds) => {
    expect(cidrContains(outer, inner)).toBe(holds)
  })
})

describe('formatSpan', () => {
  it('cuts a run into the fewest CIDRs', () => {
    const first = parseCidr('10.0.0.1')
    const last = parseCidr('10.0.0.8')
    expect(first && last && formatSpan({ first: first.first, last: last.last })).toEqual([
      '10.0.0.1',
      '10.0.0.2/31',
      '10.0.0.4/30',
      '10.0.0.8',
    ])
  })

  it('writes whole families', () => {
    expect([formatSpan(everyIpv4), formatSpan(everyIpv6)]).toEqual([['0.0.0.0/0'], ['::/0']])
  })
})
