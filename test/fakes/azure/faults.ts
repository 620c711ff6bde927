/** What may go wrong with a call, on purpose. */
import { conflict, denied, expired, internal, missing, type Plane, type Refusal, throttled, updating } from './refusals.ts'

type Which = {
  /** The action as ARM names it; `*` for every call. */
  readonly call: string
  /** How many of these calls pass unharmed before it begins, and how many it then hits; none and all when left out. */
  readonly after?: number
  readonly times?: number
}

export type Fault = Which &
  (
    | {
        readonly kind:
          | 'denied'
          | 'not-found'
          | 'conflict'
          | 'expired'
          | 'server-error'
          | 'reset'
          | 'hang'
          | 'garbage'
          /** A long-running operation that is polled for ever. */
          | 'never-ends'
      }
    /** Refused for so many seconds; `updating` because the gateway is being changed. */
    | { readonly kind: 'throttled' | 'updating'; readonly retryAfterSeconds?: number }
    | { readonly kind: 'slow'; readonly milliseconds: number }
    /** The output is changed before it is sent: a word nobody knows, a list left out. */
    | {
        readonly kind: 'altered'
        /** 200 unless told. */
        readonly status?: number
        readonly alter: (output: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
      }
  )

/** The fault that hits the nth of these calls, counted from one; null when none does. */
export function faultOf(faults: readonly Fault[], call: string, nth: number): Fault | null {
  const hits = ({ call: name, after = 0, times = Number.POSITIVE_INFINITY }: Fault) =>
    (name === call || name === '*') && nth > after && nth <= after + times
  return faults.find(hits) ?? null
}

/** The refusal of those faults that are one; null for the others. */
export function refusalOf(fault: Fault, plane: Plane, action: string, scope: string): Refusal | null {
  switch (fault.kind) {
    case 'denied':
      return denied(plane, action, scope)
    case 'not-found':
      return missing(plane, scope)
    case 'conflict':
      return conflict()
    case 'throttled':
      return throttled(plane, fault.retryAfterSeconds ?? 0)
    case 'updating':
      return updating(fault.retryAfterSeconds ?? 0)
    case 'expired':
      return expired(plane)
    case 'server-error':
      return internal(plane)
    case 'reset':
    case 'hang':
    case 'garbage':
    case 'never-ends':
    case 'slow':
    case 'altered':
      return null
  }
}
