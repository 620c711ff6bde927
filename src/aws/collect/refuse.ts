/** Tells the failures that make a diagnosis pointless from those that only leave a blind spot. */
import { type Refusal, Refused } from '../../collect/refusal.ts'
import { silenceIn } from '../../collect/silence.ts'
import type { CallRecord } from '../../core/evidence.ts'

/** Throws Refused when the refusal of the first call means that no other call can succeed either. */
export function stopIfHopeless(refusal: Refusal, region: string): void {
  const { code, message } = refusal
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(code)) {
    throw new Refused(`No usable AWS credentials: ${message}`, 'Set AWS_PROFILE or --profile, or log in: aws sso login', refusal)
  }
  if (code === 'RoleNotAssumed') {
    throw new Refused(
      `AWS gives no credentials of the role: ${message}`,
      'Check --role-arn, allow yourself sts:AssumeRole on it, and let its trust policy name you.',
      refusal,
    )
  }
  if (/^(ExpiredToken|RequestExpired)/.test(code)) {
    throw new Refused(
      `The AWS credentials have expired: ${message}`,
      'Log in again (aws sso login) or renew the session token.',
      refusal,
    )
  }
  if (/^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|MissingAuthenticationToken)/.test(code)) {
    throw new Refused(
      `AWS does not know these credentials: ${message}`,
      `Check the profile and access key, and that region ${region} is enabled for the account.`,
      refusal,
    )
  }
  if (/^(SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|AuthFailure)/.test(code)) {
    throw new Refused(
      `AWS rejects the signature of these credentials: ${message}`,
      "Check the secret access key, and this machine's clock.",
      refusal,
    )
  }
  if (/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED)$/.test(code)) {
    throw new Refused(
      `Cannot reach AWS in region ${region}: ${message}`,
      'Check the region name, the network and proxy of this machine, and AWS_ENDPOINT_URL if it is set.',
      refusal,
    )
  }
}

/** Throws Refused when no call was answered. */
export function stopIfSilent(records: readonly CallRecord[], region: string): void {
  const refusal = silenceIn(records)
  if (refusal === null) return
  throw new Refused(
    `No usable answer from AWS in region ${region}: ${refusal.message}`,
    'Check the network and proxy of this machine, AWS_ENDPOINT_URL if it is set, and --deadline.',
    refusal,
  )
}

/** The error for a target that AWS does not find, or says it never could. */
export function notThere(noun: string, id: string, region: string): Refused {
  const message = `No ${noun} ${id} in region ${region}.`
  return new Refused(message, 'Wrong region or account? Check --region and --profile.', {
    gap: 'notFound',
    code: 'NotFound',
    message,
  })
}

/** Whether AWS answered that there is no such thing, or that the ARN cannot be one. */
export function isNotThere({ gap, code }: Refusal): boolean {
  return gap === 'notFound' || /^Validation(Error|Exception)$/.test(code)
}

/** The error for a name that could not be looked up: without its ARN nothing else can be asked. */
export function notLookedUp(noun: string, name: string, refusal: Refusal, permission: string): Refused {
  const hint =
    refusal.gap === 'denied'
      ? `Allow ${permission}, or give the ARN instead of the name.`
      : 'Try again, or give the ARN instead of the name.'
  return new Refused(`Cannot look up the ${noun} ${name}: ${refusal.message} (${refusal.code})`, hint, refusal)
}
