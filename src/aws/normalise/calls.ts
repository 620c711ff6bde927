/** Finding AWS calls in the evidence by their names, their inputs and answers typed as the SDK types them. */
import type { CallRecord } from '../../core/evidence.ts'
import type { Fact } from '../../core/fact.ts'
import type * as Records from '../../normalise/records.ts'
import { type Calls, readCalls } from '../../normalise/records.ts'
import { type CallName, sourceOf } from '../call-names.ts'
import type { AskableCall, CallInput, CallOutput } from '../call-types.ts'

export function recordsOf(calls: Calls, name: CallName): readonly CallRecord[] {
  return calls.get(name) ?? []
}

/** One answered call. */
export type Reply<Name extends AskableCall> = Records.Reply<CallInput<Name>, CallOutput<Name>>

export interface Wanted<Name extends AskableCall> extends Records.Wanted<CallInput<Name>> {
  /** What a reader would call the fact, where the call's own wording is too wide. */
  readonly what?: string
}

/** What the wanted calls say together. A gap in one of them is a gap in all: a part of a list is no list. */
export function factOf<Name extends AskableCall, T>(
  calls: Calls,
  name: Name,
  { what, ...wanted }: Wanted<Name>,
  read: (replies: readonly Reply<Name>[]) => T,
): Fact<T> {
  return readCalls(calls, sourceOf(name, what), wanted, read)
}
