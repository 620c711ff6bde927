/** A second target group behind the same load balancer, and how requests are shared out between the two. */
import type { Change } from './changes.ts'
import {
  balancerArn,
  balancerName,
  groupArn,
  listenerArn,
  ofBalancer,
  type Points,
  region,
  shop,
  steadily,
  zones,
} from './shop.ts'
import type { Item } from './world.ts'

const canaryName = 'targetgroup/canary/9d1f0ab1c2d3e4f5'
export const canaryArn: string = `arn:aws:elasticloadbalancing:${region}:111122223333:${canaryName}`
export const canaryId = 'i-0aaaaaaaaaaaaaaa3'
export const canaryAddress = '10.0.11.30'

/** The key of a metric of the second group. */
export const ofCanary = (name: string): string => [name, ...[balancerName, canaryName].sort()].join('|')

function canaryInstance(): Item {
  const pattern = shop.instances[0] ?? {}
  return {
    ...pattern,
    InstanceId: canaryId,
    PrivateIpAddress: canaryAddress,
    Placement: { AvailabilityZone: zones[0] },
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-0bbbbbbbbbbbbbbb3',
        Description: '',
        PrivateIpAddress: canaryAddress,
        PrivateIpAddresses: [{ PrivateIpAddress: canaryAddress, Primary: true }],
        Ipv6Addresses: [],
        SubnetId: 'subnet-0app1',
        VpcId: 'vpc-0abc',
        Groups: [{ GroupId: 'sg-0app', GroupName: 'app' }],
        Status: 'in-use',
        Attachment: { DeviceIndex: 0 },
      },
    ],
  }
}

export interface Canary {
  /** Of the default action: `web` gets the rest of a hundred. */
  readonly weight: number
  readonly health: Item
  /** Requests a minute by metrics. */
  readonly requests?: number
  readonly metrics?: Readonly<Record<string, Points>>
}

/** One instance in a second group, and a default action that forwards to both groups by weight. */
export const withCanary =
  ({ weight, health, requests = 0, metrics = {} }: Canary): Change =>
  (world) => {
    const Actions = [
      {
        Type: 'forward',
        Order: 1,
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: groupArn, Weight: 100 - weight },
            { TargetGroupArn: canaryArn, Weight: weight },
          ],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ]
    const [web = {}] = world.targetGroups
    const counts = { ...(requests > 0 ? { RequestCount: steadily(requests) } : {}), ...metrics }
    return {
      ...world,
      targetGroups: [...world.targetGroups, { ...web, TargetGroupArn: canaryArn, TargetGroupName: 'canary' }],
      attributes: { ...world.attributes, [canaryArn]: world.attributes[groupArn] ?? {} },
      listeners: { [balancerArn]: (world.listeners[balancerArn] ?? []).map((one) => ({ ...one, DefaultActions: Actions })) },
      rules: {
        [listenerArn]: (world.rules[listenerArn] ?? []).map((one) => (one.IsDefault === true ? { ...one, Actions } : one)),
      },
      targetHealth: {
        ...world.targetHealth,
        [canaryArn]: [{ Target: { Id: canaryId, Port: 8080 }, HealthCheckPort: '8080', TargetHealth: health }],
      },
      instances: [...world.instances, canaryInstance()],
      metrics: {
        ...world.metrics,
        [ofBalancer('RequestCount')]: steadily(10 + requests),
        ...Object.fromEntries(Object.entries(counts).map(([name, points]) => [ofCanary(name), points])),
      },
    }
  }

/** A rule of priority 10 that forwards one path to a group. */
export const withRule = (path: string, arn: string): Change =>
  withAction(path, { Type: 'forward', Order: 1, TargetGroupArn: arn })

/** A rule of priority 10 that answers one path by itself. */
export const withAnswer = (path: string, StatusCode: string): Change =>
  withAction(path, { Type: 'fixed-response', Order: 1, FixedResponseConfig: { StatusCode, ContentType: 'text/plain' } })

const withAction =
  (path: string, action: Item): Change =>
  (world) => ({
    ...world,
    rules: {
      [listenerArn]: [
        {
          RuleArn: `${listenerArn.replace(':listener/', ':listener-rule/')}/9683b2d02a6cabee`,
          Priority: '10',
          IsDefault: false,
          Conditions: [{ Field: 'path-pattern', Values: [path], PathPatternConfig: { Values: [path] } }],
          Actions: [action],
        },
        ...(world.rules[listenerArn] ?? []),
      ],
    },
  })
