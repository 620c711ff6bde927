/** The load balancer itself. */

import { allHealth, changed, counted, logged, spread, withoutLogs } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { shop } from '../shop.ts'
import { late, nobody } from '../signs.ts'

export const gateway: Readonly<Record<string, Scenario>> = {
  'balancer-failed': {
    title: 'The load balancer could not be set up',
    world: changed(
      shop,
      (world) => ({
        ...world,
        loadBalancers: world.loadBalancers.map((one) => ({
          ...one,
          State: { Code: 'failed', Reason: 'subnet has no free addresses' },
        })),
      }),
      allHealth(...late),
      (world) => ({ ...world, metrics: {}, objects: {} }),
    ),
    verdict: 'explained',
    cause: 'gateway-failed',
    certainty: 'proven',
  },
  'balancer-impaired': {
    title: 'The load balancer cannot scale: it turns connections away and answers 503 while every target is fine',
    world: changed(
      shop,
      (world) => ({
        ...world,
        loadBalancers: world.loadBalancers.map((one) => ({ ...one, State: { Code: 'active_impaired' } })),
      }),
      logged(nobody),
      counted({
        HTTPCode_ELB_503_Count: spread(50),
        RejectedConnectionCount: spread(900),
        ActiveConnectionCount: spread(90_000),
      }),
    ),
    verdict: 'explained',
    cause: 'gateway-saturated',
    certainty: 'likely',
  },
  'balancer-rejecting': {
    title: 'The load balancer rejects connections while it answers 503, with nothing but metrics to see it by',
    world: changed(
      shop,
      withoutLogs,
      counted({
        HTTPCode_ELB_503_Count: spread(50),
        RejectedConnectionCount: spread(900),
        ActiveConnectionCount: spread(90_000),
      }),
    ),
    verdict: 'explained',
    cause: 'gateway-saturated',
    certainty: 'likely',
  },
  'balancer-rejected-unanswered': {
    title: 'Rejected connections are never answered: no 502, 503 or 504, and a risk',
    world: changed(shop, counted({ RejectedConnectionCount: spread(300) })),
    verdict: 'clear',
    cause: null,
    risks: ['gateway-saturated'],
  },
}
