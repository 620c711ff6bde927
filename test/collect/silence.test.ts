import { describe, expect, it } from 'vitest'
import { silenceIn } from '../../src/collect/silence.ts'
import type { CallOutcome, CallRecord } from '../../src/core/evidence.ts'
import type { Gap } from '../../src/core/fact.ts'

function record(outcome: CallOutcome): CallRecord {
  return { call: 'ec2:DescribeVpcs', scope: 'eu-west-1', permission: 'ec2:DescribeVpcs', input: {}, outcome }
}

function refused(gap: Gap, message: string): CallRecord {
  return record({ ok: false, gap, code: 'Code', message })
}

describe('silence', () => {
  it('is when no call was answered, with what kept the first from being', () => {
    const records = [refused('notCollected', 'left out'), refused('failed', 'timed out'), refused('failed', 'reset')]
    expect(silenceIn(records)).toMatchObject({ message: 'timed out' })
  })

  it.each([
    ['an answer', record({ ok: true, output: {} })],
    ['a denial', refused('denied', 'no')],
    ['a throttle', refused('throttled', 'later')],
    ['the word that there is none', refused('notFound', 'none')],
  ])('is broken by %s', (_, broken) => {
    expect(silenceIn([refused('failed', 'timed out'), broken])).toBeNull()
  })

  it('is not when the caller ended the run', () => {
    expect(silenceIn([record({ ok: false, gap: 'failed', code: 'Aborted', message: 'ended' })])).toBeNull()
  })

  it('is not where nothing was asked', () => {
    expect(silenceIn([])).toBeNull()
    expect(silenceIn([refused('notCollected', 'left out')])).toBeNull()
  })
})
