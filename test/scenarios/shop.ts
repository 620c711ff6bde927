/** A healthy shop: one load balancer, one group of two instances in two zones, logs and metrics of one hour. Scenarios change it. */
import { type AlbLine, albLine } from '../fakes/logs/alb-lines.ts'
import { emptyWorld, type Item, logBucket, minute, type World, worldRegion } from './world.ts'

export const account = '111122223333'
export const region: string = worldRegion
export const balancerName = 'app/shop/50dc6c495c0c9188'
export const groupName = 'targetgroup/web/73e2d6bc24d8a067'
export const balancerArn: string = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${balancerName}`
export const groupArn: string = `arn:aws:elasticloadbalancing:${region}:${account}:${groupName}`
export const listenerArn: string = `arn:aws:elasticloadbalancing:${region}:${account}:listener/${balancerName}/f2f7dc8efc522ab2`
const logPrefix = `AWSLogs/${account}/elasticloadbalancing/${region}/2026/11/20/${account}_elasticloadbalancing_${region}_${balancerName.replaceAll('/', '.')}`
export const logKey: string = `${logPrefix}_20261120T1400Z_198.51.100.20_1a2b3c4d.log.gz`

export const zones = ['eu-central-1a', 'eu-central-1b'] as const
export const targets = ['10.0.11.10', '10.0.12.10'] as const
export const ids = ['i-0aaaaaaaaaaaaaaa1', 'i-0aaaaaaaaaaaaaaa2'] as const

const allOut: Item = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
}

export function permit(port: number, peer: Item): Item {
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [],
    ...peer,
  }
}

export function securityGroup(id: string, name: string, inbound: readonly Item[], outbound: readonly Item[] = [allOut]): Item {
  return {
    GroupId: id,
    GroupName: name,
    Description: name,
    VpcId: 'vpc-0abc',
    OwnerId: account,
    IpPermissions: inbound,
    IpPermissionsEgress: outbound,
  }
}

function networkInterface(id: string, address: string, subnet: string, group: string, description: string, zone: string): Item {
  return { ...attachedInterface(id, address, subnet, group, description), AvailabilityZone: zone, TagSet: [] }
}

/** An interface as its instance tells of it: without zone and tags. */
function attachedInterface(id: string, address: string, subnet: string, group: string, description: string): Item {
  return {
    NetworkInterfaceId: id,
    Description: description,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
    Ipv6Addresses: [],
    SubnetId: subnet,
    VpcId: 'vpc-0abc',
    Groups: [{ GroupId: group, GroupName: group }],
    Status: 'in-use',
  }
}

export function taskInterface(index: 0 | 1): Item {
  return networkInterface(
    `eni-0ccccccccccccccc${index}`,
    targets[index],
    `subnet-0app${index + 1}`,
    'sg-0app',
    'arn:aws:ecs:eu-central-1:111122223333:attachment/7a1b',
    zones[index],
  )
}

function instance(index: 0 | 1): Item {
  const address = targets[index]
  return {
    InstanceId: ids[index],
    State: { Code: 16, Name: 'running' },
    StateTransitionReason: '',
    SubnetId: `subnet-0app${index + 1}`,
    VpcId: 'vpc-0abc',
    PrivateIpAddress: address,
    Placement: { AvailabilityZone: zones[index] },
    SecurityGroups: [{ GroupId: 'sg-0app', GroupName: 'app' }],
    NetworkInterfaces: [
      {
        ...attachedInterface(`eni-0bbbbbbbbbbbbbbb${index}`, address, `subnet-0app${index + 1}`, 'sg-0app', ''),
        Attachment: { DeviceIndex: 0 },
      },
    ],
  }
}

const openEntries: readonly Item[] = [true, false].flatMap((Egress) => [
  { Egress, RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
  { Egress, RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' },
])

export const localRoute: Item = {
  DestinationCidrBlock: '10.0.0.0/16',
  GatewayId: 'local',
  State: 'active',
  Origin: 'CreateRouteTable',
}

export function health(state: string, reason?: string, description?: string): Item {
  return {
    State: state,
    ...(reason === undefined ? {} : { Reason: reason }),
    ...(description === undefined ? {} : { Description: description }),
  }
}

/** Both instances on the port with this health. */
export function registered(of: Item, port = 8080, probePort: number = port): readonly Item[] {
  return ids.map((Id) => ({ Target: { Id, Port: port }, HealthCheckPort: String(probePort), TargetHealth: of }))
}

/** Successful lines, ten a minute, to both targets in turn. */
export function calm(change: Partial<AlbLine> = {}): readonly string[] {
  return Array.from({ length: 600 }, (_, index) =>
    line({
      time: minute(Math.floor(index / 10), (index % 10) * 6),
      target: `${targets[index % 2] ?? ''}:8080`,
      request: `GET https://shop.example.com:443/${['cart', 'items', 'checkout'][index % 3]}?session=${index} HTTP/1.1`,
      ...change,
    }),
  )
}

