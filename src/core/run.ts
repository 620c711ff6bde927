/** Running checks. Only here does a judgement become `unknown` or `error`. */
import type { AnyCheck, Judgement, Subject } from './check.ts'
import type { Fact } from './fact.ts'
import { createReader, Missing } from './reader.ts'

export type Outcome = Judgement | { readonly status: 'unknown' } | { readonly status: 'error'; readonly message: string }

export interface Result {
  readonly id: string
  readonly outcome: Outcome
  /** Every fact the check read, known or not. */
  readonly facts: ReadonlySet<Fact<unknown>>
}

export function runCheck(check: AnyCheck, subject: Subject): Result {
  const reader = createReader()
  return { id: check.id, outcome: judge(check, subject, reader), facts: reader.facts }
}

function judge(check: AnyCheck, subject: Subject, reader: ReturnType<typeof createReader>): Outcome {
  try {
    return check.judge(subject, reader)
  } catch (error) {
    if (error instanceof Missing) return { status: 'unknown' }
    // A fault of one check must not cost the user the others.
    return { status: 'error', message: error instanceof Error ? error.message : String(error) }
  }
}
