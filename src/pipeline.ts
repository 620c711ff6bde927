/** From evidence to diagnoses: everything after collecting, a pure function of the evidence. */
import type { AnyCheck, Check } from './core/check.ts'
import { type DiagnoseOptions, diagnose } from './core/diagnose.ts'
import type { Diagnosis } from './core/diagnosis.ts'
import type { Evidence, Question } from './core/evidence.ts'
import { normalise } from './normalise.ts'

/** What may be asked anew of evidence that was saved. Left out: as it was asked when collecting. */
export type Overrides = Partial<Pick<Question, 'only' | 'ignore' | 'backendKeepAliveSeconds'>>

/** The same evidence under another question, so that saving and judging it again gives the same answer. */
export function askAnew(evidence: Evidence, overrides: Overrides): Evidence {
  return { ...evidence, question: { ...evidence.question, ...overrides } }
}

/** With which checks; lb502's own unless told. */
export type JudgeOptions<Of extends AnyCheck = Check> = Pick<DiagnoseOptions<Of>, 'checks'>

/** Judges evidence: one diagnosis for each pool it speaks of, or one for the load balancer when it has none. */
export function judge<Of extends AnyCheck = Check>(evidence: Evidence, options: JudgeOptions<Of> = {}): Diagnosis<Of['id']>[] {
  const { only, ignore } = evidence.question
  return diagnose(normalise(evidence), { only, ignore, checks: options.checks })
}
