import { CannotRun } from '../core/errors.ts'
import { durationSeconds } from '../duration.ts'

/** Seconds of a duration as the value of an option, longer than nothing; throws CannotRun otherwise. */
export function optionSeconds(option: string, text: string): number {
  const seconds = durationSeconds(text)
  if (seconds !== null && seconds > 0) return seconds
  const hint = /^\d+$/.test(text) ? `Name the unit: --${option} ${text}s` : 'Write it like 90s, 15m, 1h or 2d.'
  throw new CannotRun(`--${option} ${text} is not a duration.`, hint)
}
