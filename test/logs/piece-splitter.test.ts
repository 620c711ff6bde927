import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPieceSplitter } from '../../src/logs/piece-splitter.ts'
import { collectLines, pieces } from './collect.ts'

test('a piece gives the lines that are whole in it, however its bytes arrive', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }),
      fc.nat(40),
      fc.nat(60),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (lines, from, length, cuts) => {
        const whole = Buffer.from(lines.map((text) => `${text}\n`).join(''))
        const start = Math.min(from, whole.length)
        const end = Math.min(whole.length, start + length)
        const collected = collectLines()
        const splitter = createPieceSplitter(collected, { before: start > 0, behind: end < whole.length })
        for (const chunk of pieces(whole.subarray(start, end), cuts)) splitter.push(chunk)
        splitter.end()
        const inside = whole.toString('latin1', start, end).split('\n')
        const expected = (start > 0 ? inside.slice(1) : inside).slice(0, end < whole.length ? -1 : undefined)
        expect(collected.lines).toEqual(expected.filter((text) => text !== ''))
      },
    ),
  )
})
