/** Telling a cloud that says little from one that says nothing. */
import type { CallRecord } from '../core/evidence.ts'
import { endedByCaller } from './deadline.ts'
import type { Refusal } from './refusal.ts'

/**
 * Why no call was answered, not even with a refusal: nothing can be judged then. Null when one was, and when whoever asked ended the
 * run: that says nothing of the cloud.
 */
export function silenceIn(records: readonly CallRecord[]): Refusal | null {
  const refusals = records.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome]))
  const unheard = refusals.every(({ gap, code }) => (gap === 'failed' && code !== endedByCaller) || gap === 'notCollected')
  return unheard && refusals.length === records.length ? (refusals.find(({ gap }) => gap === 'failed') ?? null) : null
}
