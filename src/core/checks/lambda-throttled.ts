import type { Check } from '../check.ts'
import { whole } from '../symptoms.ts'
import { shell, verb } from '../wording.ts'
import { skip, stated } from './common.ts'
import { failedByReason, functionOf, reasoned, unexplainedErrors, unqualified } from './functions.ts'

/** No concurrency left for the function. */
export const lambdaThrottled: Check = {
  id: 'lambda-throttled',
  judge(subject, read) {
    const found = functionOf(subject, read)
    if (found === null) return skip
    const groups = reasoned(found.tally, 'LambdaThrottling', 'LambdaEC2ThrottledException')
    const reserved = read.see(found.called.reservedConcurrency)
    if (groups.length === 0 && reserved !== 0) return skip
    return failedByReason(subject, found, whole(groups), {
      counted: unexplainedErrors(found),
      headline: reserved === 0 ? `${found.name} is switched off: its reserved concurrency is 0` : `${found.name} is throttled`,
      summary: (requests) =>
        `${requests} got a 502 because ${found.name} had no free concurrency${reserved === null || reserved === undefined ? '; it shares the account’s limit' : `: ${reserved} ${verb(reserved, 'is', 'are')} reserved for it`}.`,
      evidence:
        reserved === null || reserved === undefined
          ? []
          : [stated('function', `reserved concurrency ${reserved}`, found.called.reservedConcurrency)],
      remedies: [
        {
          title: 'Raise the reserved concurrency or the account’s limit, or shorten the function',
          commands: [
            `aws lambda put-function-concurrency --function-name ${shell(unqualified(found.backend.id))} --reserved-concurrent-executions <number>`,
          ],
          risk: 'medium',
          time: '2-10 min',
        },
      ],
    })
  },
}
