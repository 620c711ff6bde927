/** Ports that nobody listens on. */

import {
  allHealth,
  byAddress,
  changed,
  counted,
  logged,
  replaced,
  spread,
  withEvent,
  withGroup,
  withHealth,
  withoutLogs,
  withService,
} from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { groupArn, health, permit, registered, securityGroup, shop, targets, zones } from '../shop.ts'
import { refused, unhealthy } from '../signs.ts'

export const ports: Readonly<Record<string, Scenario>> = {
  'port-closed': {
    title: 'Nothing listens on the traffic port',
    world: changed(
      shop,
      allHealth(...unhealthy),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(66) }),
      withEvent(8, 'ModifyTargetGroup', groupArn),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'port-closed-probe-elsewhere': {
    title: 'The traffic port is closed while probes ask another',
    world: changed(
      shop,
      withHealth(registered(health('healthy'), 8080, 9000)),
      withGroup({ HealthCheckPort: '9000' }),
      replaced(
        'securityGroups',
        'GroupId',
        'sg-0app',
        securityGroup('sg-0app', 'app', [
          permit(8080, { UserIdGroupPairs: [{ GroupId: 'sg-0lb' }] }),
          permit(9000, { UserIdGroupPairs: [{ GroupId: 'sg-0lb' }] }),
        ]),
      ),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(60) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'port-closed-metrics-only': {
    title: 'A closed port without request logs',
    world: changed(
      shop,
      withoutLogs,
      allHealth(...unhealthy),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(60) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'port-closed-wrong-container-port': {
    title: 'The task listens on another port than is registered',
    world: changed(
      shop,
      byAddress(),
      withHealth(
        targets.map((Id, index) => ({
          Target: { Id, Port: 8080, AvailabilityZone: zones[index] },
          HealthCheckPort: '8080',
          TargetHealth: health(...unhealthy),
        })),
      ),
      withService([], 3000),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(60) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
}
