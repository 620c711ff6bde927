import { expect, test } from 'vitest'
import { createPace } from '../../../src/aws/logs/pace.ts'

const linesRead = (): number => 41_000

test('tells bytes, lines, 502s and the time that is left at the same pace', () => {
  let now = 1000
  const pace = createPace(80e6, { linesRead, badGateways: () => 17 }, () => now)
  expect(pace.words()).toBe('0 of 80 MB, 41000 lines, 17 of them 502')
  now = 3000
  pace.add(20e6)
  expect(pace.words()).toBe('20 of 80 MB, 41000 lines, 17 of them 502, 6 s left')
  pace.add(60e6)
  expect(pace.words()).toBe('80 of 80 MB, 41000 lines, 17 of them 502, 0 s left')
})

test('has nothing left of nothing', () => {
  expect(createPace(0, { linesRead, badGateways: () => 0 }, () => 0).words()).toMatch(/0 s left$/)
})
