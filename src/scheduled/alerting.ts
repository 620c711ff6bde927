/**
 * Says what is new about a load balancer, once. The change is claimed by a conditional write before anything is sent, so that of
 * two runs that see the same one is silent. What the claim holds as unsent is taken off when it was sent; what stays is sent by the
 * next run, at once where sending failed, or when the claim is over where the run died.
 */
import { randomUUID } from 'node:crypto'
import { oneLine } from '../collect/refusal.ts'
import { alertOf } from './alert.ts'
import { fails, type Outcome } from './outcome.ts'
import { type Patience, retried } from './retry.ts'
import type { Sink } from './sink.ts'
import { type ChangeKind, changeOf, leftUnsent, parseState, type State, stateOf } from './state.ts'
import type { StateStore, Stored } from './state-store.ts'

export interface Alerting {
  readonly sinks: readonly Sink[]
  /** Null: nothing is remembered. */
  readonly store: StateStore | null
  readonly reminderSeconds: number | null
  readonly patience: Patience
  /** Longer than a run may take. */
  readonly claimSeconds: number
  readonly clock: () => Date
  /** Aborted when no time is left to send. */
  readonly signal: AbortSignal
}

/** What became of it. */
export interface Said {
  /** Null: there was nothing to say. */
  readonly kind: ChangeKind | null
  readonly sent: readonly string[]
  readonly unsent: readonly string[]
  /** What went wrong or must be known, one line each. */
  readonly notes: readonly string[]
}

const nothing: Said = { kind: null, sent: [], unsent: [], notes: [] }

export const statelessNote = 'No state store is set (LB502_STATE), so that this is said at every run while it lasts.'

/** Never rejects. */
export async function sayWhatIsNew(outcome: Outcome, alerting: Alerting): Promise<Said> {
  const { store } = alerting
  if (store === null) return withoutState(outcome, alerting, statelessNote)
  let stored: Stored | null
  try {
    stored = await store.read(outcome.key)
  } catch (error) {
    return withoutState(outcome, alerting, `The state could not be read, so that this may be said twice: ${reasonOf(error)}`)
  }
  const before = stored === null ? null : parseState(stored.text)
  const corrupt = stored !== null && before === null
  const said = await withState(outcome, alerting, { store, stored, before, corrupt })
  return corrupt
    ? { ...said, notes: ['The state is no state of lb502; it is taken for none and overwritten.', ...said.notes] }
    : said
}

interface Remembered {
  readonly store: StateStore
  readonly stored: Stored | null
  readonly before: State | null
  readonly corrupt: boolean
}

async function withState(outcome: Outcome, alerting: Alerting, remembered: Remembered): Promise<Said> {
  const { store, stored, before, corrupt } = remembered
  const now = alerting.clock()
  const change = changeOf(before, outcome, now, alerting.reminderSeconds)
  const left = leftUnsent(before, now)
  const kind = change ?? left?.kind ?? null
  if (kind === null && !corrupt) return nothing
  const sinks = change !== null || left === null ? alerting.sinks : alerting.sinks.filter(({ name }) => left.sinks.includes(name))
  const run = randomUUID()
  const claimedUntil = new Date(now.getTime() + alerting.claimSeconds * 1000).toISOString()
  const unsent = kind === null || sinks.length === 0 ? null : { kind, sinks: sinks.map(({ name }) => name), claimedUntil }
  const claim = stateOf(outcome, before, now, run, unsent)
  let version: string | null
  try {
    version = await written(store, outcome.key, claim, stored)
  } catch (error) {
    return withoutState(outcome, alerting, `The state could not be written, so that this may be said twice: ${reasonOf(error)}`)
  }
  if (version === null) return { ...nothing, notes: ['Another run says it.'] }
  if (unsent === null) return { ...nothing, kind }
  const said = await send(kind ?? unsent.kind, outcome, { ...alerting, sinks }, [])
  const stillUnsent = said.unsent.length === 0 ? null : { ...unsent, sinks: said.unsent, claimedUntil: null }
  try {
    await written(store, outcome.key, { ...claim, unsent: stillUnsent }, { text: '', version })
    return said
  } catch (error) {
    const note = `That it was sent could not be written, so that a later run may send it again: ${reasonOf(error)}`
    return { ...said, notes: [...said.notes, note] }
  }
}

/** The new version; null when another run wrote in between. A write whose answer was lost is tried again and refused by itself. */
async function written(store: StateStore, key: string, state: State, before: Stored | null): Promise<string | null> {
  const version = await store.write(key, `${JSON.stringify(state)}\n`, before)
  if (version !== null) return version
  const there = await store.read(key)
  const own = there !== null && parseState(there.text)?.writtenBy === state.writtenBy
  return own ? there.version : null
}

/** Failures are said always, for nobody knows whether they were said before; anything else would be said for ever. */
async function withoutState(outcome: Outcome, alerting: Alerting, note: string): Promise<Said> {
  if (!fails(outcome)) return { ...nothing, notes: [note] }
  const said = await send('incident', outcome, alerting, [note])
  return { ...said, notes: [note, ...said.notes] }
}

async function send(kind: ChangeKind, outcome: Outcome, alerting: Alerting, notes: readonly string[]): Promise<Said> {
  const alert = alertOf(kind, outcome, notes)
  const { sinks, patience, signal } = alerting
  const results = await Promise.all(
    sinks.map(async ({ name, send }) => {
      try {
        await retried((limit) => send(alert, limit), patience, signal)
        return { name, failure: null }
      } catch (error) {
        return { name, failure: `${name} did not take the alert: ${reasonOf(error)}` }
      }
    }),
  )
  return {
    kind,
    sent: results.flatMap(({ name, failure }) => (failure === null ? [name] : [])),
    unsent: results.flatMap(({ name, failure }) => (failure === null ? [] : [name])),
    notes: results.flatMap(({ failure }) => failure ?? []),
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error))
  return oneLine(error.message === '' ? error.name : error.message)
}
