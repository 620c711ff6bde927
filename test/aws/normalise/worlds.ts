/** Whole pieces of evidence: a pool of instances, two of addresses and one of functions. */
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import { account, answered, evidenceOf, filters, groupArn, region } from './build.ts'
import { changeCall, groupCalls, healthy, listenerCalls, metricCall, target, timedOut } from './pool-calls.ts'
import { serviceCalls, taskA, taskB } from './service-calls.ts'
import { balancerCalls, subnets, vpcCalls } from './vpc.ts'

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
