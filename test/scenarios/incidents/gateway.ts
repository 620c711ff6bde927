/** The load balancer itself. */

import { allHealth, changed } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { shop } from '../shop.ts'
import { late } from '../signs.ts'

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
}
