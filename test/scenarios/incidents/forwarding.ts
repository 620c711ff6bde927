/** More groups than one behind the load balancer, and groups that get no requests. */
import { changed, counted, failures, logged, spread, withGroup, withHealth } from '../changes.ts'
import { canaryAddress, canaryArn, withCanary, withRule } from '../groups.ts'
import type { Scenario } from '../scenario.ts'
import { balancerArn, calm, groupArn, health, listenerArn, registered, shop } from '../shop.ts'
import { undispatched, unhealthy } from '../signs.ts'
import type { World } from '../world.ts'

const canaryLine = { target: `${canaryAddress}:8080`, targetGroupArn: canaryArn }

/** A tenth of the requests go to one instance that refuses every one. */
const refusingCanary: World = changed(
  shop,
  withCanary({
    weight: 10,
    health: health(...unhealthy),
    requests: 1,
    metrics: { TargetConnectionErrorCount: spread(66) },
  }),
  logged(failures({ requests: 60, triple: undispatched, line: canaryLine })),
  counted({ HTTPCode_ELB_502_Count: spread(60) }),
)

const unreferenced = [
  'unused',
  'Target.NotInUse',
  'Target group is not configured to receive traffic from the load balancer',
] as const

const maintenance = [
  {
    Type: 'fixed-response',
    Order: 1,
    FixedResponseConfig: { StatusCode: '200', ContentType: 'text/plain', MessageBody: 'back soon' },
  },
]

export const forwarding: Readonly<Record<string, Scenario>> = {
  'weighted-healthy-group': {
    title: 'The healthy one of two weighted groups is asked about',
    world: refusingCanary,
    verdict: 'clear',
    cause: null,
    risks: ['sibling-pool'],
  },
  'weighted-broken-group': {
    title: 'The broken one of two weighted groups is asked about',
    world: refusingCanary,
    pool: canaryArn,
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
    affected: ['i-0aaaaaaaaaaaaaaa3:8080'],
  },
  'weighted-both-answer': {
    title: 'Two weighted groups, both in order',
    world: changed(
      shop,
      withCanary({ weight: 10, health: health('healthy'), requests: 1 }),
      logged(calm(canaryLine).filter((_, index) => index % 10 === 0)),
    ),
    pool: canaryArn,
    verdict: 'clear',
    cause: null,
  },
  'weight-zero': {
    title: 'A group with weight zero whose targets are down fails nobody',
    world: changed(shop, withCanary({ weight: 0, health: health(...unhealthy) })),
    pool: canaryArn,
    verdict: 'clear',
    cause: null,
  },
  'rule-to-empty-group': {
    title: 'A rule sends one path to a group without targets',
    world: changed(
      shop,
      withCanary({ weight: 0, health: health('healthy') }),
      withRule('/beta/*', canaryArn),
      (world) => ({ ...world, targetHealth: { ...world.targetHealth, [canaryArn]: [] } }),
      logged(
        failures({
          requests: 25,
          triple: undispatched,
          target: () => null,
          path: (index) => `/beta/${index % 5}`,
          line: { status: 503, targetGroupArn: canaryArn, rulePriority: 10 },
        }),
      ),
      counted({ HTTPCode_ELB_503_Count: spread(25) }),
    ),
    pool: canaryArn,
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'proven',
  },
  'group-without-balancer': {
    title: 'No listener forwards to the group, so it belongs to no load balancer',
    world: changed(shop, withGroup({ LoadBalancerArns: [] }), withHealth(registered(health(...unreferenced))), (world) => ({
      ...world,
      listeners: {
        [balancerArn]: (world.listeners[balancerArn] ?? []).map((one) => ({ ...one, DefaultActions: maintenance })),
      },
      rules: { [listenerArn]: (world.rules[listenerArn] ?? []).map((one) => ({ ...one, Actions: maintenance })) },
      metrics: {},
      objects: {},
    })),
    pool: groupArn,
    verdict: 'clear',
    cause: null,
  },
}
