/** What the statuses, times and the error word of a row mean. */
import { hasFailureStatus, type LoggedRequest } from '../../core/digest/request.ts'

/** What a row says of an answer, and of the backend that was tried last. */
export interface LoggedAnswer {
  /** What the client got. */
  readonly status: number
  /** What came from the backend; null when nothing is logged. The proxy writes its own 502 and 504 here too, when it failed. */
  readonly serverStatus: number | null
  /** `ERRORINFO_…`; null where the log does not have the field or nothing in it. */
  readonly errorInfo: string | null
  /** How long the backend was waited for; null when not logged. */
  readonly latencySeconds: number | null
  /** Whether the log names a backend that was tried. */
  readonly routed: boolean
  /** How long connecting to the backend took; null when it was not connected, or not logged. */
  readonly connectSeconds: number | null
}

/** Who answered, how far the request got, and why. */
export type Outcome = Pick<LoggedRequest, 'origin' | 'phase' | 'reason' | 'waitSeconds'>

const noError = 'ERRORINFO_NO_ERROR'

/** The outcome of a row. Error words are an open set: one that is not known here becomes the reason. */
export function outcomeOf(answer: LoggedAnswer): Outcome {
  const { errorInfo, latencySeconds, connectSeconds } = answer
  if (!hasFailureStatus({ origin: 'gateway', status: answer.status })) return { ...untold, origin: originOf(answer) }
  switch (errorInfo) {
    case 'ERRORINFO_UPSTREAM_NO_LIVE':
      return { ...untold, phase: 'nobody' }
    case 'ERRORINFO_UPSTREAM_CLOSED_CONNECTION':
      return { ...untold, phase: 'cut-off', waitSeconds: latencySeconds ?? 0 }
    case 'ERRORINFO_UPSTREAM_TIMED_OUT':
      return connectSeconds === null ? untold : { ...untold, phase: 'no-answer' }
    case noError:
    case null:
      return quietOutcome(answer)
    default:
      return { ...untold, reason: errorInfo }
  }
}

/** Who made an answer that is no failure of the gateway's: the backend when it is the backend's status that was passed on. */
export function originOf({ status, serverStatus }: Pick<LoggedAnswer, 'status' | 'serverStatus'>): Outcome['origin'] {
  return serverStatus === status ? 'backend' : 'gateway'
}

const untold: Outcome = { origin: 'gateway', phase: 'unknown', reason: null, waitSeconds: null }

/** A failure that no error word explains. */
function quietOutcome({ status, serverStatus, errorInfo, latencySeconds, routed, connectSeconds }: LoggedAnswer): Outcome {
  const waited = latencySeconds !== null && latencySeconds > 0
  // Older rows have no error word; one that names no backend, and heard of none, was tried on none.
  if (status === 502 && errorInfo === null && !routed && serverStatus === null && !waited) return { ...untold, phase: 'nobody' }
  const answered: Outcome = { ...untold, phase: 'answered', waitSeconds: latencySeconds }
  // The gateway writes 502 and 504 for a backend that it could not talk to; 503 it never does.
  if (serverStatus === status && status === 503) return { ...answered, origin: 'backend' }
  if (serverStatus === status && waited) return errorInfo === noError ? { ...answered, origin: 'backend' } : answered
  if (serverStatus !== null && !proxyStatuses.includes(serverStatus) && waited) return answered
  return status === 504 && connectSeconds !== null ? { ...untold, phase: 'no-answer' } : untold
}

const proxyStatuses: readonly number[] = [502, 504]
