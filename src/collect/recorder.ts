/** The bookkeeping of one run: no call is made twice, every answer is recorded, and nothing is waited for when told to stop. */
import { canonical, compareText } from '../core/canonical.ts'
import type { CallRecord } from '../core/evidence.ts'
import type { Answer } from './answer.ts'
import type { Progress } from './progress.ts'
import type { Refusal } from './refusal.ts'

/** A call as it will stand in the evidence. */
export type RecordedCall = Omit<CallRecord, 'outcome'>

export interface Recorder {
  /** Makes a call, records it and gives its answer; the answer it had before when the same was asked before. Never rejects. */
  readonly ask: <Output>(call: RecordedCall, read: () => Promise<Answer<Output>>) => Promise<Answer<Output>>
  /** Adds a record that did not come from `ask`. */
  readonly record: (record: CallRecord) => void
  /** Records that a call was left out on purpose. */
  readonly skip: (call: RecordedCall, message: string) => void
  /** Every record so far, sorted by call, scope and input. */
  readonly records: () => readonly CallRecord[]
  /** Answers the calls of this name, or all, with the refusal from now on: those under way and those still to come. */
  readonly abandon: (name: string, refusal: Refusal) => void
}

interface Pending {
  readonly name: string
  readonly settle: (refusal: Refusal) => void
}

/** Stands for every call in `abandon`. */
export const everyCall = 'all'

export function createRecorder(onProgress: (progress: Progress) => void): Recorder {
  const records: CallRecord[] = []
  const asked = new Map<string, Promise<Answer<unknown>>>()
  const pending = new Set<Pending>()
  const abandoned = new Map<string, Refusal>()
  let done = 0

  const waitFor = <Output>(name: string, read: () => Promise<Answer<Output>>): Promise<Answer<Output>> => {
    const refusal = abandoned.get(name) ?? abandoned.get(everyCall)
    if (refusal) return Promise.resolve({ ok: false, ...refusal })
    return new Promise((resolve) => {
      const entry: Pending = { name, settle: (reason) => resolve({ ok: false, ...reason }) }
      pending.add(entry)
      read().then((answer) => {
        pending.delete(entry)
        resolve(answer)
      })
    })
  }

  const make = async <Output>(call: RecordedCall, read: () => Promise<Answer<Output>>): Promise<Answer<Output>> => {
    const name = call.call
    onProgress({ call: name, state: 'started', done, total: asked.size + 1 })
    const outcome = await waitFor(name, read)
    done += 1
    records.push(recordOf(call, outcome))
    onProgress({ call: name, state: outcome.ok ? 'done' : 'failed', done, total: asked.size })
    return outcome
  }

  return {
    ask: (call, read) => {
      const key = keyOf(call)
      // The key names the call, so what lies under it is an answer to that call.
      const promise = (asked.get(key) as ReturnType<typeof read> | undefined) ?? make(call, read)
      asked.set(key, promise)
      return promise
    },
    record: (record) => {
      records.push(record)
    },
    skip: (call, message) => {
      records.push({ ...call, outcome: { ok: false, gap: 'notCollected', code: 'Skipped', message } })
    },
    records: () => sortRecords(records),
    abandon: (name, refusal) => {
      abandoned.set(name, refusal)
      for (const entry of pending) {
        if (name === everyCall || entry.name === name) entry.settle(refusal)
      }
    },
  }
}

/** A refusal may name another permission than the call is known to need. */
function recordOf(call: RecordedCall, answer: Answer<unknown>): CallRecord {
  if (answer.ok) return { ...call, outcome: answer }
  const { permission = call.permission, ...outcome } = answer
  return { ...call, permission, outcome }
}

function keyOf({ call, scope, input }: RecordedCall): string {
  return `${call}\n${scope}\n${canonical(input)}`
}

function sortRecords(records: readonly CallRecord[]): readonly CallRecord[] {
  const keyed = records.map((record) => ({ record, key: keyOf(record) }))
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ record }) => record)
}
