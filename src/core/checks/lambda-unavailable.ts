import type { Check } from '../check.ts'
import { whole } from '../symptoms.ts'
import { list } from '../wording.ts'
import { pass, skip, stated } from './common.ts'
import { failedByReason, functionOf, unexplainedErrors } from './functions.ts'

/** Reason words with a cause of their own, or that are no failure of starting the function. */
const others = [
  'LambdaInvalidResponse',
  'LambdaResponseTooLarge',
  'LambdaUnhandled',
  'LambdaThrottling',
  'LambdaEC2ThrottledException',
  'LambdaAccessDenied',
  'LambdaRequestTooLarge',
  'LambdaBadRequest',
]

/** The function cannot be started: missing, broken, without its key, network or image, or the service failed. */
export const lambdaUnavailable: Check = {
  id: 'lambda-unavailable',
  judge(subject, read) {
    const found = functionOf(subject, read)
    if (found === null) return skip
    const groups = found.tally.groups.filter(
      (group) => group.reason?.startsWith('Lambda') === true && !others.includes(group.reason),
    )
    const configuration = read.see(found.called.configuration)
    const broken = configuration?.state === 'failed' || configuration?.state === 'inactive'
    if (groups.length === 0 && !(broken && configuration.state === 'failed'))
      return configuration === undefined ? skip : pass(`the state of ${found.name} is ${configuration.providerState}`)
    const reasons = [...new Set(groups.map((group) => group.reason ?? ''))].sort()
    const why = configuration?.providerReason ?? null
    return failedByReason(subject, found, whole(groups), {
      counted: unexplainedErrors(found),
      headline: `${found.name} cannot be started${reasons.length > 0 ? ` (${list(reasons)})` : ''}`,
      summary: (requests) => `${requests} failed because ${found.name} could not be started${why === null ? '' : `: ${why}`}.`,
      evidence:
        configuration === undefined
          ? []
          : [
              stated(
                'function',
                `state ${configuration.providerState}${why === null ? '' : `: ${why}`}`,
                found.called.configuration,
              ),
            ],
      remedies: [
        {
          title:
            'Mend what the reason names (function, key, subnet, network interface limit, image), then invoke it once by hand',
          commands: [],
          risk: 'medium',
          time: '10-60 min',
        },
      ],
    })
  },
}
