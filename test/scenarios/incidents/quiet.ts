/** Balancers that fail nobody. */

import { changed, counted, failures, logged, spread, withoutLogs } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { shop } from '../shop.ts'
import { undispatched } from '../signs.ts'

export const quiet: Readonly<Record<string, Scenario>> = {
  healthy: { title: 'A healthy balancer', world: shop, verdict: 'clear', cause: null },
  'healthy-without-logs': {
    title: 'A healthy balancer that writes no logs',
    world: changed(shop, withoutLogs),
    verdict: 'clear',
    cause: null,
  },
  'healthy-impatient-clients': {
    title: 'Clients that leave early (460) and backend 500s are no failures of the balancer',
    world: changed(
      shop,
      logged(failures({ requests: 30, triple: undispatched, line: { status: 460 } })),
      logged(failures({ requests: 10, triple: () => [0.001, 0.02, 0], line: { status: 500, targetStatus: 500 } })),
      counted({}, { HTTPCode_Target_5XX_Count: spread(10) }),
    ),
    verdict: 'clear',
    cause: null,
  },
  'fixed-response-503': {
    title: 'A maintenance page that a rule answers',
    world: changed(
      shop,
      logged(
        failures({
          requests: 30,
          target: () => null,
          triple: undispatched,
          line: { status: 503, targetGroupArn: null, actions: 'fixed-response' },
        }),
      ),
    ),
    verdict: 'clear',
    cause: null,
  },
}
