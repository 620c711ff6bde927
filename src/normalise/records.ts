/** Finding calls in the evidence, and turning what they gave into facts. */
import { canonical, compareText } from '../core/canonical.ts'
import type { CallRecord } from '../core/evidence.ts'
import { type Fact, type Source, type UnknownFact, unknown } from '../core/fact.ts'
import { type Loose, object, Unreadable } from './loose.ts'

/** The recorded calls by name, each list in one order whatever the order of the evidence. */
export type Calls = ReadonlyMap<string, readonly CallRecord[]>

export function indexCalls(records: readonly CallRecord[]): Calls {
  const keyed = records.map((record) => ({ record, key: canonical([record.call, record.scope, record.input]) }))
  keyed.sort((a, b) => compareText(a.key, b.key) || compareText(canonical(a.record.outcome), canonical(b.record.outcome)))
  const calls = new Map<string, CallRecord[]>()
  for (const { record } of keyed) {
    const before = calls.get(record.call)
    if (before === undefined) calls.set(record.call, [record])
    else before.push(record)
  }
  return calls
}

/** One answered call. */
export interface Reply<Input, Output> {
  readonly input: Loose<Input>
  readonly output: Loose<Output>
}

export interface Wanted<Input> {
  /** Which of the calls of this name; all when left out. Inputs are as hostile as answers: what cannot be read is not wanted. */
  readonly where?: ((input: Loose<Input>) => boolean) | undefined
  /** Why nobody asked, for when there is no such call. */
  readonly absent: string
}

/** What the wanted calls of the source's name say together. A gap in one of them is a gap in all: a part of a list is no list. */
export function readCalls<Input, Output, T>(
  calls: Calls,
  source: Source,
  { where, absent }: Wanted<Input>,
  read: (replies: readonly Reply<Input, Output>[]) => T,
): Fact<T> {
  const all = calls.get(source.call) ?? []
  const records = all.filter((record) => where === undefined || matches(where, record.input))
  if (records.length === 0) return unknown('notCollected', absent, source)
  const failed = records.map((record) => gapOf(record, source)).find((gap) => gap !== null)
  return failed ?? attempt(source, () => read(records.map((record) => replyOf<Input, Output>(record))))
}

/** The gap that ended the call; null when it was answered. */
export function gapOf({ outcome }: CallRecord, source: Source): UnknownFact | null {
  if (outcome.ok) return null
  const { gap, code, message } = outcome
  return unknown(gap, message.startsWith(code) ? message : `${code}: ${message}`, source)
}

/** What `read` returns; a gap when the answer turns out to be unreadable. */
export function attempt<T>(source: Source, read: () => T): Fact<T> {
  try {
    return { known: true, value: read(), sources: [source] }
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error, source)
    throw error
  }
}

function unreadable(error: Unreadable, source: Source): UnknownFact {
  return unknown('failed', `the answer could not be understood: ${error.message}`, source)
}

function matches<Input>(where: (input: Loose<Input>) => boolean, input: unknown): boolean {
  const read = attempt(noSource, () => where(object(input ?? {}, 'the input')))
  return read.known && read.value
}

const noSource: Source = { what: '', call: '', permission: null }

function replyOf<Input, Output>({ input, outcome }: CallRecord): Reply<Input, Output> {
  return { input: object(input ?? {}, 'the input'), output: object(outcome.ok ? outcome.output : null, 'the answer') }
}
