/** Which time to look at: `--window`, or `--since` and `--until`. */
import { durationSeconds } from '../core/duration.ts'
import { CannotRun } from '../core/errors.ts'
import type { TimeWindow } from '../core/evidence.ts'
import { optionSeconds } from './duration.ts'

const usualSeconds = 3600

export interface WindowOptions {
  readonly window: string | undefined
  readonly since: string | undefined
  readonly until: string | undefined
}

/**
 * The window asked for, in whole seconds; the last hour unless told. Either end may be given as a time or as a duration before
 * now, and `--window` is the length from the end that is given. Throws CannotRun for what is no time, or no window.
 */
export function windowOf(options: WindowOptions, now: Date): TimeWindow {
  const end = Math.floor(now.getTime() / 1000)
  const length = options.window === undefined ? null : optionSeconds('window', options.window)
  const since = options.since === undefined ? null : moment('since', options.since, end)
  const until = options.until === undefined ? null : moment('until', options.until, end)
  if (length !== null && since !== null && until !== null) {
    throw new CannotRun('--window, --since and --until cannot all be given.', 'Two of them say which time to look at.')
  }
  const to = Math.min(end, until ?? (since !== null && length !== null ? since + length : end))
  const from = since ?? to - (length ?? usualSeconds)
  if (since !== null && since >= end)
    throw new CannotRun(`--since ${options.since} is not in the past.`, 'Times without a zone are UTC.')
  if (from >= to) throw new CannotRun('--until is not after --since.', 'Times without a zone are UTC.')
  return { from: iso(from), to: iso(to) }
}

/** The time that log files are narrowed to; an end that nobody asked for is null, and as far as the lines go. */
export function spanOf(options: WindowOptions, now: Date): { readonly from: string | null; readonly to: string | null } {
  const { window, since, until } = options
  if (window === undefined && since === undefined && until === undefined) return { from: null, to: null }
  const { from, to } = windowOf(options, now)
  return { from: window === undefined && since === undefined ? null : from, to }
}

/** Seconds since 1970 of an ISO 8601 time, UTC unless it names a zone, or of a duration before now. */
function moment(option: string, text: string, now: number): number {
  const ago = durationSeconds(text)
  if (ago !== null) return now - ago
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/i.exec(text)
  if (match !== null) {
    const [, day = '', minute = '00:00', second = ':00', zone = 'Z'] = match
    const midnight = new Date(`${day}T00:00:00Z`)
    const time = Date.parse(`${day}T${minute}${second}${zone.toUpperCase()}`)
    const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
    if (exists && !Number.isNaN(time)) return Math.floor(time / 1000)
  }
  throw new CannotRun(`--${option} ${text} is not a time.`, 'Write 2026-01-31T14:00Z, or how long ago: 90m, 2h, 1d.')
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
