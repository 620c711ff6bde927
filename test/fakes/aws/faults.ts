/** What may go wrong with a call, on purpose. */
import { denied, expired, internal, Refusal, throttled } from './refusals.ts'

type Which = {
  /** As IAM names it; `*` for every call. */
  readonly call: string
  /** Only where the call is signed for this region. */
  readonly region?: string
  /** Only where the input mentions this text. */
  readonly about?: string
  /** How many of these calls pass unharmed before it begins, and how many it then hits; none and all when left out. */
  readonly after?: number
  readonly times?: number
}

export type Fault = Which &
  /** `gone`: an object that was listed and is no longer there. */
  (
    | { readonly kind: 'denied' | 'gone' | 'throttled' | 'expired' | 'server-error' | 'reset' | 'hang' | 'garbage' }
    /** The output is changed before it is sent: an enum value nobody knows, a list left out. */
    | {
        readonly kind: 'altered'
        readonly alter: (output: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
      }
  )

/** A call as faults look at it. */
export interface Hit {
  readonly call: string
  readonly region: string
  readonly input: Readonly<Record<string, unknown>>
}

/** The fault that hits the nth of these calls, counted from one; null when none does. */
export function faultOf(faults: readonly Fault[], { call, region, input }: Hit, nth: number): Fault | null {
  const fits = (fault: Fault): boolean =>
    (fault.call === call || fault.call === '*') &&
    (fault.region ?? region) === region &&
    (fault.about === undefined || JSON.stringify(input).includes(fault.about))
  const isDue = ({ after = 0, times = Number.POSITIVE_INFINITY }: Fault): boolean => nth > after && nth <= after + times
  return faults.find((fault) => fits(fault) && isDue(fault)) ?? null
}

/** The refusal of those faults that are one; null for the others. */
export function refusalOf({ kind }: Fault, call: string): Refusal | null {
  switch (kind) {
    case 'denied':
      return denied(call)
    case 'gone':
      return new Refusal('NoSuchKey', 'The specified key does not exist.', 404)
    case 'throttled':
      return throttled(call)
    case 'expired':
      return expired(call)
    case 'server-error':
      return internal()
    case 'reset':
    case 'hang':
    case 'garbage':
    case 'altered':
      return null
  }
}
