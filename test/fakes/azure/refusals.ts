/** The ways Azure refuses, each in the plane's own code, status and words. */

export type Plane = 'arm' | 'storage' | 'logs'

/** What is answered instead of an output. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  /** `name` is the provider's code. */
  constructor(name: string, message: string, status: number, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = name
    this.status = status
    this.headers = headers
  }
}

/** The caller's role lacks the action. */
export function denied(plane: Plane, action: string, scope: string): Refusal {
  switch (plane) {
    case 'arm': {
      const client = "The client 'oncall@example.com' with object id '5f3c1a52-0000-4000-8000-000000000001'"
      const message = `${client} does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`
      return new Refusal('AuthorizationFailed', message, 403)
    }
    case 'storage':
      return new Refusal(
        'AuthorizationPermissionMismatch',
        'This request is not authorized to perform this operation using this permission.',
        403,
      )
    case 'logs':
      return new Refusal(
        'InsufficientAccessError',
        'The provided credentials have insufficient access to perform the requested operation',
        403,
      )
  }
}

/** Too many calls, or another operation is under way: trying again later helps. */
export function throttled(plane: Plane, retryAfterSeconds: number): Refusal {
  const headers = { 'retry-after': String(retryAfterSeconds) }
  switch (plane) {
    case 'arm':
      return new Refusal(
        'SubscriptionRequestsThrottled',
        'Number of read requests for subscription exceeded the limit. Please try again later.',
        429,
        headers,
      )
    case 'storage':
      return new Refusal('ServerBusy', 'The server is busy.', 503, headers)
    case 'logs':
      return new Refusal('ThrottledError', 'Too many requests', 429, headers)
  }
}

/** The gateway is being changed. */
export function updating(retryAfterSeconds: number): Refusal {
  return new Refusal(
    'RetryableErrorDueToAnotherOperation',
    'Operation PutApplicationGatewayOperation (8a1f3c52-0000-4000-8000-000000000002) is updating resource. The call can be retried in 10 seconds.',
    429,
    { 'retry-after': String(retryAfterSeconds) },
  )
}

export function conflict(): Refusal {
  return new Refusal(
    'AnotherOperationInProgress',
    'Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: the one in the Azure-AsyncOperation header.',
    409,
  )
}

/** The token was valid once. */
export function expired(plane: Plane): Refusal {
  const headers = {
    'www-authenticate':
      'Bearer authorization_uri="https://login.microsoftonline.com/5f3c1a52-0000-4000-8000-00000000000f", error="invalid_token", error_description="The access token has expired."',
  }
  switch (plane) {
    case 'arm':
      return new Refusal(
        'ExpiredAuthenticationToken',
        "The access token expiry UTC time '11/20/2026 12:00:00 PM' is earlier than current UTC time '11/20/2026 1:59:00 PM'.",
        401,
        headers,
      )
    case 'storage':
      return new Refusal('InvalidAuthenticationInfo', 'Lifetime validation failed. The token is expired.', 401, headers)
    case 'logs':
      return new Refusal('InvalidTokenError', 'The provided authentication is not valid for this resource', 401, headers)
  }
}

/** No token, or one for somebody else. */
export function unauthenticated(plane: Plane): Refusal {
  const headers = { 'www-authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/common"' }
  switch (plane) {
    case 'arm':
      return new Refusal(
        'InvalidAuthenticationTokenAudience',
        'The access token has been obtained for wrong audience or resource.',
        401,
        headers,
      )
    case 'storage':
      return new Refusal('InvalidAuthenticationInfo', 'Audience validation failed.', 401, headers)
    case 'logs':
      return new Refusal('InvalidTokenError', 'The provided authentication is not valid for this resource', 401, headers)
  }
}

/** Something broke on the other side. */
export function internal(plane: Plane): Refusal {
  return plane === 'storage'
    ? new Refusal('InternalError', 'Server encountered an internal error. Please try again after some time.', 500)
    : new Refusal('InternalServerError', 'An error occurred.', 500)
}

export function missing(plane: Plane, path: string): Refusal {
  switch (plane) {
    case 'arm':
      return new Refusal('NotFound', `Resource ${path} not found.`, 404)
    case 'storage':
      return new Refusal('BlobNotFound', 'The specified blob does not exist.', 404)
    case 'logs':
      return new Refusal('PathNotFoundError', 'The requested path does not exist', 404)
  }
}
