import { describe, expect, test } from 'vitest'
import type { Account } from '../../src/scheduled/account.ts'
import { type Alert, type Announced, announce, type Sink } from '../../src/scheduled/announce.ts'
import type { Memory } from '../../src/scheduled/occasion.ts'
import { parseMemory, type Store } from '../../src/scheduled/store.ts'
import { account, clear } from './accounts.ts'

const noon = new Date('2026-09-01T12:00:00Z')

/** A store in memory, which keeps what was written as text. */
function storeOf(texts = new Map<string, string>()): Store & { readonly texts: Map<string, string> } {
  return {
    texts,
    read: async (id) => {
      const text = texts.get(id)
      return text === undefined ? { memory: null, version: null, fault: null } : { ...parseMemory(text), version: text }
    },
    write: async (id, memory: Memory, version) => {
      if ((texts.get(id) ?? null) !== version) return null
      texts.set(id, JSON.stringify(memory))
      return JSON.stringify(memory)
    },
  }
}

function sinkOf(name: string, fails: () => boolean = () => false): Sink & { readonly alerts: Alert[] } {
  const alerts: Alert[] = []
  return {
    ...{ name, alerts },
    send: async (alert) => {
      if (fails()) throw new Error('HTTP 500')
      alerts.push(alert)
    },
  }
}

function run(found: Account, store: Store | null, sinks: readonly Sink[]): Promise<Announced> {
  return announce(found, { store, sinks, reminderSeconds: 3600, now: noon, signal: new AbortController().signal })
}

describe('an incident', () => {
  test('is told once, and its end once', async () => {
    const [store, sink] = [storeOf(), sinkOf('slack')]
    for (const found of [clear, account(), account(), clear, clear]) await run(found, store, [sink])
    expect(sink.alerts.map(({ occasion }) => occasion)).toEqual(['new', 'recovered'])
  })

  test('that two runs find at the same time is told by one of them', async () => {
    const [store, sink] = [storeOf(), sinkOf('slack')]
    const outcomes = await Promise.all([run(account(), store, [sink]), run(account(), store, [sink])])
    expect(sink.alerts).toHaveLength(1)
    expect(outcomes.map(({ told }) => told.length).sort()).toEqual([0, 1])
  })

  test('is told later to a sink that could not be reached, and to no other again', async () => {
    let down = true
    const [store, good, bad] = [storeOf(), sinkOf('slack'), sinkOf('teams', () => down)]
    expect(await run(account(), store, [good, bad])).toMatchObject({
      told: ['slack'],
      faults: ['teams was not told: Error: HTTP 500'],
    })
    down = false
    await run(account(), store, [good, bad])
    await run(account(), store, [good, bad])
    expect([good.alerts.length, bad.alerts.length]).toEqual([1, 1])
  })
})

describe('state', () => {
  test.each([['garbage'], ['{"standing":"failing"}'], ['null']])('%s is begun anew, and said to be', async (text) => {
    const store = storeOf(new Map([[account().balancerId, text]]))
    const sink = sinkOf('slack')
    const { faults } = await run(account(), store, [sink])
    expect(faults[0]).toMatch(/^state was not understood, and is begun anew: it is not /)
    expect(sink.alerts).toHaveLength(1)
    await run(account(), store, [sink])
    expect(sink.alerts).toHaveLength(1)
  })

  test.each(['read', 'write'] as const)('that cannot be %s loses no alert', async (broken) => {
    const sink = sinkOf('slack')
    const store: Store = { ...storeOf(), [broken]: () => Promise.reject(new Error('AccessDenied')) }
    const { told, faults } = await run(account(), store, [sink])
    expect(told).toEqual(['slack'])
    expect(faults[0]).toMatch(/^state could not be (read|written): Error: AccessDenied$/)
    expect(sink.alerts[0]?.stateless).toBe(true)
  })

  test('that is kept nowhere lets every run tell of what fails, and says so', async () => {
    const sink = sinkOf('slack')
    for (const found of [account(), account(), clear]) await run(found, null, [sink])
    expect(sink.alerts.map(({ stateless }) => stateless)).toEqual([true, true])
  })
})
