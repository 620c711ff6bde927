import type { Check } from '../check.ts'
import { whole } from '../symptoms.ts'
import { count, shell } from '../wording.ts'
import { skip } from './common.ts'
import { failedByReason, functionOf, reasoned, unexplainedErrors } from './functions.ts'
import { splitByTimeout } from './lambda-timeouts.ts'

/** The function raised, crashed or exited before answering. */
export const lambdaFailed: Check = {
  id: 'lambda-failed',
  judge(subject, read) {
    const found = functionOf(subject, read)
    if (found === null) return skip
    const groups = reasoned(found.tally, 'LambdaUnhandled')
    const open = unexplainedErrors(found)
    if (groups.length === 0 && open === 0) return skip
    const configuration = read.see(found.called.configuration)
    const early = configuration === undefined ? whole(groups) : splitByTimeout(groups, configuration.timeoutSeconds).failed
    if (groups.length > 0 && early.length === 0) return skip
    return failedByReason(subject, found, early, {
      certainty: open > 0 ? 'possible' : configuration === undefined ? 'possible' : 'likely',
      counted: open,
      headline: `${found.name} fails with an error`,
      summary: (requests) =>
        early.length > 0
          ? `${requests} got a 502 because ${found.name} ended without an answer${configuration === undefined ? ': it raised an error, crashed, exited, or ran into its timeout, which could not be read' : ` before its timeout of ${configuration.timeoutSeconds} s: it raised an error, crashed or exited`}.`
          : `${count(open, 'invocation')} of ${found.name} failed; metrics do not tell why, and no request log could be read.`,
      remedies: [
        {
          title: 'Read the function’s log for the error',
          commands: [
            `aws logs tail ${shell(`/aws/lambda/${found.backend.id.split(':function:').at(-1)?.split(':')[0]}`)} --since 1h --filter-pattern '?ERROR ?Error ?Exception ?Traceback ?exited'`,
          ],
          risk: 'low',
          time: '5-30 min',
        },
      ],
    })
  },
}
