/** Stores and sinks that live in a test. */
import type { Verdict } from '../../src/core/diagnosis.ts'
import type { Alert } from '../../src/scheduled/alert.ts'
import type { Alerting } from '../../src/scheduled/alerting.ts'
import type { Outcome } from '../../src/scheduled/outcome.ts'
import type { Sink } from '../../src/scheduled/sink.ts'
import type { StateStore, Stored } from '../../src/scheduled/state-store.ts'

export interface MemoryStore extends StateStore {
  readonly texts: Map<string, Stored>
}

export function memoryStore(): MemoryStore {
  const texts = new Map<string, Stored>()
  let version = 0
  return {
    texts,
    read: async (key) => texts.get(key) ?? null,
    write: async (key, text, before) => {
      if ((texts.get(key)?.version ?? null) !== (before?.version ?? null)) return null
      version += 1
      texts.set(key, { text, version: String(version) })
      return String(version)
    },
  }
}

export interface MemorySink extends Sink {
  readonly taken: Alert[]
}

/** Takes alerts, but for the first few. */
export function memorySink(name = 'slack', failures = 0): MemorySink {
  const taken: Alert[] = []
  let left = failures
  return {
    name,
    taken,
    send: async (alert) => {
      left -= 1
      if (left >= 0) throw new Error('no')
      taken.push(alert)
    },
  }
}

export const start: Date = new Date('2026-11-20T14:00:00Z')

export function alertingOf(given: Partial<Alerting>, minutes = 0): Alerting {
  return {
    sinks: [],
    store: memoryStore(),
    reminderSeconds: 6 * 3600,
    patience: { attempts: 2, delayMilliseconds: 0, timeoutMilliseconds: 1000 },
    claimSeconds: 60,
    clock: () => new Date(start.getTime() + minutes * 60_000),
    signal: new AbortController().signal,
    ...given,
  }
}

export function outcome(verdict: Verdict, ...causes: readonly string[]): Outcome {
  return {
    key: 'shop',
    name: 'shop',
    verdict,
    headline: 'what is seen',
    diagnoses: [],
    causes,
    gateway502: null,
    backend502: null,
    blindSpots: 0,
    durationMilliseconds: 1,
  }
}
