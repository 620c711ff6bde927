/** Targets that are gone, stopped, elsewhere, or not there at all. */

import { allHealth, byAddress, changed, counted, failures, logged, spread, withAttributes, withHealth } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { groupArn, health, registered, shop, targets, zones } from '../shop.ts'
import { nobody, undispatched, unhealthy } from '../signs.ts'

export const registration: Readonly<Record<string, Scenario>> = {
  'stale-address': {
    title: 'An address whose task is gone',
    world: changed(
      shop,
      byAddress([targets[0]]),
      withHealth(
        targets.map((Id, index) => ({
          Target: { Id, Port: 8080, AvailabilityZone: zones[index] },
          HealthCheckPort: '8080',
          TargetHealth: index === 0 ? health(...unhealthy) : health('healthy'),
        })),
      ),
      logged(failures({ requests: 30, triple: undispatched, target: () => `${targets[0]}:8080` })),
      counted({ HTTPCode_ELB_502_Count: spread(30) }, { TargetConnectionErrorCount: spread(30) }),
    ),
    verdict: 'explained',
    cause: 'stale-backend',
    certainty: 'proven',
  },
  'instances-stopped': {
    title: 'Every instance is stopped',
    world: changed(
      shop,
      allHealth('unused', 'Target.InvalidState', 'Target is in the stopped state'),
      (world) => ({
        ...world,
        instances: world.instances.map((one) => ({
          ...one,
          State: { Code: 80, Name: 'stopped' },
          StateTransitionReason: 'User initiated (2026-11-20 13:09:12 GMT)',
        })),
      }),
      logged(nobody),
      counted({ HTTPCode_ELB_503_Count: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'proven',
  },
  'no-targets': {
    title: 'Nobody is registered',
    world: changed(shop, withHealth([]), logged(nobody), counted({ HTTPCode_ELB_503_Count: spread(50) })),
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'proven',
  },
  'zone-not-enabled': {
    title: 'Targets in a zone without a node',
    world: changed(
      shop,
      allHealth('unused', 'Target.NotInUse', 'Target is in an Availability Zone that is not enabled for the load balancer'),
      (world) => ({
        ...world,
        instances: world.instances.map((one) => ({ ...one, Placement: { AvailabilityZone: 'eu-central-1c' } })),
      }),
      logged(nobody),
      counted({ HTTPCode_ELB_503_Count: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'zone-not-enabled',
    certainty: 'proven',
  },
  'zone-without-targets': {
    title: 'Cross-zone off and one zone without targets',
    world: changed(
      shop,
      withAttributes(groupArn, { 'load_balancing.cross_zone.enabled': 'false' }),
      withHealth(registered(health('healthy')).slice(0, 1)),
      logged(nobody),
      counted({ HTTPCode_ELB_503_Count: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'likely',
  },
}
