import type { Check } from '../check.ts'
import { whole } from '../symptoms.ts'
import { skip } from './common.ts'
import { failedByReason, functionOf, reasoned } from './functions.ts'

/** The function's answer exceeds the 1 MB that fit through a load balancer. */
export const lambdaResponseTooLarge: Check = {
  id: 'lambda-response-too-large',
  judge(subject, read) {
    const found = functionOf(subject, read)
    if (found === null) return skip
    const groups = reasoned(found.tally, 'LambdaResponseTooLarge')
    if (groups.length === 0) return skip
    return failedByReason(subject, found, whole(groups), {
      headline: `The response of ${found.name} is larger than 1 MB`,
      summary: (requests) =>
        `${requests} got a 502 because the JSON that ${found.name} returned is larger than the 1 MB a load balancer accepts. Base64 bodies grow by a third.`,
      remedies: [
        {
          title: 'Return less, page, compress, or redirect to a signed link to storage',
          commands: [],
          risk: 'medium',
          time: '30-120 min',
        },
      ],
    })
  },
}
