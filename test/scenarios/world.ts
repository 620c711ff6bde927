/** A small AWS account as plain data in the API's own shapes, and how each call answers from it. */
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { CallName } from '../../src/aws/call-names.ts'

/** An object as an API returns it. */
export type Item = Readonly<Record<string, unknown>>

export interface World {
  readonly loadBalancers: readonly Item[]
  /** Attributes by load balancer or target group ARN. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Listeners by load balancer ARN, rules by listener ARN. */
  readonly listeners: Readonly<Record<string, readonly Item[]>>
  readonly rules: Readonly<Record<string, readonly Item[]>>
  readonly targetGroups: readonly Item[]
  /** Target health descriptions by target group ARN. */
  readonly targetHealth: Readonly<Record<string, readonly Item[]>>
  readonly instances: readonly Item[]
  readonly networkInterfaces: readonly Item[]
  readonly securityGroups: readonly Item[]
  readonly networkAcls: readonly Item[]
  readonly routeTables: readonly Item[]
  readonly subnets: readonly Item[]
  readonly vpcs: readonly Item[]
  readonly peerings: readonly Item[]
  readonly prefixLists: Readonly<Record<string, readonly string[]>>
  /** Points by `MetricName` and dimension values joined with `|`: [minute of the window, value]. */
  readonly metrics: Readonly<Record<string, readonly (readonly [number, number])[]>>
  /** Log lines by object key, in one bucket; gzipped when read. */
  readonly objects: Readonly<Record<string, readonly string[]>>
  readonly functions: Readonly<
    Record<string, { readonly configuration: Item; readonly concurrency: number | null; readonly policy: string | null }>
  >
  readonly services: readonly Item[]
  readonly stoppedTasks: readonly Item[]
  readonly taskDefinitions: Readonly<Record<string, Item>>
  readonly events: readonly Item[]
  /** Calls that are refused, with the code they are refused with. */
  readonly refused: Readonly<Partial<Record<CallName, string>>>
}

export const windowFrom = '2026-11-20T13:00:00.000Z'
export const windowTo = '2026-11-20T14:00:00.000Z'

/** The time so many minutes into the window. */
export function minute(number: number, seconds = 0): string {
  return new Date(Date.parse(windowFrom) + number * 60_000 + seconds * 1000).toISOString()
}

type Input = Readonly<Record<string, unknown>>
type Answer = (input: Input) => unknown

/** An error as a service words it, with the status the SDK reads. */
export class Refusal extends Error {
  readonly $fault = 'client'
  readonly $metadata: { readonly httpStatusCode: number }

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = code
    this.$metadata = { httpStatusCode: status }
  }
}

/** How every call answers. Filters the fake does not know are refused, as AWS refuses them. */
export function answersOf(world: World): Readonly<Partial<Record<CallName, Answer>>> {
  const answers: Partial<Record<CallName, Answer>> = {
    ...balancing(world),
    ...computing(world),
    ...observing(world),
    ...serving(world),
  }
  for (const [call, code] of Object.entries(world.refused) as [CallName, string][]) {
    answers[call] = () => {
      throw new Refusal(code, `User: arn:aws:iam::111122223333:user/oncall is not authorized to perform: ${call}`, 403)
    }
  }
  return answers
}

