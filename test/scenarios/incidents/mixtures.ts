/** Several causes at once, and causes that hit only a part of the targets. */
import { changed, counted, failures, logged, replaced, spread, withAttributes, withGroup, withHealth } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { groupArn, health, ids, permit, registered, securityGroup, shop, targets } from '../shop.ts'
import { atOnce, race, undispatched, unhealthy } from '../signs.ts'
import { thirdTarget, thirdTargetAddress, thirdTargetHealth, thirdTargetId } from '../third-target.ts'

const [firstId, secondId] = ids

/** Reports that nobody answers in time. */
const slow = failures({
  requests: 30,
  triple: () => [0.001, -1, -1],
  path: (index) => `/reports/${index % 3}`,
  line: { status: 504, createdAt: '2026-11-20T13:09:00.000Z' },
})

const fromBalancer = { UserIdGroupPairs: [{ GroupId: 'sg-0lb' }] }
const onBothPorts = securityGroup('sg-0app', 'app', [permit(8080, fromBalancer), permit(8090, fromBalancer)])

export const mixtures: Readonly<Record<string, Scenario>> = {
  'slow-reports-and-race': {
    title: 'Reports that take too long (504) beside a keep-alive race (502)',
    world: changed(
      shop,
      logged([...slow, ...race]),
      counted({ HTTPCode_ELB_504_Count: spread(30), HTTPCode_ELB_502_Count: spread(12, 2, 50) }),
    ),
    verdict: 'explained',
    cause: 'backend-too-slow',
    causes: ['backend-too-slow', 'keep-alive-race'],
  },
  'race-and-backends-own': {
    title: 'A keep-alive race beside 502s of the backend’s own proxy',
    world: changed(
      shop,
      logged([
        ...failures({ requests: 18, from: 2, minutes: 50, triple: atOnce }),
        ...failures({ requests: 40, triple: () => [0.001, 0.9, 0], path: () => '/search', line: { targetStatus: 502 } }),
      ]),
      counted({ HTTPCode_ELB_502_Count: spread(18, 2, 50) }, { HTTPCode_Target_5XX_Count: spread(40) }),
    ),
    verdict: 'explained',
    cause: 'backend-answered-502',
    causes: ['backend-answered-502', 'keep-alive-race'],
  },
  'one-of-three-refuses': {
    title: 'One of three targets stops listening',
    world: changed(
      shop,
      thirdTarget,
      withHealth([...registered(health('healthy')), thirdTargetHealth(health(...unhealthy))]),
      logged(failures({ requests: 24, from: 21, minutes: 1, triple: undispatched, target: () => `${thirdTargetAddress}:8080` })),
      counted({ HTTPCode_ELB_502_Count: spread(24, 21, 1) }, { TargetConnectionErrorCount: spread(24, 21, 1) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
    affected: [`${thirdTargetId}:8080`],
  },
  'wrong-port-of-one-target': {
    title: 'One target is registered with a port it does not listen on, and probes ask the right one',
    world: changed(
      shop,
      withGroup({ HealthCheckPort: '8080' }),
      replaced('securityGroups', 'GroupId', 'sg-0app', onBothPorts),
      withHealth([
        { Target: { Id: firstId, Port: 8080 }, HealthCheckPort: '8080', TargetHealth: health('healthy') },
        { Target: { Id: secondId, Port: 8090 }, HealthCheckPort: '8080', TargetHealth: health('healthy') },
      ]),
      logged(failures({ requests: 50, triple: undispatched, target: () => `${targets[1]}:8090` })),
      counted({ HTTPCode_ELB_502_Count: spread(50) }, { TargetConnectionErrorCount: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
    affected: [`${secondId}:8090`],
  },
  'ports-of-one-machine': {
    title: 'Two ports of one instance are registered, and nothing listens on the second any more',
    world: changed(
      shop,
      replaced('securityGroups', 'GroupId', 'sg-0app', onBothPorts),
      withHealth([
        { Target: { Id: firstId, Port: 8080 }, HealthCheckPort: '8080', TargetHealth: health('healthy') },
        { Target: { Id: firstId, Port: 8090 }, HealthCheckPort: '8090', TargetHealth: health(...unhealthy) },
        { Target: { Id: secondId, Port: 8080 }, HealthCheckPort: '8080', TargetHealth: health('healthy') },
      ]),
      logged(failures({ requests: 20, from: 30, minutes: 1, triple: undispatched, target: () => `${targets[0]}:8090` })),
      counted({ HTTPCode_ELB_502_Count: spread(20, 30, 1) }, { TargetConnectionErrorCount: spread(20, 30, 1) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
    affected: [`${firstId}:8090`],
  },
  'probe-port-blocked': {
    title: 'Probes go to a port that no rule opens; requests are served all the same',
    world: changed(
      shop,
      withGroup({ HealthCheckPort: '9000' }),
      withHealth(registered(health('unhealthy', 'Target.Timeout', 'Request timed out'), 8080, 9000)),
      counted({ UnHealthyHostCount: spread(40) }),
    ),
    verdict: 'clear',
    cause: null,
    risks: ['traffic-blocked'],
  },
  'zone-of-refusing-targets': {
    title: 'Cross-zone off: the only target of one zone refuses, and that zone’s node has no other',
    world: changed(
      shop,
      withAttributes(groupArn, { 'load_balancing.cross_zone.enabled': 'false' }),
      withHealth([
        { Target: { Id: firstId, Port: 8080 }, HealthCheckPort: '8080', TargetHealth: health('healthy') },
        { Target: { Id: secondId, Port: 8080 }, HealthCheckPort: '8080', TargetHealth: health(...unhealthy) },
      ]),
      logged(failures({ requests: 180, from: 10, minutes: 45, triple: undispatched, target: () => `${targets[1]}:8080` })),
      counted({ HTTPCode_ELB_502_Count: spread(180, 10, 45) }, { TargetConnectionErrorCount: spread(190, 10, 45) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
    affected: [`${secondId}:8080`],
  },
}
