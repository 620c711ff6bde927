/** Why a log could not be read, in one line. */
import type { Refusal } from '../../collect/refusal.ts'
import type { Gap } from '../../core/fact.ts'
import { refusalOf } from '../refusal.ts'

/** What the answer's status stands for. */
export function gapOfStatus(status: number | undefined): Gap {
  switch (status) {
    case 401:
    case 403:
      return 'denied'
    case 404:
      return 'notFound'
    case 429:
      return 'throttled'
    case 503:
      return 'throttled'
  }
  return 'failed'
}

/** Classifies what a client threw: an answer that refuses, no token, a broken connection, the deadline. */
export function logRefusalOf(error: unknown, signal: AbortSignal): Refusal {
  if (signal.aborted) return { gap: 'failed', code: 'Deadline', message: 'the deadline was reached' }
  const { statusCode } = (error ?? {}) as { readonly statusCode?: unknown }
  const refusal = refusalOf(error)
  return typeof statusCode === 'number' ? { ...refusal, gap: gapOfStatus(statusCode) } : refusal
}
