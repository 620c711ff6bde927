/** Why a call gave no answer, whichever cloud was asked. */
import { CannotRun } from '../core/errors.ts'
import type { Gap } from '../core/fact.ts'

/** Why a call gave no answer: the provider's code, and one line. */
export interface Refusal {
  readonly gap: Gap
  readonly code: string
  readonly message: string
  /** The permission that is missing, where the provider names one. */
  readonly permission?: string
}

/** The end of a run because the cloud did not answer the call that all others need. */
export class Refused extends CannotRun {
  readonly refusal: Refusal

  constructor(message: string, hint: string, refusal: Refusal) {
    super(message, hint)
    this.refusal = refusal
  }
}

/** The cloud answered, but not with what the call promises. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer'
}

const longestMessage = 600

/** The first line only, without control characters: SDKs append debugging advice to replies they cannot parse. */
export function oneLine(message: string): string {
  const line = (message.trim().split(/[\r\n]/, 1)[0] ?? '').replace(/\p{Cc}/gu, ' ')
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}...` : line
}
