/** A small account in the shapes of the AWS API: one load balancer `shop`, and the answers of every call about it. */
import type { AwsCollectOptions } from '../../../src/aws/collect/options.ts'
import type { Handlers } from '../mock-aws.ts'

export const region = 'eu-west-1'
export const account = '123456789012'
const elb = `arn:aws:elasticloadbalancing:${region}:${account}`
export const balancerArn: string = `${elb}:loadbalancer/app/shop/50dc6c495c0c9188`
export const listenerArn: string = `${elb}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`
export const webArn: string = `${elb}:targetgroup/web/73e2d6bc24d8a067`
export const functionArn: string = `arn:aws:lambda:${region}:${account}:function:checkout`

export const options: AwsCollectOptions = {
  region,
  window: { from: '2026-03-01T12:00:00.000Z', to: '2026-03-01T13:00:00.000Z' },
  logs: { kind: 'off' },
  deadlineSeconds: 20,
  backendKeepAliveSeconds: null,
  only: [],
  ignore: [],
  now: new Date('2026-03-01T13:00:05.000Z'),
}

export const balancer: Record<string, unknown> = {
  LoadBalancerArn: balancerArn,
  LoadBalancerName: 'shop',
  Type: 'application',
  VpcId: 'vpc-1',
  SecurityGroups: ['sg-lb'],
  AvailabilityZones: [
    { ZoneName: 'eu-west-1b', SubnetId: 'subnet-b' },
    { ZoneName: 'eu-west-1a', SubnetId: 'subnet-a' },
  ],
}

export function group(name: string, arn: string, type: string): Record<string, unknown> {
  const http = type === 'lambda' ? {} : { Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-1' }
  return { TargetGroupArn: arn, TargetGroupName: name, TargetType: type, LoadBalancerArns: [balancerArn], ...http }
}

export function health(...targets: readonly (readonly [id: string, zone?: string])[]): object {
  return {
    TargetHealthDescriptions: targets.map(([Id, AvailabilityZone]) => ({
      Target: { Id, Port: 8080, AvailabilityZone },
      TargetHealth: { State: 'healthy' },
    })),
  }
}

/** One instance `i-1` behind group `web`; every rule and route is plain. */
export const instanceWorld: Handlers = {
  'elasticloadbalancing:DescribeTargetGroups': () => ({ TargetGroups: [group('web', webArn, 'instance')] }),
  'elasticloadbalancing:DescribeTargetHealth': () => health(['i-1']),
  'elasticloadbalancing:DescribeTargetGroupAttributes': () => ({ Attributes: [] }),
  'elasticloadbalancing:DescribeLoadBalancers': () => ({ LoadBalancers: [balancer] }),
  'elasticloadbalancing:DescribeLoadBalancerAttributes': () => ({
    Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '60' }],
  }),
  'elasticloadbalancing:DescribeListeners': () => ({ Listeners: [{ ListenerArn: listenerArn, Port: 443 }] }),
  'elasticloadbalancing:DescribeRules': () => ({ Rules: [] }),
  'ec2:DescribeInstances': () => ({
    Reservations: [{ Instances: [{ InstanceId: 'i-1', SubnetId: 'subnet-c', SecurityGroups: [{ GroupId: 'sg-app' }] }] }],
  }),
  'ec2:DescribeNetworkInterfaces': () => ({ NetworkInterfaces: [] }),
  'ec2:DescribeSecurityGroups': () => ({
    SecurityGroups: [
      { GroupId: 'sg-lb', IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
      { GroupId: 'sg-app', IpPermissions: [{ IpProtocol: 'tcp', UserIdGroupPairs: [{ GroupId: 'sg-lb', UserId: account }] }] },
    ],
  }),
  'ec2:DescribeNetworkAcls': () => ({ NetworkAcls: [] }),
  'ec2:DescribeRouteTables': () => ({
    RouteTables: [{ RouteTableId: 'rtb-1', Associations: [{ Main: true }], Routes: [{ GatewayId: 'local' }] }],
  }),
  'ec2:DescribeSubnets': () => ({ Subnets: [] }),
  'ec2:DescribeVpcs': () => ({ Vpcs: [] }),
  'ec2:DescribeVpcPeeringConnections': () => ({ VpcPeeringConnections: [] }),
  'ec2:GetManagedPrefixListEntries': () => ({ Entries: [] }),
  'cloudwatch:GetMetricData': () => ({ MetricDataResults: [] }),
  'cloudtrail:LookupEvents': () => ({ Events: [] }),
}

/** One address behind group `web`, in no ECS cluster. */
export const addressWorld: Handlers = {
  ...instanceWorld,
  'elasticloadbalancing:DescribeTargetGroups': () => ({ TargetGroups: [group('web', webArn, 'ip')] }),
  'elasticloadbalancing:DescribeTargetHealth': () => health(['10.0.3.7']),
  'ec2:DescribeNetworkInterfaces': (input) => ({
    NetworkInterfaces: JSON.stringify(input).includes('10.0.3.7')
      ? [{ NetworkInterfaceId: 'eni-7', VpcId: 'vpc-1', SubnetId: 'subnet-c', Groups: [{ GroupId: 'sg-app' }] }]
      : [],
  }),
  'ecs:ListClusters': () => ({ clusterArns: [] }),
}

/** One function behind group `web`. */
export const functionWorld: Handlers = {
  ...instanceWorld,
  'elasticloadbalancing:DescribeTargetGroups': () => ({ TargetGroups: [group('web', webArn, 'lambda')] }),
  'elasticloadbalancing:DescribeTargetHealth': () => health([`${functionArn}:live`, 'all']),
  'lambda:GetFunctionConfiguration': () => ({
    FunctionArn: functionArn,
    Timeout: 3,
    Environment: { Variables: { DATABASE_PASSWORD: 'hunter2' } },
  }),
  'lambda:GetFunctionConcurrency': () => ({}),
  'lambda:GetPolicy': () => ({ Policy: '{}' }),
}
