import type { Check } from '../check.ts'
import { whole } from '../symptoms.ts'
import { shell } from '../wording.ts'
import { pass, skip, stated } from './common.ts'
import { failedByReason, functionOf, reasoned, unexplainedErrors } from './functions.ts'

/** The function's policy does not let the balancer invoke it for this pool. */
export const lambdaAccessDenied: Check = {
  id: 'lambda-access-denied',
  judge(subject, read) {
    const found = functionOf(subject, read)
    if (found === null) return skip
    const groups = reasoned(found.tally, 'LambdaAccessDenied')
    const invokable = read.see(found.called.invokable)
    if (groups.length === 0 && invokable?.allowed !== false) return invokable === undefined ? skip : pass(invokable.because)
    return failedByReason(subject, found, whole(groups), {
      counted: unexplainedErrors(found),
      headline: `The load balancer may not invoke ${found.name}`,
      summary: (requests) =>
        `${requests} got a 502 because ${found.name} does not let the load balancer invoke it for ${subject.pool.name}${invokable === undefined ? '' : `: ${invokable.because}`}.`,
      evidence: invokable === undefined ? [] : [stated('function', invokable.because, found.called.invokable)],
      remedies: [
        {
          title: 'Allow the target group to invoke the function',
          commands: [
            `aws lambda add-permission --function-name ${shell(found.backend.id)} --statement-id lb-${shell(subject.pool.name)} --action lambda:InvokeFunction --principal elasticloadbalancing.amazonaws.com --source-arn ${shell(subject.pool.id)}`,
          ],
          risk: 'low',
          time: '1-5 min',
        },
      ],
    })
  },
}
