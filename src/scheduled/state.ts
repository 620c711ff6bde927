/** What is remembered of a load balancer between runs: what was said last, and what of it did not get through. */
import { fails, type Outcome } from './outcome.ts'

export type ChangeKind = 'incident' | 'changed' | 'recovery' | 'not-known' | 'reminder'

export interface Unsent {
  readonly kind: ChangeKind
  readonly sinks: readonly string[]
  /** ISO 8601 UTC. Until then another run is at it; one that dies leaves it to the next. Null: nobody is. */
  readonly claimedUntil: string | null
}

export interface State {
  readonly schemaVersion: 1
  readonly verdict: Outcome['verdict']
  readonly causes: readonly string[]
  /** Failing when last known; stays while it is not known. */
  readonly failing: boolean
  /** ISO 8601 UTC. */
  readonly alertedAt: string
  /** The run that wrote this. */
  readonly writtenBy: string
  readonly unsent: Unsent | null
}

/** Null for what is no state: an object that something else wrote, or half of one. */
export function parseState(text: string): State | null {
  try {
    const value: unknown = JSON.parse(text)
    return isState(value) ? value : null
  } catch {
    return null
  }
}

function isState(value: unknown): value is State {
  if (typeof value !== 'object' || value === null) return false
  const { schemaVersion, verdict, causes, failing, alertedAt, unsent } = value as Partial<Record<keyof State, unknown>>
  return (
    schemaVersion === 1 &&
    typeof verdict === 'string' &&
    areWords(causes) &&
    typeof failing === 'boolean' &&
    isTime(alertedAt) &&
    (unsent === null || isUnsent(unsent))
  )
}

function isUnsent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { kind, sinks, claimedUntil } = value as Partial<Record<keyof Unsent, unknown>>
  return typeof kind === 'string' && areWords(sinks) && (claimedUntil === null || isTime(claimedUntil))
}

function areWords(value: unknown): boolean {
  return Array.isArray(value) && value.every((word) => typeof word === 'string')
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

/** What there is to say, in one word; null: nothing. */
export function changeOf(before: State | null, outcome: Outcome, now: Date, reminderSeconds: number | null): ChangeKind | null {
  if (fails(outcome)) {
    if (before === null || !before.failing) return 'incident'
    if (before.verdict !== outcome.verdict || before.causes.join('\n') !== outcome.causes.join('\n')) return 'changed'
    return isDue(before, now, reminderSeconds) ? 'reminder' : null
  }
  if (outcome.verdict === 'inconclusive') return before?.verdict === 'inconclusive' ? null : 'not-known'
  // Once failing, then not known, then well: that it is over was not said yet.
  if (before === null || before.verdict === 'clear') return null
  return 'recovery'
}

function isDue({ alertedAt }: State, now: Date, reminderSeconds: number | null): boolean {
  return reminderSeconds !== null && now.getTime() - Date.parse(alertedAt) >= reminderSeconds * 1000
}

/** What of an alert that was claimed earlier is still to be sent: nothing while the run that claimed it may be at it. */
export function leftUnsent(before: State | null, now: Date): Unsent | null {
  const unsent = before?.unsent ?? null
  if (unsent === null) return null
  const { claimedUntil } = unsent
  return claimedUntil === null || Date.parse(claimedUntil) <= now.getTime() ? unsent : null
}

/** What to remember once something is said of an outcome. */
export function stateOf(outcome: Outcome, before: State | null, now: Date, writtenBy: string, unsent: Unsent | null): State {
  const known = outcome.verdict !== 'inconclusive'
  return {
    schemaVersion: 1,
    verdict: outcome.verdict,
    causes: known ? outcome.causes : (before?.causes ?? []),
    failing: known ? fails(outcome) : (before?.failing ?? false),
    alertedAt: now.toISOString(),
    writtenBy,
    unsent,
  }
}
