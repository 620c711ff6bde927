/** Small changes to a world, for scenarios to be made of. */
import type { AlbLine } from '../fakes/logs/alb-lines.ts'
import {
  balancerArn,
  calm,
  groupArn,
  health,
  line,
  logKey,
  ofBalancer,
  ofGroup,
  type Points,
  registered,
  targets,
  taskInterface,
  zones,
} from './shop.ts'
import { type Item, minute, type World } from './world.ts'

export type Change = (world: World) => World

export function changed(world: World, ...changes: readonly Change[]): World {
  return changes.reduce((before, change) => change(before), world)
}

export const withMetrics =
  (metrics: Readonly<Record<string, Points>>): Change =>
  (world) => ({ ...world, metrics: { ...world.metrics, ...metrics } })

/** A count spread evenly over the window's minutes from the tenth on. */
export function spread(total: number, from = 10, minutes = 20): Points {
  return Array.from(
    { length: minutes },
    (_, index) => [from + index, Math.floor(total / minutes) + (index < total % minutes ? 1 : 0)] as const,
  ).filter(([, value]) => value > 0)
}

export const counted = (balancer: Readonly<Record<string, Points>>, group: Readonly<Record<string, Points>> = {}): Change =>
  withMetrics({
    ...Object.fromEntries(Object.entries(balancer).map(([name, points]) => [ofBalancer(name), points])),
    ...Object.fromEntries(Object.entries(group).map(([name, points]) => [ofGroup(name), points])),
  })

/** Lines added to the log, each at its own time within the window. */
export const logged =
  (lines: readonly string[]): Change =>
  (world) => ({ ...world, objects: { ...world.objects, [logKey]: [...(world.objects[logKey] ?? []), ...lines] } })

export interface Failures {
  readonly requests: number
  /** First minute and how many minutes they spread over. */
  readonly from?: number
  readonly minutes?: number
  readonly target?: (index: number) => string | null
  readonly triple: (index: number) => readonly [number, number, number]
  readonly path?: (index: number) => string
  readonly line?: Partial<AlbLine>
}

export function failures({
  requests,
  from = 10,
  minutes = 20,
  target,
  triple,
  path,
  line: rest = {},
}: Failures): readonly string[] {
  return Array.from({ length: requests }, (_, index) =>
    line({
      time: minute(from + (index % minutes), (index * 7) % 60),
      target: target === undefined ? `${targets[index % 2] ?? ''}:8080` : target(index),
      triple: triple(index),
      status: 502,
      targetStatus: null,
      request: `GET https://shop.example.com:443${path === undefined ? (['/cart', '/items', '/checkout'][index % 3] ?? '/') : path(index)} HTTP/1.1`,
      ...rest,
    }),
  )
}

export const withHealth =
  (descriptions: readonly Item[]): Change =>
  (world) => ({ ...world, targetHealth: { ...world.targetHealth, [groupArn]: descriptions } })

export const allHealth = (state: string, reason?: string, description?: string): Change =>
  withHealth(registered(health(state, reason, description)))

export const withGroup =
  (change: Item): Change =>
  (world) => ({
    ...world,
    targetGroups: world.targetGroups.map((group) => (group.TargetGroupArn === groupArn ? { ...group, ...change } : group)),
  })

export const withAttributes =
  (arn: string, attributes: Readonly<Record<string, string>>): Change =>
  (world) => ({ ...world, attributes: { ...world.attributes, [arn]: { ...world.attributes[arn], ...attributes } } })

export const withoutLogs: Change = (world) => ({
  ...withAttributes(balancerArn, { 'access_logs.s3.enabled': 'false' })(world),
  objects: {},
})

export const refusing =
  (...calls: readonly (keyof World['refused'])[]): Change =>
  (world) => ({ ...world, refused: { ...world.refused, ...Object.fromEntries(calls.map((call) => [call, 'AccessDenied'])) } })

export const replaced =
  (
    table: 'securityGroups' | 'networkAcls' | 'routeTables' | 'instances' | 'subnets' | 'networkInterfaces',
    idField: string,
    id: string,
    change: Item,
  ): Change =>
  (world) => ({ ...world, [table]: world[table].map((item) => (item[idField] === id ? { ...item, ...change } : item)) })

export const withEvent =
  (at: number, name: string, object: string, who = 'deployer'): Change =>
  (world) => ({
    ...world,
    events: [
      ...world.events,
      {
        EventId: `event-${world.events.length + 1}`,
        EventName: name,
        EventTime: new Date(minute(at)),
        EventSource: 'ec2.amazonaws.com',
        ReadOnly: 'false',
        Username: who,
        Resources: [{ ResourceName: object, ResourceType: 'AWS::EC2::SecurityGroup' }],
        CloudTrailEvent: JSON.stringify({
          eventTime: minute(at),
          eventName: name,
          userIdentity: { type: 'IAMUser', userName: who, arn: `arn:aws:iam::111122223333:user/${who}` },
          requestParameters: { groupId: object },
        }),
      },
    ],
  })

