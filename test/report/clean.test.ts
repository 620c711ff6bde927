import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanStrings, cleanText, escapeJson, longestText } from '../../src/report/clean.ts'

test.each([
  ['\u001b[31mred', '\\x1b[31mred'],
  ['\u009b2J', '\\x9b2J'],
  ['a\r\n\tb', 'a\\r\\n\\tb'],
  ['\u202egnp.exe', '\\u202egnp.exe'],
  ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
  ['\u{e0041}', '\\u{e0041}'],
  ['\ud800', '\\ud800'],
  ['Grüße, 世界 ✓', 'Grüße, 世界 ✓'],
])('spells out what is invisible or active in %j', (text, expected) => {
  expect(cleanText(text)).toBe(expected)
})

test('cuts long text and says by how much', () => {
  expect(cleanText('é'.repeat(longestText))).toHaveLength(longestText)
  expect(cleanText('x'.repeat(longestText + 7))).toBe(`${'x'.repeat(longestText)}… (7 more characters)`)
})

test('cleans strings and keys at any depth and leaves the rest alone', () => {
  const value = { a: ['\u0007', 1, null, { 'b\u0007': true }] }
  expect(cleanStrings(value)).toEqual({ a: ['\\x07', 1, null, { 'b\\x07': true }] })
})

test('escaped JSON parses to the same value and holds nothing a terminal acts on', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const json = JSON.stringify(value, null, 2)
      const escaped = escapeJson(json)
      expect(JSON.parse(escaped)).toEqual(JSON.parse(json))
      expect(escaped.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})
