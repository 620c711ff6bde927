/** Three whole pieces of evidence: a pool of instances, one of addresses and one of functions. */
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import { account, answered, balancerArn, evidenceOf, filters, groupArn, region } from './build.ts'
import { balancerCalls, subnets, vpcCalls } from './vpc.ts'

const listenerArn = `${balancerArn.replace(':loadbalancer/', ':listener/')}/f2f7dc8efc522ab2`

function listenerCalls(groupName: string): readonly CallRecord[] {
  const forward = { Type: 'forward', TargetGroupArn: groupArn(groupName), Order: 1 }
  return [
    answered(
      'elasticloadbalancing:DescribeListeners',
      { LoadBalancerArn: balancerArn },
      { Listeners: [{ ListenerArn: listenerArn, Port: 443, Protocol: 'HTTPS', DefaultActions: [forward] }] },
    ),
    answered(
      'elasticloadbalancing:DescribeRules',
      { ListenerArn: listenerArn },
      { Rules: [{ RuleArn: `${listenerArn}/1`, Priority: 'default', IsDefault: true, Conditions: [], Actions: [forward] }] },
    ),
  ]
}

function groupCalls(name: string, fields: object, targets: readonly object[]): readonly CallRecord[] {
  const TargetGroupArn = groupArn(name)
  const group = {
    TargetGroupArn,
    TargetGroupName: name,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: '/health',
    Matcher: { HttpCode: '200-299' },
    LoadBalancerArns: [balancerArn],
    ...fields,
  }
  return [
    answered('elasticloadbalancing:DescribeTargetGroups', { TargetGroupArns: [TargetGroupArn] }, { TargetGroups: [group] }),
    answered(
      'elasticloadbalancing:DescribeTargetHealth',
      { TargetGroupArn, Include: ['All'] },
      { TargetHealthDescriptions: targets },
    ),
    answered(
      'elasticloadbalancing:DescribeTargetGroupAttributes',
      { TargetGroupArn },
      {
        Attributes: [
          { Key: 'deregistration_delay.timeout_seconds', Value: '120' },
          { Key: 'load_balancing.cross_zone.enabled', Value: 'use_load_balancer_configuration' },
          { Key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', Value: '1' },
        ],
      },
    ),
  ]
}

function target(Id: string, Port: number, health: object, more: object = {}): object {
  return { Target: { Id, Port, ...more }, HealthCheckPort: String(Port), TargetHealth: health }
}

const healthy = { State: 'healthy' }
const timedOut = { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' }

function instance(id: string, subnetId: string, zone: string, address: string): object {
  return {
    InstanceId: id,
    State: { Name: 'running' },
    StateTransitionReason: '',
    Placement: { AvailabilityZone: zone },
    SubnetId: subnetId,
    VpcId: 'vpc-01',
    PrivateIpAddress: address,
    SecurityGroups: [{ GroupId: 'sg-0app' }, { GroupId: 'sg-0second' }],
    NetworkInterfaces: [
      {
        NetworkInterfaceId: `eni-second-${id}`,
        Attachment: { DeviceIndex: 1 },
        SubnetId: subnetId,
        VpcId: 'vpc-01',
        PrivateIpAddress: '10.0.99.9',
        Groups: [{ GroupId: 'sg-0second' }],
      },
      {
        NetworkInterfaceId: `eni-${id}`,
        Attachment: { DeviceIndex: 0, NetworkCardIndex: 0 },
        SubnetId: subnetId,
        VpcId: 'vpc-01',
        PrivateIpAddress: address,
        Groups: [{ GroupId: 'sg-0app' }],
      },
    ],
  }
}

const metricQuery = {
  Id: 'm0',
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_ELB_502_Count',
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/shop/50dc6c495c0c9188' }],
    },
    Period: 60,
    Stat: 'Sum',
  },
}

const metricCall = answered(
  'cloudwatch:GetMetricData',
  { MetricDataQueries: [metricQuery] },
  {
    MetricDataResults: [
      { Id: 'm0', StatusCode: 'Complete', Timestamps: ['2026-03-01T14:02:00.000Z', '2026-03-01T14:01:00.000Z'], Values: [7, 3] },
    ],
  },
)

