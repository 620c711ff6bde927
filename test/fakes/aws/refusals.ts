/** The ways AWS refuses, each in the service's own code, status and words. */

/** An error as the SDK throws it for a refusal: named after the modelled error or the bare code, with the status of the reply. */
export class Refusal extends Error {
  readonly $fault = 'client'
  readonly $metadata: { readonly httpStatusCode: number }

  constructor(name: string, message: string, status = 400) {
    super(message)
    this.name = name
    this.$metadata = { httpStatusCode: status }
  }
}

const caller = 'arn:aws:iam::111122223333:user/oncall'

/** IAM's names of actions that the API calls otherwise. */
const permissions: Readonly<Record<string, string>> = { 's3:ListObjectsV2': 's3:ListBucket' }

type Wording = Readonly<Record<string, readonly [code: string, message: string, status: number]>>

const denials: Wording = {
  elasticloadbalancing: ['AccessDenied', '', 403],
  ec2: ['UnauthorizedOperation', 'You are not authorized to perform this operation. ', 403],
  cloudwatch: ['AccessDenied', '', 403],
  sts: ['AccessDenied', '', 403],
  lambda: ['AccessDeniedException', '', 403],
  s3: ['AccessDenied', '', 403],
  other: ['AccessDeniedException', '', 400],
}

/** The caller lacks the permission. */
export function denied(call: string): Refusal {
  const [code, opening, status] = wording(denials, call)
  const action = permissions[call] ?? call
  const why = `because no identity-based policy allows the ${action} action`
  return new Refusal(code, `${opening}User: ${caller} is not authorized to perform: ${action} ${why}`, status)
}

const throttles: Wording = {
  elasticloadbalancing: ['Throttling', 'Rate exceeded', 400],
  ec2: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
  cloudwatch: ['Throttling', 'Rate exceeded', 400],
  lambda: ['TooManyRequestsException', 'Rate exceeded', 429],
  s3: ['SlowDown', 'Please reduce your request rate.', 503],
  other: ['ThrottlingException', 'Rate exceeded', 400],
}

/** Too many calls: trying again later helps. */
export function throttled(call: string): Refusal {
  return new Refusal(...wording(throttles, call))
}

const expiries: Wording = {
  elasticloadbalancing: ['ExpiredToken', 'The security token included in the request is expired', 403],
  ec2: ['RequestExpired', 'Request has expired.', 400],
  cloudwatch: ['ExpiredToken', 'The security token included in the request is expired', 403],
  s3: ['ExpiredToken', 'The provided token has expired.', 400],
  other: ['ExpiredTokenException', 'The security token included in the request is expired', 400],
}

/** The credentials were valid once. */
export function expired(call: string): Refusal {
  return new Refusal(...wording(expiries, call))
}

/** Something broke on the other side. */
export function internal(): Refusal {
  return new Refusal('InternalFailure', 'An internal error occurred', 500)
}

function wording(table: Wording, call: string): readonly [code: string, message: string, status: number] {
  const [service = ''] = call.split(':')
  return table[service] ?? table.other ?? ['InternalFailure', 'An internal error occurred', 500]
}
