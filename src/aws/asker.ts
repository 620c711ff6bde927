/** The `ask` of one run: it records every answer, and stops waiting when told to. */
import { canonical, compareText } from '../core/canonical.ts'
import type { CallOutcome, CallRecord } from '../core/evidence.ts'
import type { Answer, Ask } from './ask.ts'
import { callInfo } from './call-names.ts'
import type { AskableCall, CallInput, CallOutput } from './call-types.ts'
import { toJson } from './json.ts'
import type { Progress } from './log-request.ts'
import type { Refusal } from './refusal.ts'
import type { AwsSession } from './session.ts'

export interface Asker {
  readonly ask: Ask
  /** Adds a record that did not come from `ask`. */
  readonly record: (record: CallRecord) => void
  /** Records that a call was left out on purpose. */
  readonly skip: <Name extends AskableCall>(call: Name, input: CallInput<Name>, message: string) => void
  /** Every record so far, sorted by call, scope and input. */
  readonly records: () => readonly CallRecord[]
  /** Answers this call, or every call, with the refusal from now on: those under way and those still to come. */
  readonly abandon: (call: AskableCall | 'all', refusal: Refusal) => void
}

interface Pending {
  readonly call: AskableCall
  readonly settle: (refusal: Refusal) => void
}

/** An asker for one region, on the connections of a session. */
export function createAsker(session: AwsSession, region: string, onProgress: (progress: Progress) => void): Asker {
  const records: CallRecord[] = []
  const asked = new Map<string, Promise<Answer<unknown>>>()
  const pending = new Set<Pending>()
  const abandoned = new Map<AskableCall | 'all', Refusal>()
  let done = 0

  const add = <Name extends AskableCall>(call: Name, input: CallInput<Name>, outcome: CallOutcome) => {
    records.push({ call, scope: region, permission: callInfo(call).permission, input: toJson(input), outcome })
  }

  const read = <Name extends AskableCall>(call: Name, input: CallInput<Name>): Promise<Answer<CallOutput<Name>>> => {
    const refusal = abandoned.get(call) ?? abandoned.get('all')
    if (refusal) return Promise.resolve({ ok: false, ...refusal })
    return new Promise((resolve) => {
      const entry: Pending = { call, settle: (reason) => resolve({ ok: false, ...reason }) }
      pending.add(entry)
      session.read(call, region, input).then((answer) => {
        pending.delete(entry)
        resolve(answer)
      })
    })
  }

  const answer = async <Name extends AskableCall>(call: Name, input: CallInput<Name>): Promise<Answer<CallOutput<Name>>> => {
    onProgress({ call, state: 'started', done, total: asked.size + 1 })
    const outcome = await read(call, input)
    done += 1
    add(call, input, outcome)
    onProgress({ call, state: outcome.ok ? 'done' : 'failed', done, total: asked.size })
    return outcome
  }

  return {
    ask: (call, input) => {
      const key = `${call} ${canonical(toJson(input))}`
      // The key names the call, so what lies under it is an answer to that call.
      const promise = (asked.get(key) ?? answer(call, input)) as ReturnType<typeof answer<typeof call>>
      asked.set(key, promise)
      return promise
    },
    record: (record) => {
      records.push(record)
    },
    skip: (call, input, message) => {
      add(call, input, { ok: false, gap: 'notCollected', code: 'Skipped', message })
    },
    records: () => sortRecords(records),
    abandon: (call, refusal) => {
      abandoned.set(call, refusal)
      for (const entry of pending) {
        if (call === 'all' || entry.call === call) entry.settle(refusal)
      }
    },
  }
}

function sortRecords(records: readonly CallRecord[]): readonly CallRecord[] {
  const keyed = records.map((record) => ({ record, key: `${record.call}\n${record.scope}\n${canonical(record.input)}` }))
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ record }) => record)
}
