import { durationSeconds } from '../core/duration.ts'
import { CannotRun } from '../core/errors.ts'

/** Seconds of the duration that an option names, longer than nothing; throws CannotRun otherwise. */
export function optionSeconds(option: string, text: string): number {
  const seconds = durationSeconds(text)
  if (seconds !== null && seconds > 0) return seconds
  const hint = /^\d+$/.test(text) ? `Name the unit: --${option} ${text}s` : 'Write it like 90s, 15m, 1h or 2d.'
  throw new CannotRun(`--${option} ${text} is not a duration.`, hint)
}
