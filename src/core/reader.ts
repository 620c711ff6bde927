/** Reading facts so that the runner knows what a judgement rests on. */
import type { Reader } from './check.ts'
import type { Fact } from './fact.ts'

/** Ends a check on one subject: something it cannot do without is not known. Only the runner catches it. */
export class Missing extends Error {
  readonly fact: Fact<unknown>

  constructor(fact: Fact<unknown>) {
    super('a needed fact is not known')
    this.name = 'Missing'
    this.fact = fact
  }
}

export interface RecordingReader extends Reader {
  /** Every fact read so far, known or not. */
  readonly facts: ReadonlySet<Fact<unknown>>
}

export function createReader(): RecordingReader {
  const facts = new Set<Fact<unknown>>()
  return {
    facts,
    need(fact) {
      facts.add(fact)
      if (fact.known) return fact.value
      throw new Missing(fact)
    },
    see(fact) {
      facts.add(fact)
      return fact.known ? fact.value : undefined
    },
  }
}