export function line(change: Partial<AlbLine>): string {
  return albLine({ balancer: balancerName, targetGroupArn: groupArn, ...change })
}

/** Values of a count metric of the balancer or the group: [minute, value]. */
export type Points = readonly (readonly [number, number])[]
export const ofBalancer = (name: string): string => [name, balancerName].join('|')
export const ofGroup = (name: string): string => [name, ...[balancerName, groupName].sort()].join('|')

/** So many a minute in every minute of the window. */
export function steadily(each: number): Points {
  return Array.from({ length: 60 }, (_, index) => [index, each] as const)
}

const steady = steadily(10)

export const shop: World = {
  ...emptyWorld,
  loadBalancers: [
    {
      LoadBalancerArn: balancerArn,
      LoadBalancerName: 'shop',
      DNSName: 'shop-1234567890.eu-central-1.elb.amazonaws.com',
      Scheme: 'internet-facing',
      Type: 'application',
      IpAddressType: 'ipv4',
      VpcId: 'vpc-0abc',
      State: { Code: 'active' },
      SecurityGroups: ['sg-0lb'],
      AvailabilityZones: zones.map((ZoneName, index) => ({ ZoneName, SubnetId: `subnet-0lb${index + 1}` })),
    },
  ],
  attributes: {
    [balancerArn]: {
      'idle_timeout.timeout_seconds': '60',
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': logBucket,
      'access_logs.s3.prefix': '',
      'health_check_logs.s3.enabled': 'false',
    },
    [groupArn]: {
      'deregistration_delay.timeout_seconds': '300',
      'slow_start.duration_seconds': '0',
      'stickiness.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
    },
  },
  listeners: {
    [balancerArn]: [
      {
        ListenerArn: listenerArn,
        LoadBalancerArn: balancerArn,
        Port: 443,
        Protocol: 'HTTPS',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn }],
      },
    ],
  },
  rules: {
    [listenerArn]: [
      {
        RuleArn: `${listenerArn}/default`,
        Priority: 'default',
        IsDefault: true,
        Conditions: [],
        Actions: [{ Type: 'forward', TargetGroupArn: groupArn }],
      },
    ],
  },
  targetGroups: [
    {
      TargetGroupArn: groupArn,
      TargetGroupName: 'web',
      Protocol: 'HTTP',
      ProtocolVersion: 'HTTP1',
      Port: 8080,
      VpcId: 'vpc-0abc',
      TargetType: 'instance',
      IpAddressType: 'ipv4',
      LoadBalancerArns: [balancerArn],
      HealthCheckEnabled: true,
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      Matcher: { HttpCode: '200' },
    },
  ],
  targetHealth: { [groupArn]: registered(health('healthy')) },
  instances: [instance(0), instance(1)],
  networkInterfaces: [0, 1].map((index) =>
    networkInterface(
      `eni-0ddddddddddddddd${index}`,
      `10.0.${index + 1}.20`,
      `subnet-0lb${index + 1}`,
      'sg-0lb',
      `ELB ${balancerName}`,
      zones[index] ?? '',
    ),
  ),
  securityGroups: [
    securityGroup('sg-0lb', 'lb', [permit(443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })]),
    securityGroup('sg-0app', 'app', [permit(8080, { UserIdGroupPairs: [{ GroupId: 'sg-0lb', UserId: account }] })]),
  ],
  networkAcls: [
    {
      NetworkAclId: 'acl-0main',
      VpcId: 'vpc-0abc',
      IsDefault: true,
      Entries: openEntries,
      Associations: [1, 2].flatMap((index) => [{ SubnetId: `subnet-0lb${index}` }, { SubnetId: `subnet-0app${index}` }]),
    },
  ],
  routeTables: [
    {
      RouteTableId: 'rtb-0main',
      VpcId: 'vpc-0abc',
      Associations: [{ Main: true, RouteTableId: 'rtb-0main', RouteTableAssociationId: 'rtbassoc-1' }],
      Routes: [localRoute, { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0abc', State: 'active' }],
    },
  ],
  subnets: [1, 2].flatMap((index) => [
    {
      SubnetId: `subnet-0lb${index}`,
      VpcId: 'vpc-0abc',
      CidrBlock: `10.0.${index}.0/24`,
      AvailabilityZone: zones[index - 1],
      Ipv6CidrBlockAssociationSet: [],
    },
    {
      SubnetId: `subnet-0app${index}`,
      VpcId: 'vpc-0abc',
      CidrBlock: `10.0.1${index}.0/24`,
      AvailabilityZone: zones[index - 1],
      Ipv6CidrBlockAssociationSet: [],
    },
  ]),
  vpcs: [
    {
      VpcId: 'vpc-0abc',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
      Ipv6CidrBlockAssociationSet: [],
    },
  ],
  metrics: {
    [ofBalancer('RequestCount')]: steady,
    [ofGroup('RequestCount')]: steady,
    [ofGroup('HTTPCode_Target_2XX_Count')]: steady,
  },
  objects: { [logKey]: calm() },
}