function balancing(world: World): Partial<Record<CallName, Answer>> {
  const attributes = (arn: unknown): unknown => ({
    Attributes: Object.entries(world.attributes[String(arn)] ?? {}).map(([Key, Value]) => ({ Key, Value })),
  })
  return {
    'elasticloadbalancing:DescribeTargetGroups': ({ TargetGroupArns, Names, LoadBalancerArn }) => {
      const found = world.targetGroups.filter(
        (group) =>
          (!Array.isArray(TargetGroupArns) || TargetGroupArns.includes(group.TargetGroupArn)) &&
          (!Array.isArray(Names) || Names.includes(group.TargetGroupName)) &&
          (LoadBalancerArn === undefined || (group.LoadBalancerArns as unknown[]).includes(LoadBalancerArn)),
      )
      if (found.length === 0 && LoadBalancerArn === undefined)
        throw new Refusal('TargetGroupNotFoundException', 'One or more target groups not found')
      return { TargetGroups: found }
    },
    'elasticloadbalancing:DescribeTargetHealth': ({ TargetGroupArn }) => ({
      TargetHealthDescriptions: world.targetHealth[String(TargetGroupArn)] ?? [],
    }),
    'elasticloadbalancing:DescribeTargetGroupAttributes': ({ TargetGroupArn }) => attributes(TargetGroupArn),
    'elasticloadbalancing:DescribeLoadBalancers': ({ LoadBalancerArns, Names }) => {
      const found = world.loadBalancers.filter(
        (one) =>
          (!Array.isArray(LoadBalancerArns) || LoadBalancerArns.includes(one.LoadBalancerArn)) &&
          (!Array.isArray(Names) || Names.includes(one.LoadBalancerName)),
      )
      if (found.length === 0) throw new Refusal('LoadBalancerNotFoundException', 'One or more load balancers not found')
      return { LoadBalancers: found }
    },
    'elasticloadbalancing:DescribeLoadBalancerAttributes': ({ LoadBalancerArn }) => attributes(LoadBalancerArn),
    'elasticloadbalancing:DescribeListeners': ({ LoadBalancerArn }) => ({
      Listeners: world.listeners[String(LoadBalancerArn)] ?? [],
    }),
    'elasticloadbalancing:DescribeRules': ({ ListenerArn }) => ({ Rules: world.rules[String(ListenerArn)] ?? [] }),
  }
}

const filterFields: Readonly<Record<string, (item: Item) => readonly unknown[]>> = {
  'vpc-id': (item) => [item.VpcId],
  'instance-id': (item) => [item.InstanceId],
  'subnet-id': (item) => [item.SubnetId],
  description: (item) => [item.Description],
  'group-id': (item) => [item.GroupId, ...items(item.Groups).map((group) => group.GroupId)],
  'addresses.private-ip-address': (item) => items(item.PrivateIpAddresses).map((address) => address.PrivateIpAddress),
  'ipv6-addresses.ipv6-address': (item) => items(item.Ipv6Addresses).map((address) => address.Ipv6Address),
  'requester-vpc-info.vpc-id': (item) => items([item.RequesterVpcInfo]).map((info) => info.VpcId),
  'accepter-vpc-info.vpc-id': (item) => items([item.AccepterVpcInfo]).map((info) => info.VpcId),
}

function items(value: unknown): readonly Item[] {
  return Array.isArray(value) ? (value as Item[]) : []
}

function filtered(all: readonly Item[], { Filters }: Input, ids?: unknown): readonly Item[] {
  const chosen = Array.isArray(ids)
    ? all.filter((item) => [item.GroupId, item.VpcPeeringConnectionId].some((id) => ids.includes(id)))
    : all
  return items(Filters).reduce((left, { Name, Values }) => {
    const read = filterFields[String(Name)]
    if (read === undefined) throw new Refusal('InvalidParameterValue', `The filter '${String(Name)}' is invalid`)
    const values = Values as readonly unknown[]
    if (values.length > 200) throw new Refusal('FilterLimitExceeded', 'The maximum length for a filter value list is 200.')
    return left.filter((item) => read(item).some((value) => values.includes(value)))
  }, chosen)
}

function computing(world: World): Partial<Record<CallName, Answer>> {
  return {
    'ec2:DescribeInstances': (input) => ({
      Reservations: filtered(world.instances, input).map((instance) => ({ Instances: [instance] })),
    }),
    'ec2:DescribeNetworkInterfaces': (input) => ({ NetworkInterfaces: filtered(world.networkInterfaces, input) }),
    'ec2:DescribeSecurityGroups': (input) => ({ SecurityGroups: filtered(world.securityGroups, input, input.GroupIds) }),
    'ec2:DescribeNetworkAcls': (input) => ({ NetworkAcls: filtered(world.networkAcls, input) }),
    'ec2:DescribeRouteTables': (input) => ({ RouteTables: filtered(world.routeTables, input) }),
    'ec2:DescribeSubnets': (input) => ({ Subnets: filtered(world.subnets, input) }),
    'ec2:DescribeVpcs': (input) => ({ Vpcs: filtered(world.vpcs, input) }),
    'ec2:DescribeVpcPeeringConnections': (input) => ({
      VpcPeeringConnections: filtered(world.peerings, input, input.VpcPeeringConnectionIds),
    }),
    'ec2:GetManagedPrefixListEntries': ({ PrefixListId }) => {
      const entries = world.prefixLists[String(PrefixListId)]
      if (entries === undefined)
        throw new Refusal('InvalidPrefixListID.NotFound', `The prefix list ID '${String(PrefixListId)}' does not exist`)
      return { Entries: entries.map((Cidr) => ({ Cidr })) }
    },
    'ec2:DescribeRegions': () => ({ Regions: [{ RegionName: 'eu-central-1' }] }),
  }
}

