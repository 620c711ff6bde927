import fc from 'fast-check'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { refused } from './sample.ts'

const pieces = [
  '\u001b[31m',
  '\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007',
  '\u009b2J',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\u2028',
  '\r\n',
  '\n',
  '\t',
  '\u0000',
  '\ud800',
  '\u{e0041}',
  '<script>alert(1)</script>',
  '<!-- -->',
  '&lt;',
  '[click](http://evil.example)',
  '![x](//evil.example/x.png)',
  '[ref]: http://evil.example',
  'http://evil.example/a',
  'HTTPS://EVIL.example',
  'www.evil.example',
  'mallory@evil.example',
  '@everyone',
  '#123',
  'org/repo#7',
  'GH-12',
  '`',
  '```',
  '``x',
  '| a | b |',
  '**bold**',
  '_x_',
  '# heading',
  '- item',
  '1. item',
  '---',
  '===',
  '> quote',
  '->',
  '/close',
  '$x$',
  '~~x~~',
  ':smile:',
  '\\',
  '%20',
  ' ',
  'plain words',
]

const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** The sample with every string replaced by a hostile one, but for the closed unions that no data reaches. */
export const hostileDiagnosis: fc.Arbitrary<Diagnosis> = fc.infiniteStream(hostileText).map((stream) => {
  const kept = new Set(['verdict', 'cloud', 'certainty', 'source', 'risk', 'mark', 'why'])
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) || value === '' ? value : (stream.next().value ?? '')
    if (Array.isArray(value)) return value.map((member) => replace(member, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        key === 'other' ? (stream.next().value ?? '') : name,
        replace(member, name),
      ]),
    )
  }
  return replace(refused, '') as Diagnosis
})
