import fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowOf } from '../../src/cli/window.ts'
import { closest } from '../../src/core/closest.ts'
import { durationSeconds } from '../../src/core/duration.ts'

const now = new Date('2026-01-31T14:00:00.400Z')

test.each([
  [{}, '2026-01-31T13:00:00.000Z', '2026-01-31T14:00:00.000Z'],
  [{ window: '15m' }, '2026-01-31T13:45:00.000Z', '2026-01-31T14:00:00.000Z'],
  [{ since: '2h' }, '2026-01-31T12:00:00.000Z', '2026-01-31T14:00:00.000Z'],
  [{ since: '2h', until: '90m' }, '2026-01-31T12:00:00.000Z', '2026-01-31T12:30:00.000Z'],
  [{ since: '2h', window: '10m' }, '2026-01-31T12:00:00.000Z', '2026-01-31T12:10:00.000Z'],
  [{ until: '1d' }, '2026-01-30T13:00:00.000Z', '2026-01-30T14:00:00.000Z'],
  [{ until: '2026-01-31T10:00Z', window: '1d' }, '2026-01-30T10:00:00.000Z', '2026-01-31T10:00:00.000Z'],
  [{ since: '2026-01-31' }, '2026-01-31T00:00:00.000Z', '2026-01-31T14:00:00.000Z'],
  [{ since: '2026-01-31 13:30' }, '2026-01-31T13:30:00.000Z', '2026-01-31T14:00:00.000Z'],
  [{ since: '2026-01-31t14:30:15.5+02:00' }, '2026-01-31T12:30:15.000Z', '2026-01-31T14:00:00.000Z'],
  [{ since: '1h', until: '2027-01-01' }, '2026-01-31T13:00:00.000Z', '2026-01-31T14:00:00.000Z'],
])('window %j', (options, from, to) => {
  expect(windowOf({ window: undefined, since: undefined, until: undefined, ...options }, now)).toEqual({ from, to })
})

test.each(['', '1', 'h', '1.5h', '-1h', '1 h', '1w', '1H', '99999999999s', '9999999d', '1h1', '２h'])(
  '%j is no duration',
  (text) => {
    expect(durationSeconds(text)).toBeNull()
  },
)

test('every time of day is found again, whatever the zone it is written in', () => {
  const arbitrary = fc.record({
    seconds: fc.integer({ min: 1, max: 400 * 86_400 }),
    offset: fc.integer({ min: -14 * 60, max: 14 * 60 }),
  })
  fc.assert(
    fc.property(arbitrary, ({ seconds, offset }) => {
      const moment = Math.floor(now.getTime() / 1000) - seconds
      const local = new Date((moment + offset * 60) * 1000).toISOString().slice(0, 19)
      const zone = `${offset < 0 ? '-' : '+'}${new Date(Math.abs(offset) * 60_000).toISOString().slice(11, 16)}`
      const { from } = windowOf({ window: undefined, since: `${local}${zone}`, until: undefined }, now)
      expect(Date.parse(from) / 1000).toBe(moment)
    }),
  )
})

test('no text makes a window without order, or anything but one clear error', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (since, until) => {
      try {
        const { from, to } = windowOf({ window: undefined, since, until }, now)
        expect(from < to).toBe(true)
      } catch (error) {
        expect(error).toMatchObject({ name: 'CannotRun' })
      }
    }),
  )
})

test.each([
  ['windw', ['window', 'output'], 'window'],
  ['WINDOW', ['window', 'output'], 'window'],
  ['x', ['window', 'output'], null],
  ['', ['window'], null],
  ['port-close', ['port-closed', 'probe-timeout'], 'port-closed'],
])('closest to %j in %j', (word, candidates, expected) => {
  expect(closest(word, candidates)).toBe(expected)
})