function observing(world: World): Partial<Record<CallName, Answer>> {
  return {
    'cloudwatch:GetMetricData': ({ MetricDataQueries }) => ({
      MetricDataResults: items(MetricDataQueries).map((query) => {
        const { Metric, Stat } = query.MetricStat as {
          Metric: { MetricName: string; Dimensions: { Value: string }[] }
          Stat: string
        }
        const name = [Metric.MetricName, ...Metric.Dimensions.map((dimension) => dimension.Value).sort()].join('|')
        const points = world.metrics[`${name}|${Stat}`] ?? world.metrics[name] ?? []
        return {
          Id: query.Id,
          StatusCode: 'Complete',
          Timestamps: points.map(([at]) => new Date(minute(at))),
          Values: points.map(([, value]) => value),
        }
      }),
    }),
    'cloudtrail:LookupEvents': ({ LookupAttributes }) => ({
      Events: world.events.filter((event) =>
        items(event.Resources).some((one) => one.ResourceName === items(LookupAttributes)[0]?.AttributeValue),
      ),
    }),
    'logs:DescribeDeliverySources': () => ({ deliverySources: [] }),
    'logs:DescribeDeliveries': () => ({ deliveries: [] }),
    'logs:DescribeDeliveryDestinations': () => ({ deliveryDestinations: [] }),
    's3:ListObjectsV2': ({ Prefix, StartAfter }) => ({
      Contents: Object.keys(world.objects)
        .filter((key) => key.startsWith(String(Prefix ?? '')) && key > String(StartAfter ?? ''))
        .sort()
        .map((Key) => ({ Key, Size: 1000 })),
      KeyCount: Object.keys(world.objects).length,
      IsTruncated: false,
    }),
    's3:GetObject': ({ Key }) => {
      const lines = world.objects[String(Key)]
      if (lines === undefined) throw new Refusal('NoSuchKey', 'The specified key does not exist.', 404)
      return { Body: Readable.from([gzipSync(`${lines.join('\n')}\n`)]) }
    },
  }
}

function serving(world: World): Partial<Record<CallName, Answer>> {
  const called = (name: unknown): World['functions'][string] => {
    const found = world.functions[String(name)]
    if (found === undefined) throw new Refusal('ResourceNotFoundException', `Function not found: ${String(name)}`, 404)
    return found
  }
  return {
    'lambda:GetFunctionConfiguration': ({ FunctionName }) => called(FunctionName).configuration,
    'lambda:GetFunctionConcurrency': ({ FunctionName }) => {
      const { concurrency } = called(FunctionName)
      return concurrency === null ? {} : { ReservedConcurrentExecutions: concurrency }
    },
    'lambda:GetPolicy': ({ FunctionName }) => {
      const { policy } = called(FunctionName)
      if (policy === null) throw new Refusal('ResourceNotFoundException', 'The resource you requested does not exist.', 404)
      return { Policy: policy }
    },
    'ecs:ListClusters': () => ({
      clusterArns: world.services.length > 0 ? ['arn:aws:ecs:eu-central-1:111122223333:cluster/main'] : [],
    }),
    'ecs:ListServices': () => ({ serviceArns: world.services.map((service) => service.serviceArn) }),
    'ecs:DescribeServices': ({ services }) => ({
      services: world.services.filter((one) =>
        (services as unknown[]).some((name) => name === one.serviceArn || name === one.serviceName),
      ),
    }),
    'ecs:ListTasks': () => ({ taskArns: world.stoppedTasks.map((task) => task.taskArn) }),
    'ecs:DescribeTasks': ({ tasks }) => ({
      tasks: world.stoppedTasks.filter((task) => (tasks as unknown[]).includes(task.taskArn)),
    }),
    'ecs:DescribeTaskDefinition': ({ taskDefinition }) => ({ taskDefinition: world.taskDefinitions[String(taskDefinition)] }),
  }
}
