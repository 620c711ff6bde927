import { describe, expect, it } from 'vitest'
import { CannotRun } from '../src/core/errors.ts'
import type { Evidence } from '../src/core/evidence.ts'
import { normalise } from '../src/normalise.ts'
import { evidenceOf } from './aws/normalise/build.ts'

function messageOf(evidence: unknown): string {
  try {
    normalise(evidence as Evidence)
    return 'judged'
  } catch (error) {
    if (error instanceof CannotRun) return error.message
    throw error
  }
}

const good = evidenceOf([])

describe('normalise', () => {
  it('reads AWS evidence', () => {
    expect(normalise(good)).toMatchObject({ cloud: 'aws', collectedAt: good.collectedAt, window: good.question.window })
  })

  it('reads Azure evidence', () => {
    const azure: Evidence = { ...good, question: { ...good.question, cloud: 'azure' } }
    expect(normalise(azure)).toMatchObject({ cloud: 'azure', window: good.question.window })
  })

  it.each([
    [null, 'no object'],
    ['text', 'no object'],
    [{}, 'schemaVersion'],
    [{ ...good, schemaVersion: 2 }, 'schemaVersion is 2, not 1'],
    [{ ...good, question: null }, 'question'],
    [{ ...good, question: { ...good.question, poolIds: 'web' } }, 'poolIds'],
    [{ ...good, question: { ...good.question, window: null } }, 'window'],
    [{ ...good, question: { ...good.question, cloud: 'gcp' } }, 'cloud'],
    [{ ...good, calls: {} }, 'calls'],
    [{ ...good, calls: [{ call: 'x' }] }, 'calls[0]'],
  ])('refuses %j', (evidence, words) => {
    expect(messageOf(evidence)).toMatch(/^This is not evidence of lb502/)
    expect(messageOf(evidence)).toContain(words)
  })
})
