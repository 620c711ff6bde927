/** Turns whatever an AWS call threw into a gap: why the answer is missing, the provider's code, and one line. */
import { oneLine, type Refusal } from '../collect/refusal.ts'
import type { Gap } from '../core/fact.ts'

/** The role that was to be assumed was refused, so that no call can be made at all. */
export class RoleNotAssumed extends Error {
  override readonly name = 'RoleNotAssumed'

  constructor(roleArn: string, cause: unknown) {
    super(`cannot assume ${roleArn}: ${oneLine(detailsOf(cause).message)}`, { cause })
  }
}

/** Classifies an error of the SDK, of the network underneath, or of a reply that could not be understood. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RoleNotAssumed) {
    const { gap } = refusalOf(error.cause)
    return { gap, code: error.name, message: error.message, ...(gap === 'denied' ? { permission: 'sts:AssumeRole' } : {}) }
  }
  const details = detailsOf(error)
  return { gap: gapOf(details.code, details.status), code: details.code, message: oneLine(details.message || details.code) }
}

/** What the SDK calls a 404 that says nothing. */
const bare404 = 'NotFound'

/** The gap a provider's error code stands for; the HTTP status speaks where the code is a stranger. */
function gapOf(code: string, status?: number): Gap {
  if (/^(Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|BandwidthLimitExceeded|RequestThrottled)|Throttled/.test(code))
    return 'throttled'
  if (/^(AccessDenied|UnauthorizedOperation|AuthorizationError|Unauthorized|NotAuthorized|Forbidden)/.test(code)) return 'denied'
  if (code !== bare404 && /NotFound|^NoSuch/.test(code)) return 'notFound'
  if (status === 429) return 'throttled'
  if (status === 401 || status === 403) return 'denied'
  // A bare 404 is how many an endpoint says that it does not know the operation; that a thing is not there takes a code.
  return 'failed'
}

interface Details {
  readonly code: string
  readonly message: string
  readonly status: number | undefined
}

function detailsOf(error: unknown): Details {
  if (!(error instanceof Error)) return { code: 'Unknown', message: String(error), status: undefined }
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } }
  const status = $metadata?.httpStatusCode
  if (isUnreadable(error)) {
    const message = `the answer${status === undefined ? '' : ` with status ${status}`} is not in the form that the service speaks`
    return { code: 'UnusableAnswer', message, status }
  }
  // Errors of the network carry a system code (ECONNRESET) that says more than their class name.
  const systemCode = typeof code === 'string' && /^E[A-Z_]+$/.test(code) ? code : null
  return { code: systemCode ?? error.name, message: error.message, status }
}

/** Whether the SDK could not read the reply, or found no code in it: its own words then tell of parsers and not of the service. */
function isUnreadable(error: Error): boolean {
  return '$response' in error && /^(Error|SyntaxError|TypeError|UnknownError)$/.test(error.name)
}