/** Targets registered by address instead of by instance; their interfaces exist unless named as gone. */
export const byAddress =
  (gone: readonly string[] = []): Change =>
  (world) => ({
    ...changed(world, withGroup({ TargetType: 'ip' })),
    targetHealth: {
      [groupArn]: targets.map((Id, index) => ({
        Target: { Id, Port: 8080, AvailabilityZone: zones[index] },
        HealthCheckPort: '8080',
        TargetHealth: health('healthy'),
      })),
    },
    instances: [],
    networkInterfaces: [
      ...world.networkInterfaces,
      ...([0, 1] as const).map(taskInterface).filter((one) => !gone.includes(String(one.PrivateIpAddress))),
    ],
  })

const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:checkout'

/** A function instead of instances, with failing lines of one reason. */
export const asFunction =
  (reason: string, requests: number, seconds = 0.02, change: Partial<World['functions'][string]> = {}): Change =>
  (world) => ({
    ...changed(
      world,
      withGroup({
        TargetType: 'lambda',
        Protocol: undefined,
        ProtocolVersion: undefined,
        Port: undefined,
        VpcId: undefined,
        HealthCheckEnabled: false,
      }),
    ),
    attributes: { ...world.attributes, [groupArn]: { 'lambda.multi_value_headers.enabled': 'false' } },
    targetHealth: {
      [groupArn]: [
        {
          Target: { Id: functionArn },
          TargetHealth: health('unavailable', 'Target.HealthCheckDisabled', 'Health checks are not enabled for the target'),
        },
      ],
    },
    instances: [],
    functions: {
      [functionArn]: {
        configuration: {
          FunctionName: 'checkout',
          FunctionArn: functionArn,
          Timeout: 10,
          MemorySize: 512,
          State: 'Active',
          LastUpdateStatus: 'Successful',
          Runtime: 'nodejs22.x',
        },
        concurrency: null,
        policy: JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'elasticloadbalancing.amazonaws.com' },
              Action: 'lambda:InvokeFunction',
              Resource: functionArn,
              Condition: { ArnLike: { 'AWS:SourceArn': groupArn } },
            },
          ],
        }),
        ...change,
      },
    },
    objects: {
      [logKey]: [
        ...calm({ target: null }),
        ...failures({ requests, target: () => null, triple: () => [0, seconds, 0], line: { errorReason: reason } }),
      ],
    },
    metrics: {
      ...world.metrics,
      [ofBalancer('HTTPCode_ELB_502_Count')]: spread(requests),
      [ofGroup('LambdaUserError')]: spread(requests),
    },
  })

/** An ECS service behind the group, with tasks that stopped. */
export const withService =
  (
    tasks: readonly {
      readonly id: string
      readonly address: string
      readonly at: number
      readonly code: string
      readonly reason: string
      readonly exitCode?: number
      readonly detail?: string
    }[],
    port = 8080,
  ): Change =>
  (world) => ({
    ...world,
    services: [
      {
        serviceArn: 'arn:aws:ecs:eu-central-1:111122223333:service/main/web',
        serviceName: 'web',
        clusterArn: 'arn:aws:ecs:eu-central-1:111122223333:cluster/main',
        status: 'ACTIVE',
        desiredCount: 2,
        runningCount: 2,
        taskDefinition: 'arn:aws:ecs:eu-central-1:111122223333:task-definition/web:7',
        loadBalancers: [{ targetGroupArn: groupArn, containerName: 'web', containerPort: 8080 }],
        deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', createdAt: new Date(minute(-600)) }],
        events: [],
      },
    ],
    taskDefinitions: {
      'arn:aws:ecs:eu-central-1:111122223333:task-definition/web:7': {
        containerDefinitions: [{ name: 'web', portMappings: [{ containerPort: port, protocol: 'tcp' }] }],
      },
    },
    stoppedTasks: tasks.map(({ id, address, at, code, reason, exitCode, detail }) => ({
      taskArn: `arn:aws:ecs:eu-central-1:111122223333:task/main/${id}`,
      group: 'service:web',
      lastStatus: 'STOPPED',
      startedAt: new Date(minute(-300)),
      stoppingAt: new Date(minute(at)),
      stoppedAt: new Date(minute(at, 20)),
      stopCode: code,
      stoppedReason: reason,
      containers: [
        { name: 'web', ...(exitCode === undefined ? {} : { exitCode }), ...(detail === undefined ? {} : { reason: detail }) },
      ],
      attachments: [{ type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv4Address', value: address }] }],
    })),
  })
