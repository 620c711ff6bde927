import { describe, expect, test } from 'vitest'
import { type Memory, memoryOf, occasionOf } from '../../src/scheduled/occasion.ts'
import { account, clear, unknown } from './accounts.ts'

const noon = new Date('2026-09-01T12:00:00Z')
const at = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000)
const sixHours = 6 * 3600
const told = (of: Parameters<typeof memoryOf>[1], owed: readonly string[] = []): Memory => memoryOf(null, of, noon, owed)
const other = account({ signature: 'web explained traffic-blocked' })

describe('what is told', () => {
  test.each([
    ['a first failure', null, account(), 5, 'new'],
    ['that something cannot be seen, at first', null, unknown, 5, 'new'],
    ['a failure after it was clear', told(clear), account(), 5, 'new'],
    ['another cause', told(account()), other, 5, 'changed'],
    ['that it cannot be seen any more', told(account()), unknown, 5, 'changed'],
    ['recovery', told(account()), clear, 5, 'recovered'],
    ['a failure that goes on, after the interval', told(account()), account(), 360, 'reminder'],
    ['what a sink has not heard', told(account(), ['slack']), account(), 5, 'owed'],
    ['recovery to sinks that have not heard of the failure either', told(account(), ['slack']), clear, 5, 'recovered'],
  ] as const)('%s', (_, before, now, minutes, occasion) => {
    expect(occasionOf(before, now, at(minutes), sixHours)).toBe(occasion)
  })
})

describe('what is not', () => {
  test.each([
    ['that all is well', null, clear, 5],
    ['that all is still well', told(clear), clear, 1000],
    ['a failure that goes on, within the interval', told(account()), account(), 359],
    ['that it can be seen again, and is well', told(unknown), clear, 5],
    ['again that it cannot be seen', told(unknown), unknown, 1000],
  ] as const)('%s', (_, before, now, minutes) => {
    expect(occasionOf(before, now, at(minutes), sixHours)).toBeNull()
  })

  test('a failure that goes on, where nobody wants reminders', () => {
    expect(occasionOf(told(account()), account(), at(100_000), null)).toBeNull()
  })
})

test('since when it is so is kept as long as it is so', () => {
  const first = told(account())
  const reminded = memoryOf(first, account(), at(360), [])
  expect(reminded).toMatchObject({ since: noon.toISOString(), toldAt: at(360).toISOString() })
  expect(memoryOf(reminded, other, at(400), [])).toMatchObject({ since: at(400).toISOString() })
})
