import type { Check } from '../check.ts'
import { shell } from '../wording.ts'
import { skip, stated } from './common.ts'
import { failedByReason, functionOf, reasoned, unqualified } from './functions.ts'
import { splitByTimeout } from './lambda-timeouts.ts'

/** Lambda ended the invocation because it ran as long as it may. */
export const lambdaTimedOut: Check = {
  id: 'lambda-timed-out',
  judge(subject, read) {
    const found = functionOf(subject, read)
    if (found === null) return skip
    const groups = reasoned(found.tally, 'LambdaUnhandled')
    if (groups.length === 0) return skip
    const { timeoutSeconds } = read.need(found.called.configuration)
    const late = splitByTimeout(groups, timeoutSeconds).timedOut
    if (late.length === 0) return skip
    return failedByReason(subject, found, late, {
      certainty: 'likely',
      headline: `${found.name} runs into its timeout of ${timeoutSeconds} s`,
      summary: (requests) =>
        `${requests} got a 502 because ${found.name} was ended after about ${timeoutSeconds} s, its configured timeout.`,
      evidence: [stated('function', `timeout of ${found.name}: ${timeoutSeconds} s`, found.called.configuration)],
      remedies: [
        {
          title: 'Make the function faster, or raise its timeout (the load balancer itself waits for its idle timeout)',
          commands: [
            `aws lambda update-function-configuration --function-name ${shell(unqualified(found.backend.id))} --timeout ${Math.min(900, timeoutSeconds * 2)}`,
          ],
          risk: 'low',
          time: '2-10 min',
        },
      ],
    })
  },
}
