import type { CauseId, CauseInfo } from '../catalogue.ts'

/** The Lambda target’s own kinds. */
export const functionCauses: Pick<
  Record<CauseId, CauseInfo>,
  | 'lambda-access-denied'
  | 'lambda-throttled'
  | 'lambda-unavailable'
  | 'lambda-timed-out'
  | 'lambda-failed'
  | 'lambda-response-too-large'
  | 'lambda-invalid-response'
> = {
  'lambda-access-denied': {
    title: 'The load balancer may not invoke the function',
    meaning: 'The function’s resource policy does not allow it for this target group.',
    signature: 'error_reason LambdaAccessDenied; the policy lacks lambda:InvokeFunction for elasticloadbalancing.amazonaws.com.',
    fix: 'Add the permission, restricted to the target group.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' },
  },
  'lambda-throttled': {
    title: 'The function is throttled',
    meaning: 'Its reserved concurrency or the account’s limit is used up.',
    signature: 'error_reason LambdaThrottling.',
    fix: 'Raise reserved or account concurrency, or make the function shorter.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' },
  },
  'lambda-unavailable': {
    title: 'The function cannot be started',
    meaning: 'It does not exist, failed to build, has lost its key, network, runtime or image, or the service failed.',
    signature: 'error_reason such as LambdaResourceNotFound, LambdaKMS…, LambdaENILimitReachedException; function state Failed.',
    fix: 'Mend what the reason names, then invoke the function once by hand.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' },
  },
  'lambda-timed-out': {
    title: 'The function runs longer than its timeout',
    meaning: 'Lambda ends the invocation and the load balancer answers 502.',
    signature: 'error_reason LambdaUnhandled with a processing time at the function’s timeout.',
    fix: 'Make it faster or raise its timeout.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' },
  },
  'lambda-failed': {
    title: 'The function fails with an error',
    meaning: 'It raised, crashed or exited before answering.',
    signature: 'error_reason LambdaUnhandled with processing times below the function’s timeout.',
    fix: 'Read the function’s log for the error.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' },
  },
  'lambda-response-too-large': {
    title: 'The function’s response is larger than 1 MB',
    meaning: 'The limit for a response through an ALB is 1 MB of JSON.',
    signature: 'error_reason LambdaResponseTooLarge.',
    fix: 'Return less, compress, or hand out a link to storage.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' },
  },
  'lambda-invalid-response': {
    title: 'The function’s response has the wrong shape',
    meaning: 'A required field is missing or has the wrong type, or headers come in the form the group is not set for.',
    signature: 'error_reason LambdaInvalidResponse.',
    fix: 'Return an integer statusCode, string headers (or multiValueHeaders where enabled) and a string body.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html' },
  },
}
