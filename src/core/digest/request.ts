/** What one line of a request log says, whichever product wrote it. */
import type { FailureGroup, Origin, Phase } from '../traffic.ts'

export interface LoggedRequest {
  /** When the answer was made: milliseconds since 1970. */
  readonly at: number
  /** What the client got; 0 when no answer could be sent. */
  readonly status: number
  readonly origin: Origin
  /** `address:port`, or null. */
  readonly backend: string | null
  /** The pool's id as the log names it, or null. */
  readonly pool: string | null
  /** `METHOD /path` without query string, or null when the log does not tell. */
  readonly path: string | null

  // The rest matters for failed requests only; readers leave it empty for others.
  readonly phase: Phase
  /** The provider's reason word, or null. */
  readonly reason: string | null
  /** How long the balancer waited for the backend after dispatch; null when it does not apply or is not told. */
  readonly waitSeconds: number | null
  /** From the request's arrival to the answer; null when not told. */
  readonly durationSeconds: number | null
  /** The line, for showing. */
  readonly sample: string
}

/** The reason of an answer that a rule of the balancer gives by itself, a maintenance page say: nobody failed. */
export const answeredByRule = 'answered-by-rule'

/** A 502, 503 or 504 that the balancer made, or a 502 that a backend made: what a failure looks like before its reason is read. */
export function hasFailureStatus({ origin, status }: Pick<FailureGroup, 'origin' | 'status'>): boolean {
  return status === 502 || (origin === 'gateway' && (status === 503 || status === 504))
}

/** A failure of the leg between balancer and backend: of such a status, and not given by a rule. */
export function isFailure(request: Pick<FailureGroup, 'origin' | 'status' | 'reason'>): boolean {
  return hasFailureStatus(request) && request.reason !== answeredByRule
}
