/** Functions behind the load balancer. */

import { asFunction, changed } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { shop } from '../shop.ts'

export const functions: Readonly<Record<string, Scenario>> = {
  'lambda-invalid-response': {
    title: 'A function whose answer has the wrong shape',
    world: changed(shop, asFunction('LambdaInvalidResponse', 30)),
    verdict: 'explained',
    cause: 'lambda-invalid-response',
    certainty: 'proven',
  },
  'lambda-response-too-large': {
    title: 'A function whose answer is too large',
    world: changed(shop, asFunction('LambdaResponseTooLarge', 20)),
    verdict: 'explained',
    cause: 'lambda-response-too-large',
    certainty: 'proven',
  },
  'lambda-failed': {
    title: 'A function that raises',
    world: changed(shop, asFunction('LambdaUnhandled', 20, 0.31)),
    verdict: 'explained',
    cause: 'lambda-failed',
    certainty: 'likely',
  },
  'lambda-timed-out': {
    title: 'A function that runs into its timeout',
    world: changed(shop, asFunction('LambdaUnhandled', 20, 10.02)),
    verdict: 'explained',
    cause: 'lambda-timed-out',
    certainty: 'likely',
  },
  'lambda-throttled': {
    title: 'A function without concurrency',
    world: changed(shop, asFunction('LambdaThrottling', 20, 0.01, { concurrency: 1 })),
    verdict: 'explained',
    cause: 'lambda-throttled',
    certainty: 'proven',
  },
  'lambda-access-denied': {
    title: 'A function that the balancer may not invoke',
    world: changed(shop, asFunction('LambdaAccessDenied', 20, 0.01, { policy: null })),
    verdict: 'explained',
    cause: 'lambda-access-denied',
    certainty: 'proven',
  },
  'lambda-unavailable': {
    title: 'A function whose key is disabled',
    world: changed(shop, asFunction('LambdaKMSDisabledException', 20, 0.01)),
    verdict: 'explained',
    cause: 'lambda-unavailable',
    certainty: 'proven',
  },
}
