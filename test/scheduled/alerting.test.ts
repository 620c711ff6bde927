/** What is said when: once for each change, by one of several runs, and again where it did not get through. */
import { describe, expect, it } from 'vitest'
import type { Alerting } from '../../src/scheduled/alerting.ts'
import { sayWhatIsNew, statelessNote } from '../../src/scheduled/alerting.ts'
import type { Outcome } from '../../src/scheduled/outcome.ts'
import { alertingOf, memorySink, memoryStore, outcome } from './memory.ts'

/** Kinds of alerts taken over runs five minutes apart. */
async function kindsOver(outcomes: readonly Outcome[], given: Partial<Alerting> = {}, minutes = 5): Promise<readonly string[]> {
  const sink = memorySink()
  const store = memoryStore()
  for (const [index, each] of outcomes.entries()) {
    await sayWhatIsNew(each, alertingOf({ sinks: [sink], store, ...given }, index * minutes))
  }
  return sink.taken.map(({ kind }) => kind)
}

const refused = outcome('explained', 'web: port-closed')
const blocked = outcome('explained', 'web: traffic-blocked')
const clear = outcome('clear')
const unknown = outcome('inconclusive')

describe('what is said', () => {
  it.each([
    ['nothing while all is well', [clear, clear], []],
    ['an incident once, and its end once', [refused, refused, clear, clear], ['incident', 'recovery']],
    ['a cause that is new', [refused, outcome('explained', ...refused.causes, ...blocked.causes)], ['incident', 'changed']],
    ['a cause that is gone', [outcome('explained', ...refused.causes, ...blocked.causes), blocked], ['incident', 'changed']],
    ['another verdict', [refused, outcome('suspected', ...refused.causes)], ['incident', 'changed']],
    ['that it is not known, once', [unknown, unknown], ['not-known']],
    ['no new incident after it was not known', [refused, unknown, refused], ['incident', 'not-known', 'changed']],
    ['the end of what was not known in between', [refused, unknown, clear], ['incident', 'not-known', 'recovery']],
  ] as const)('%s', async (_, outcomes, kinds) => {
    expect(await kindsOver(outcomes)).toEqual(kinds)
  })

  it('reminds of what lasts, after the time that is set', async () => {
    expect(await kindsOver([refused, refused, refused], {}, 180)).toEqual(['incident', 'reminder'])
    expect(await kindsOver([refused, refused, refused], { reminderSeconds: null }, 180)).toEqual(['incident'])
  })

  it('says failures at every run without a store, and that it does', async () => {
    const sink = memorySink()
    const said = await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store: null }))
    await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store: null }))
    await sayWhatIsNew(unknown, alertingOf({ sinks: [sink], store: null }))
    expect(said.notes).toEqual([statelessNote])
    expect(sink.taken.map(({ kind, notes }) => [kind, notes])).toEqual([
      ['incident', [statelessNote]],
      ['incident', [statelessNote]],
    ])
  })
})

describe('two runs at once', () => {
  it('say it once', async () => {
    const sinks = [memorySink()]
    const store = memoryStore()
    const runs = Array.from({ length: 5 }, () => sayWhatIsNew(refused, alertingOf({ sinks, store })))
    const said = await Promise.all(runs)
    expect(sinks[0]?.taken).toHaveLength(1)
    expect(said.filter(({ sent }) => sent.length > 0)).toHaveLength(1)
  })

  it('know their own write again when its answer was lost', async () => {
    const sink = memorySink()
    const inner = memoryStore()
    let first = true
    const store = {
      ...inner,
      write: async (...given: Parameters<typeof inner.write>) => {
        const version = await inner.write(...given)
        const lost = first
        first = false
        return lost ? null : version
      },
    }
    await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store }))
    expect(sink.taken).toHaveLength(1)
  })
})

describe('a sink that fails', () => {
  it('is tried again, and holds up no other', async () => {
    const sinks = [memorySink('slack', 1), memorySink('teams', 9)]
    const said = await sayWhatIsNew(refused, alertingOf({ sinks }))
    expect(said).toMatchObject({ kind: 'incident', sent: ['slack'], unsent: ['teams'] })
    expect(said.notes).toEqual(['teams did not take the alert: no'])
  })

  it('is given what it did not take at the next run, and nobody else is', async () => {
    const [slack, teams] = [memorySink('slack'), memorySink('teams', 2)]
    const store = memoryStore()
    await sayWhatIsNew(refused, alertingOf({ sinks: [slack, teams], store }))
    await sayWhatIsNew(refused, alertingOf({ sinks: [slack, teams], store }, 5))
    await sayWhatIsNew(refused, alertingOf({ sinks: [slack, teams], store }, 10))
    expect([slack.taken.length, teams.taken.length]).toEqual([1, 1])
    expect(teams.taken[0]?.kind).toBe('incident')
  })

  it('that never answers is given up', async () => {
    const sink = { name: 'hung', send: () => new Promise<void>(() => {}) }
    const patience = { attempts: 2, delayMilliseconds: 0, timeoutMilliseconds: 20 }
    const said = await sayWhatIsNew(refused, alertingOf({ sinks: [sink], patience }))
    expect(said.unsent).toEqual(['hung'])
  })

  it('is given what a run that died had claimed, when the claim is over', async () => {
    const sink = memorySink()
    const store = memoryStore()
    await sayWhatIsNew(refused, alertingOf({ sinks: [memorySink('slack', 9)], store }))
    const left = store.texts.get('shop')
    const state = JSON.parse(left?.text ?? '')
    const unsent = { ...state.unsent, claimedUntil: '2026-11-20T14:04:00.000Z' }
    store.texts.set('shop', { text: JSON.stringify({ ...state, unsent }), version: left?.version ?? '' })
    await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store }, 3))
    expect(sink.taken).toHaveLength(0)
    await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store }, 5))
    expect(sink.taken).toHaveLength(1)
  })
})

describe('a store that fails', () => {
  it.each(['not json', '{"schemaVersion":1}', '{"schemaVersion":9}', '[]', ''])('holding %j is overwritten', async (text) => {
    const store = memoryStore()
    store.texts.set('shop', { text, version: '7' })
    const sink = memorySink()
    const said = await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store }))
    await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store }))
    expect(said.notes[0]).toMatch(/no state of lb502/)
    expect(sink.taken).toHaveLength(1)
  })

  it.each(['read', 'write'] as const)('to %s loses no alert', async (what) => {
    const sink = memorySink()
    const store = { ...memoryStore(), [what]: () => Promise.reject(new Error('denied')) }
    const said = await sayWhatIsNew(refused, alertingOf({ sinks: [sink], store }))
    expect(sink.taken).toHaveLength(1)
    expect(said.notes.join()).toMatch(/may be said twice: denied/)
  })
})
