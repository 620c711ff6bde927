/** Connections that the backend closes before the load balancer does. */

import { changed, counted, failures, logged, spread, withAttributes, withoutLogs } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { balancerArn, shop } from '../shop.ts'
import { race, undispatched } from '../signs.ts'

export const keepAlive: Readonly<Record<string, Scenario>> = {
  'keep-alive-race': {
    title: 'Sparse 502s closed at once',
    world: changed(shop, logged(race), counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'keep-alive-race-undispatched': {
    title: 'The race that logs -1 -1 -1',
    world: changed(
      shop,
      logged(failures({ requests: 12, from: 2, minutes: 50, triple: undispatched })),
      counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) }),
    ),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'keep-alive-race-proven': {
    title: 'The race with the backend’s timeout told',
    world: changed(shop, logged(race), counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'proven',
    backendKeepAliveSeconds: 5,
  },
  'keep-alive-raised-idle': {
    title: 'A keep-alive above sixty seconds that loses to a raised idle timeout',
    world: changed(
      shop,
      withAttributes(balancerArn, { 'idle_timeout.timeout_seconds': '300' }),
      logged(race),
      counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) }),
    ),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'proven',
    backendKeepAliveSeconds: 75,
  },
  'keep-alive-refuted': {
    title: 'The same lines where the backend keeps connections longer',
    world: changed(shop, logged(race), counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'unexplained',
    cause: null,
    backendKeepAliveSeconds: 75,
  },
  'keep-alive-metrics-only': {
    title: '502s that no error accounts for, without logs',
    world: changed(shop, withoutLogs, counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'suspected',
    cause: 'keep-alive-race',
    certainty: 'possible',
  },
}
