/** Log readings among the recorded calls. */
import type { CallRecord } from '../core/evidence.ts'
import type { Fact, Source } from '../core/fact.ts'
import { Unreadable } from './loose.ts'
import { attempt, type Calls, gapOf } from './records.ts'

/** One kind of log: how its readings are recorded, and what a reader would call it. */
export interface ReadLog {
  readonly kind: 'access' | 'probe' | 'inventory'
  readonly what: string
}

/** What each source of the log gave; `is` tells a reading from what anyone may have put in its place. */
export function readingsOf<T>(
  calls: Calls,
  names: readonly string[],
  { kind, what }: ReadLog,
  is: (value: unknown) => value is T,
): readonly Fact<T>[] {
  const records = names.flatMap((name) => calls.get(name) ?? []).filter(({ input }) => kindOf(input) === kind)
  return records.map((record) => {
    const source: Source = { what, call: record.call, permission: record.permission || null }
    return gapOf(record, source) ?? attempt(source, () => readingOf(record, is))
  })
}

/** The known reading with most lines, otherwise the first gap; undefined when there are no readings at all. */
export function fullest<T>(readings: readonly Fact<T>[], linesOf: (reading: T) => number): Fact<T> | undefined {
  const weigh = (fact: Fact<T>): number => (fact.known ? linesOf(fact.value) : -1)
  return readings.toSorted((one, other) => weigh(other) - weigh(one))[0]
}

function readingOf<T>({ outcome }: CallRecord, is: (value: unknown) => value is T): T {
  if (outcome.ok && is(outcome.output)) return outcome.output
  throw new Unreadable('it is not a log reading')
}

function kindOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined
}
