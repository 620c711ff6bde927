/** Reads variables one by one, so that a mistake names the variable it is in. */
import { closest } from '../core/closest.ts'
import { durationSeconds } from '../core/duration.ts'
import { CannotRun } from '../core/errors.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The value without spaces around it; undefined where there is none. */
export function textOf(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim()
  return text === '' ? undefined : text
}

/** The parts of a list with commas, without empty ones. */
export function listOf(environment: Environment, name: string): readonly string[] {
  const parts = (textOf(environment, name) ?? '').split(',').map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

/** Seconds of a duration longer than nothing; undefined where nothing is said. */
export function secondsOf(environment: Environment, name: string): number | undefined {
  const text = textOf(environment, name)
  if (text === undefined) return undefined
  const seconds = durationSeconds(text)
  if (seconds !== null && seconds > 0) return seconds
  throw wrong(name, text, 'is not a duration', 'Write it like 90s, 15m, 1h or 2d.')
}

/** An address that messages go to. Plain http stays on this machine: addresses of webhooks are secrets, and tokens are too. */
export function addressOf(environment: Environment, name: string): string | undefined {
  const text = textOf(environment, name)
  if (text === undefined) return undefined
  if (isSafeAddress(text)) return text
  // The address itself is a secret and is not repeated.
  throw new CannotRun(`${name} is no https address.`, 'It begins with https://.')
}

export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
}

/** The mistake in a variable, in one line. */
export function wrong(name: string, text: string, what: string, hint: string): CannotRun {
  const shown = text.length > 200 ? `${text.slice(0, 200)}...` : text
  return new CannotRun(`${name}=${JSON.stringify(shown)} ${what}.`, hint)
}

/** Throws CannotRun for a variable of ours that nobody reads: it is misspelt, or meant for the other cloud. */
export function refuseStrangers(environment: Environment, known: readonly string[]): void {
  for (const name of Object.keys(environment).sort()) {
    if (!name.startsWith('LB502_') || known.includes(name)) continue
    const meant = closest(name, known)
    throw new CannotRun(
      `No variable is called ${name} here.`,
      meant === null ? `There are ${known.join(', ')}.` : `Did you mean ${meant}?`,
    )
  }
}
