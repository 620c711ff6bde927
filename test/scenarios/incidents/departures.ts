/** Backends and connections that leave while requests run. */

import {
  byAddress,
  changed,
  counted,
  failures,
  logged,
  spread,
  withAttributes,
  withGroup,
  withHealth,
  withService,
} from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { groupArn, health, ids, shop, targets, zones } from '../shop.ts'

export const departures: Readonly<Record<string, Scenario>> = {
  'deploy-race': {
    title: 'A deployment stops tasks before they are drained',
    world: changed(
      shop,
      byAddress([targets[0]]),
      withHealth([
        {
          Target: { Id: targets[0], Port: 8080, AvailabilityZone: zones[0] },
          TargetHealth: health('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'),
        },
        { Target: { Id: targets[1], Port: 8080, AvailabilityZone: zones[1] }, TargetHealth: health('healthy') },
      ]),
      withService([
        {
          id: 'a1',
          address: targets[0],
          at: 20,
          code: 'ServiceSchedulerInitiated',
          reason: 'Scaling activity initiated by (deployment ecs-svc/1234567890)',
        },
      ]),
      logged(
        failures({
          requests: 22,
          from: 20,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => (index % 2 ? [-1, -1, -1] : [0.001, 0.002, -1]),
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(22, 20, 1) }, { TargetConnectionErrorCount: spread(12, 20, 1) }),
    ),
    verdict: 'explained',
    cause: 'deploy-race',
    certainty: 'proven',
  },
  'deregistered-mid-request': {
    title: 'The deregistration delay is shorter than the request',
    world: changed(
      shop,
      withAttributes(groupArn, { 'deregistration_delay.timeout_seconds': '30' }),
      withHealth([
        {
          Target: { Id: ids[0], Port: 8080 },
          TargetHealth: health('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'),
        },
        { Target: { Id: ids[1], Port: 8080 }, TargetHealth: health('healthy') },
      ]),
      logged(
        failures({
          requests: 6,
          from: 25,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => [0.001, 22 + index * 1.4, -1],
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(6, 25, 1) }),
    ),
    verdict: 'explained',
    cause: 'deregistered-mid-request',
    certainty: 'likely',
  },
  'grpc-max-age': {
    title: 'gRPC connections retired by age',
    world: changed(
      shop,
      withGroup({ ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0' } }),
      logged(failures({ requests: 14, triple: (index) => [0.001, 0.002 + (index % 5) / 20, -1] })),
      counted({ HTTPCode_ELB_502_Count: spread(14) }),
    ),
    verdict: 'explained',
    cause: 'connection-max-age',
    certainty: 'likely',
  },
}