/** Events of one object, as CloudTrail lists them: newest first, one shared with the other object. */
function changeCall(name: string): CallRecord {
  const event = (id: string, at: string, EventName: string, requestParameters: object): object => ({
    EventId: id,
    EventName,
    EventTime: at,
    ReadOnly: 'false',
    Username: 'build-42',
    Resources: [{ ResourceType: 'AWS::EC2::SecurityGroup', ResourceName: 'sg-0app' }],
    CloudTrailEvent: JSON.stringify({
      userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/deploy/build-42` },
      requestParameters,
    }),
  })
  return answered(
    'cloudtrail:LookupEvents',
    { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: name }] },
    {
      Events: [
        event('e-2', '2026-03-01T14:01:00.000Z', 'RevokeSecurityGroupIngress', { groupId: 'sg-0app' }),
        event('e-1', '2026-03-01T13:58:00.000Z', 'ModifyTargetGroup', { targetGroupArn: groupArn('web') }),
      ],
    },
  )
}

/** Two instances: one in a subnet of its own, one beside the load balancer's node. */
export const instanceEvidence: Evidence = evidenceOf([
  ...balancerCalls,
  ...vpcCalls,
  ...listenerCalls('web'),
  ...groupCalls(
    'web',
    { TargetType: 'instance', Protocol: 'HTTP', ProtocolVersion: 'HTTP1', Port: 80, VpcId: 'vpc-01', HealthCheckPort: '8081' },
    [
      { ...target('i-0b', 8080, healthy), HealthCheckPort: '8081' },
      { ...target('i-0a', 8080, timedOut), HealthCheckPort: '8081' },
    ],
  ),
  answered('ec2:DescribeInstances', filters({ 'instance-id': ['i-0a'] }), {
    Reservations: [{ Instances: [instance('i-0a', subnets.privateA, 'eu-west-1a', '10.0.11.5')] }],
  }),
  answered('ec2:DescribeInstances', filters({ 'instance-id': ['i-0b'] }), {
    Reservations: [{ Instances: [instance('i-0b', subnets.publicB, 'eu-west-1b', '10.0.2.7')] }],
  }),
  metricCall,
  changeCall('sg-0app'),
  changeCall('sg-0lb'),
])

function taskInterface(id: string, subnetId: string, zone: string, address: string, ipv6: string): object {
  return {
    NetworkInterfaceId: id,
    Description: `arn:aws:ecs:${region}:${account}:attachment/${id}`,
    AvailabilityZone: zone,
    SubnetId: subnetId,
    VpcId: 'vpc-01',
    PrivateIpAddress: address,
    Ipv6Addresses: [{ Ipv6Address: ipv6 }],
    Groups: [{ GroupId: 'sg-0app' }],
    TagSet: [
      { Key: 'aws:ecs:clusterName', Value: 'prod' },
      { Key: 'aws:ecs:serviceName', Value: 'web' },
    ],
  }
}

const taskA = taskInterface('eni-0ta', subnets.privateA, 'eu-west-1a', '10.0.11.20', '2001:db8:0:11::20')
const taskB = taskInterface('eni-0tb', subnets.privateB, 'eu-west-1b', '10.0.12.20', '2001:db8:0:12::20')
const clusterArn = `arn:aws:ecs:${region}:${account}:cluster/prod`
const definitionArn = `arn:aws:ecs:${region}:${account}:task-definition/web:7`
const stoppedArn = `arn:aws:ecs:${region}:${account}:task/prod/0123`

const serviceCalls: readonly CallRecord[] = [
  answered(
    'ecs:DescribeServices',
    { cluster: 'prod', services: ['web'] },
    {
      services: [
        {
          serviceName: 'web',
          serviceArn: `arn:aws:ecs:${region}:${account}:service/prod/web`,
          clusterArn,
          desiredCount: 2,
          runningCount: 1,
          taskDefinition: definitionArn,
          loadBalancers: [{ targetGroupArn: groupArn('web'), containerName: 'app', containerPort: 8080 }],
          deployments: [{ id: 'd1', status: 'PRIMARY', rolloutState: 'IN_PROGRESS', createdAt: '2026-03-01T13:50:00.000Z' }],
          events: [
            { id: '1', createdAt: '2026-03-01T14:00:00.000Z', message: 'older' },
            { id: '2', createdAt: '2026-03-01T14:05:00.000Z', message: 'newer' },
          ],
        },
      ],
      failures: [],
    },
  ),
  answered(
    'ecs:DescribeTaskDefinition',
    { taskDefinition: definitionArn },
    {
      taskDefinition: {
        containerDefinitions: [
          { name: 'app', portMappings: [{ containerPort: 3000 }] },
          { name: 'sidecar', portMappings: [{ containerPort: 9000 }] },
        ],
      },
    },
  ),
  answered('ecs:ListTasks', { cluster: 'prod', serviceName: 'web', desiredStatus: 'STOPPED' }, { taskArns: [stoppedArn] }),
  answered(
    'ecs:DescribeTasks',
    { cluster: 'prod', tasks: [stoppedArn] },
    {
      tasks: [
        {
          taskArn: stoppedArn,
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          stoppedAt: '2026-03-01T14:03:00.000Z',
          containers: [{ name: 'app', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
          attachments: [{ details: [{ name: 'privateIPv4Address', value: '10.0.11.19' }] }],
        },
      ],
      failures: [],
    },
  ),
]

function addressCalls(values: Readonly<Record<string, readonly string[]>>, found: readonly object[]): CallRecord {
  const input = filters({ 'vpc-id': ['vpc-01'], ...values })
  return answered('ec2:DescribeNetworkInterfaces', input, { NetworkInterfaces: found })
}

/** Tasks of an ECS service by address; one address has no owner, one lies in a peered VPC, one outside everything. */
export const addressEvidence: Evidence = evidenceOf([
  ...balancerCalls,
  ...vpcCalls,
  ...listenerCalls('web'),
  ...groupCalls('web', { TargetType: 'ip', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-01', HealthCheckPort: 'traffic-port' }, [
    target('10.0.11.20', 8080, healthy, { AvailabilityZone: 'eu-west-1a' }),
    target('10.0.12.20', 8080, timedOut, { AvailabilityZone: 'eu-west-1b' }),
    target('10.0.12.99', 8080, timedOut, { AvailabilityZone: 'eu-west-1b' }),
    target('10.9.0.5', 8080, healthy, { AvailabilityZone: 'all' }),
    target('192.168.7.7', 8080, healthy, { AvailabilityZone: 'all' }),
  ]),
  addressCalls({ 'addresses.private-ip-address': ['10.0.11.20', '10.0.12.20', '10.0.12.99', '10.9.0.5', '192.168.7.7'] }, [
    taskA,
    taskB,
  ]),
  answered('ec2:DescribeNetworkInterfaces', filters({ 'addresses.private-ip-address': ['10.9.0.5', '192.168.7.7'] }), {
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-09',
        SubnetId: 'subnet-09',
        VpcId: 'vpc-09',
        AvailabilityZone: 'eu-west-1a',
        PrivateIpAddress: '10.9.0.5',
        Groups: [{ GroupId: 'sg-09' }],
      },
      // The same address in a VPC that no peering leads to: somebody else's.
      { NetworkInterfaceId: 'eni-0other', SubnetId: 'subnet-08', VpcId: 'vpc-08', PrivateIpAddress: '192.168.7.7', Groups: [] },
    ],
  }),
  answered('ec2:DescribeSecurityGroups', filters({ 'vpc-id': ['vpc-09'] }), {
    SecurityGroups: [
      {
        GroupId: 'sg-09',
        GroupName: 'far',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }],
      },
    ],
  }),
  answered('ec2:DescribeNetworkAcls', filters({ 'vpc-id': ['vpc-09'] }), {
    NetworkAcls: [
      {
        NetworkAclId: 'acl-09',
        VpcId: 'vpc-09',
        IsDefault: true,
        Associations: [{ SubnetId: 'subnet-09' }],
        Entries: [true, false].map((Egress) => ({
          RuleNumber: 100,
          Egress,
          RuleAction: 'allow',
          Protocol: '-1',
          CidrBlock: '0.0.0.0/0',
        })),
      },
    ],
  }),
  answered('ec2:DescribeRouteTables', filters({ 'vpc-id': ['vpc-09'] }), {
    RouteTables: [
      {
        RouteTableId: 'rtb-09',
        VpcId: 'vpc-09',
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'local', State: 'active' },
          { DestinationCidrBlock: '10.0.0.0/16', VpcPeeringConnectionId: 'pcx-01', State: 'active' },
        ],
      },
    ],
  }),
  ...serviceCalls,
  metricCall,
])

/** The same tasks registered by their IPv6 addresses, one of them spelled at length. */
export const ipv6Evidence: Evidence = evidenceOf([
  ...balancerCalls,
  ...vpcCalls,
  ...listenerCalls('web'),
  ...groupCalls('web', { TargetType: 'ip', IpAddressType: 'ipv6', Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-01' }, [
    target('2001:db8:0:11::20', 8080, healthy, { AvailabilityZone: 'eu-west-1a' }),
    target('2001:db8:0:12:0:0:0:20', 8080, healthy, { AvailabilityZone: 'eu-west-1b' }),
  ]),
  addressCalls({ 'ipv6-addresses.ipv6-address': ['2001:db8:0:11::20', '2001:db8:0:12:0:0:0:20'] }, [taskA, taskB]),
  ...serviceCalls,
])

export const functionArn: string = `arn:aws:lambda:${region}:${account}:function:web`

/** A function behind an alias. */
export const functionEvidence: Evidence = evidenceOf([
  ...balancerCalls,
  ...listenerCalls('web'),
  ...groupCalls('web', { TargetType: 'lambda', HealthCheckEnabled: false, Matcher: { HttpCode: '200' } }, [
    {
      Target: { Id: `${functionArn}:live`, AvailabilityZone: 'all' },
      TargetHealth: { State: 'unavailable', Reason: 'Target.HealthCheckDisabled', Description: 'Health checks are disabled' },
    },
  ]),
  answered(
    'lambda:GetFunctionConfiguration',
    { FunctionName: functionArn, Qualifier: 'live' },
    {
      FunctionName: 'web',
      FunctionArn: `${functionArn}:live`,
      Timeout: 30,
      MemorySize: 256,
      State: 'Active',
      LastUpdateStatus: 'Failed',
      LastUpdateStatusReasonCode: 'InvalidSubnet',
      LastUpdateStatusReason: 'no such subnet',
    },
  ),
  answered('lambda:GetFunctionConcurrency', { FunctionName: functionArn }, { ReservedConcurrentExecutions: 5 }),
  answered(
    'lambda:GetPolicy',
    { FunctionName: functionArn, Qualifier: 'live' },
    {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'alb',
            Effect: 'Allow',
            Principal: { Service: 'elasticloadbalancing.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Resource: `${functionArn}:live`,
            Condition: { ArnLike: { 'AWS:SourceArn': groupArn('web') } },
          },
        ],
      }),
    },
  ),
  metricCall,
])
