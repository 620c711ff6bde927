import type { Check } from '../check.ts'
import { whole } from '../symptoms.ts'
import { count, shell } from '../wording.ts'
import { skip, stated } from './common.ts'
import { failedByReason, functionOf, reasoned, unexplainedErrors } from './functions.ts'

/** The function answers, but not in the shape a load balancer can turn into HTTP. */
export const lambdaInvalidResponse: Check = {
  id: 'lambda-invalid-response',
  judge(subject, read) {
    const found = functionOf(subject, read)
    if (found === null) return skip
    const groups = reasoned(found.tally, 'LambdaInvalidResponse')
    const open = unexplainedErrors(found)
    if (groups.length === 0 && open === 0) return skip
    const multi = read.see(subject.pool.settings)?.multiValueHeaders
    const form =
      multi === undefined
        ? 'headers in the form the group is set for'
        : multi
          ? 'multiValueHeaders (the group has multi-value headers enabled), not headers'
          : 'headers (the group has multi-value headers disabled), not multiValueHeaders'
    return failedByReason(subject, found, whole(groups), {
      certainty: groups.length > 0 ? 'proven' : 'possible',
      counted: open,
      headline: `The response of ${found.name} has the wrong shape`,
      summary: (requests) =>
        groups.length > 0
          ? `${requests} got a 502 because the answer of ${found.name} is no valid load balancer response: it needs an integer statusCode, string values in ${form}, a string body, and no null statusDescription. The function's own log may look clean.`
          : `${count(open, 'invocation')} of ${found.name} failed; metrics do not tell why, and no request log could be read. A response of the wrong shape is one possibility.`,
      evidence:
        multi === undefined
          ? []
          : [stated('config', `multi-value headers are ${multi ? 'enabled' : 'disabled'}`, subject.pool.settings)],
      remedies: [
        {
          title: 'Invoke the function with a load balancer event and compare its answer with the required shape',
          commands: [
            `aws lambda invoke --function-name ${shell(found.backend.id)} --payload '{"httpMethod":"GET","path":"/","headers":{}}' --cli-binary-format raw-in-base64-out /dev/stdout`,
          ],
          risk: 'low',
          time: '5-15 min',
        },
      ],
    })
  },
}
