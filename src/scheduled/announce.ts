/** Tells of a load balancer where something changed, once, however many runs find out at the same time. */
import type { Account } from './account.ts'
import { type Memory, memoryOf, type Occasion, occasionOf } from './occasion.ts'
import type { Store, Stored } from './store.ts'

export interface Alert {
  readonly occasion: Occasion
  readonly account: Account
  /** ISO 8601 UTC: since when it is as it is; null where nobody remembers. */
  readonly since: string | null
  /** Whether what was told is not remembered, so that the next run tells it again. */
  readonly stateless: boolean
}

export interface Sink {
  readonly name: string
  /** Rejects when it cannot be reached, after trying several times. */
  readonly send: (alert: Alert, signal: AbortSignal) => Promise<void>
}

export interface Announcing {
  readonly store: Store | null
  readonly sinks: readonly Sink[]
  readonly reminderSeconds: number | null
  readonly now: Date
  readonly signal: AbortSignal
}

export interface Announced {
  readonly occasion: Occasion | null
  readonly told: readonly string[]
  /** What went wrong, one line each; the diagnosis stands. */
  readonly faults: readonly string[]
}

const quiet: Announced = { occasion: null, told: [], faults: [] }

/**
 * Whoever first writes what is to be told tells it: of two runs that overlap, one. What a sink did not take is remembered, and the
 * next run sends it there. Without a store, or when it cannot be reached, every run tells of what fails. Never rejects.
 */
export async function announce(account: Account, announcing: Announcing): Promise<Announced> {
  const { store, sinks, reminderSeconds, now } = announcing
  if (store === null) return tellStateless(account, announcing, [])
  let stored: Stored
  try {
    stored = await store.read(account.balancerId)
  } catch (error) {
    return tellStateless(account, announcing, [`state could not be read: ${messageOf(error)}`])
  }
  const faults = stored.fault === null ? [] : [`state was not understood, and is begun anew: ${stored.fault}`]
  const before = stored.memory
  const occasion = occasionOf(before, account, now, reminderSeconds)
  const isAsBefore = before?.signature === account.signature
  if (occasion === null && (isAsBefore || (before === null && stored.version === null && account.standing === 'clear')))
    return { ...quiet, faults }
  const claimed = memoryOf(before, account, now, [])
  let version: string | null
  try {
    version = await store.write(account.balancerId, claimed, stored.version)
  } catch (error) {
    return tellStateless(account, announcing, [...faults, `state could not be written: ${messageOf(error)}`])
  }
  if (version === null || occasion === null) return { ...quiet, faults }
  const owing = occasion === 'owed' ? sinks.filter(({ name }) => before?.owed.includes(name)) : sinks
  const sent = await sendAll(owing, { occasion, account, since: claimed.since, stateless: false }, announcing.signal)
  const late = sent.owed.length === 0 ? [] : await remember({ ...claimed, owed: sent.owed }, account, version, store)
  return { occasion, told: sent.told, faults: [...faults, ...sent.faults, ...late] }
}

async function remember(memory: Memory, { balancerId }: Account, version: string, store: Store): Promise<readonly string[]> {
  try {
    await store.write(balancerId, memory, version)
    return []
  } catch (error) {
    return [`what is still to be told could not be written: ${messageOf(error)}`]
  }
}

async function tellStateless(account: Account, { sinks, signal }: Announcing, faults: readonly string[]): Promise<Announced> {
  if (account.standing !== 'failing') return { ...quiet, faults }
  const { told, faults: failed } = await sendAll(sinks, { occasion: 'new', account, since: null, stateless: true }, signal)
  return { occasion: 'new', told, faults: [...faults, ...failed] }
}

interface Sent {
  readonly told: readonly string[]
  readonly owed: readonly string[]
  readonly faults: readonly string[]
}

/** Sinks are told side by side, so that one that hangs keeps no other waiting. */
async function sendAll(sinks: readonly Sink[], alert: Alert, signal: AbortSignal): Promise<Sent> {
  const outcomes = await Promise.all(
    sinks.map(async ({ name, send }) => {
      try {
        await send(alert, signal)
        return { name, fault: null }
      } catch (error) {
        return { name, fault: `${name} was not told: ${messageOf(error)}` }
      }
    }),
  )
  return {
    told: outcomes.filter(({ fault }) => fault === null).map(({ name }) => name),
    owed: outcomes.filter(({ fault }) => fault !== null).map(({ name }) => name),
    faults: outcomes.flatMap(({ fault }) => fault ?? []),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
