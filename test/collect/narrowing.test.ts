import { expect, test } from 'vitest'
import { askNarrowing } from '../../src/collect/logs/narrowing.ts'
import type { TimeWindow } from '../../src/core/evidence.ts'

const window = { from: '2026-09-01T12:00:30.000Z', to: '2026-09-01T12:04:30.000Z' }
const minutesOf = ({ from, to }: TimeWindow): number => (Date.parse(to) - Date.parse(from)) / 60_000

function asking(longest: number, most = 100, signal = new AbortController().signal) {
  const asked: TimeWindow[] = []
  const pieces = askNarrowing(window, {
    ask: async (part) => {
      asked.push(part)
      return minutesOf(part) > longest ? 'cut' : 'whole'
    },
    isCut: (answer) => answer === 'cut',
    most,
    signal,
  })
  return pieces.then((all) => ({ asked, all }))
}

test('asks once where the answer is whole', async () => {
  const { asked, all } = await asking(10)
  expect([asked, all]).toEqual([[window], [{ window, answer: 'whole' }]])
})

test('halves what is cut, newest first, so that the pieces are the window', async () => {
  const { all } = await asking(1)
  expect(all.every(({ answer }) => answer === 'whole')).toBe(true)
  expect(all[0]?.window.to).toBe(window.to)
  expect(all.at(-1)?.window.from).toBe(window.from)
  expect(all.slice(1).map((piece) => piece.window.to)).toEqual(all.slice(0, -1).map((piece) => piece.window.from))
})

test.each([
  ['a minute cannot be halved', 0, 100],
  ['enough was asked', 1, 2],
])('leaves what is cut where %s', async (_, longest, most) => {
  const { asked, all } = await asking(longest, most)
  expect(asked.length).toBeLessThanOrEqual(most)
  expect(all.some(({ answer }) => answer === 'cut')).toBe(true)
})

test('asks no more once the run ends', async () => {
  const { asked } = await asking(1, 100, AbortSignal.abort())
  expect(asked).toHaveLength(1)
})
