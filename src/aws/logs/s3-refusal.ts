/** Why S3 did not give a log object, with what to do about it: its own words rarely say. */
import type { Refusal } from '../../collect/refusal.ts'
import { refusalOf } from '../refusal.ts'

/** Each remedy stands beside the words or codes that call for it. */
const remedies: readonly (readonly [words: RegExp, remedy: string])[] = [
  [
    /requester.?pays|request-payer/i,
    'the bucket charges whoever reads it, which lb502 does not do unasked: fetch the objects with `aws s3 cp --recursive --request-payer requester` and give them to `lb502 logs`',
  ],
  [/kms:Decrypt/i, 'the object is encrypted: allow kms:Decrypt on the key, in its key policy too'],
  [/^KMS\.?Disabled/i, 'the key that the object is encrypted with is switched off: enable it'],
  [/^KMS/i, 'the object is encrypted with a key that cannot be used: look at its state and its key policy'],
  [/^InvalidObjectState/, 'the object is archived: restore it first, or ask about a later time'],
  [/^NoSuchBucket/, 'the bucket is gone, so that the access log goes nowhere'],
  [/^NoSuchKey/, 'it was there when the bucket was listed: a lifecycle rule may remove logs'],
  [
    /^AccessDenied/,
    'the bucket policy, the key of the object or a bucket that charges its readers may refuse as well as the own permissions',
  ],
]

/** Classifies what the SDK threw, and says what mends it. */
export function s3RefusalOf(error: unknown): Refusal {
  const refusal = refusalOf(error)
  const remedy = remedies.find(([words]) => words.test(refusal.code) || words.test(refusal.message))?.[1]
  return remedy === undefined ? refusal : { ...refusal, message: `${refusal.message}; ${remedy}` }
}
