/** A VPC with a load balancer in two zones, as evidence: what the calls about the network answer. */
import type { CallRecord } from '../../../src/core/evidence.ts'
import { account, answered, balancerArn, filters } from './build.ts'

const everyone = [{ CidrIp: '0.0.0.0/0' }]
const everything = { IpProtocol: '-1', IpRanges: everyone, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }

/** Two zones with a public subnet for the load balancer and a private one for backends each. */
export const subnets = {
  publicA: 'subnet-0aaa',
  publicB: 'subnet-0bbb',
  privateA: 'subnet-0ccc',
  privateB: 'subnet-0ddd',
} as const

function subnet(id: string, zone: string, octet: number): object {
  return {
    SubnetId: id,
    VpcId: 'vpc-01',
    AvailabilityZone: `eu-west-1${zone}`,
    CidrBlock: `10.0.${octet}.0/24`,
    Ipv6CidrBlockAssociationSet: [
      { Ipv6CidrBlock: `2001:db8:0:${octet}::/64`, Ipv6CidrBlockState: { State: 'associated' } },
      { Ipv6CidrBlock: `2001:db8:9:${octet}::/64`, Ipv6CidrBlockState: { State: 'disassociated' } },
    ],
  }
}

function tcpFrom(port: number, group: string, to: number = port): object {
  return { IpProtocol: 'tcp', FromPort: port, ToPort: to, UserIdGroupPairs: [{ GroupId: group, UserId: account }] }
}

export const securityGroups: readonly object[] = [
  { GroupId: 'sg-0lb', GroupName: 'lb', VpcId: 'vpc-01', IpPermissions: [everything], IpPermissionsEgress: [everything] },
  {
    GroupId: 'sg-0app',
    GroupName: 'app',
    VpcId: 'vpc-01',
    IpPermissions: [tcpFrom(8080, 'sg-0lb', 8081)],
    IpPermissionsEgress: [everything],
  },
]

export function aclEntry(
  number: number,
  egress: boolean,
  action: string,
  range: { From: number; To: number } | null,
  block: object = { CidrBlock: '0.0.0.0/0' },
): object {
  return {
    RuleNumber: number,
    Egress: egress,
    RuleAction: action,
    Protocol: range === null ? '-1' : '6',
    ...block,
    ...(range && { PortRange: range }),
  }
}

export const networkAcls: readonly object[] = [
  {
    NetworkAclId: 'acl-0default',
    VpcId: 'vpc-01',
    IsDefault: true,
    Associations: [{ SubnetId: subnets.publicA }, { SubnetId: subnets.publicB }],
    Entries: [true, false].flatMap((egress) => [
      aclEntry(100, egress, 'allow', null),
      aclEntry(101, egress, 'allow', null, { Ipv6CidrBlock: '::/0' }),
      aclEntry(32767, egress, 'deny', null),
      aclEntry(32768, egress, 'deny', null, { Ipv6CidrBlock: '::/0' }),
    ]),
  },
  {
    NetworkAclId: 'acl-0private',
    VpcId: 'vpc-01',
    IsDefault: false,
    Tags: [{ Key: 'Name', Value: 'private' }],
    Associations: [{ SubnetId: subnets.privateA }],
    Entries: [
      aclEntry(32767, false, 'deny', null),
      aclEntry(100, false, 'allow', { From: 8080, To: 8081 }),
      aclEntry(110, false, 'allow', { From: 8080, To: 8081 }, { Ipv6CidrBlock: '2001:db8::/48' }),
      aclEntry(100, true, 'allow', { From: 1024, To: 65535 }),
      aclEntry(110, true, 'allow', { From: 1024, To: 65535 }, { Ipv6CidrBlock: '2001:db8::/48' }),
      aclEntry(32767, true, 'deny', null),
    ],
  },
]

export const routeTables: readonly object[] = [
  {
    RouteTableId: 'rtb-0main',
    VpcId: 'vpc-01',
    Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
    Routes: [
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-01', State: 'active', Origin: 'CreateRoute' },
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
      { DestinationIpv6CidrBlock: '2001:db8::/48', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
      { DestinationPrefixListId: 'pl-01', GatewayId: 'vpce-01', State: 'active', Origin: 'CreateRoute' },
    ],
  },
  {
    RouteTableId: 'rtb-0public',
    VpcId: 'vpc-01',
    Associations: [{ SubnetId: subnets.publicA }, { SubnetId: subnets.publicB }],
    Routes: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
      { DestinationIpv6CidrBlock: '2001:db8::/48', GatewayId: 'local', State: 'active' },
      { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-01', State: 'active' },
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-01', State: 'active' },
    ],
  },
]

/** The load balancer's own interface in a public subnet. */
export function node(id: string, subnetId: string, zone: string, octet: number): object {
  return {
    NetworkInterfaceId: id,
    Description: 'ELB app/shop/50dc6c495c0c9188',
    AvailabilityZone: `eu-west-1${zone}`,
    SubnetId: subnetId,
    VpcId: 'vpc-01',
    PrivateIpAddress: `10.0.${octet}.10`,
    PrivateIpAddresses: [{ PrivateIpAddress: `10.0.${octet}.10`, Primary: true }],
    Ipv6Addresses: [{ Ipv6Address: `2001:db8:0:${octet}::10` }],
    Groups: [{ GroupId: 'sg-0lb', GroupName: 'lb' }],
  }
}

const ofVpc = filters({ 'vpc-id': ['vpc-01'] })

/** Everything that is asked about the network, with the answers of a network that lets everything through that it should. */
export const vpcCalls: readonly CallRecord[] = [
  answered('ec2:DescribeVpcs', ofVpc, { Vpcs: [{ VpcId: 'vpc-01', CidrBlock: '10.0.0.0/16' }] }),
  answered('ec2:DescribeSubnets', ofVpc, {
    Subnets: [
      subnet(subnets.publicA, 'a', 1),
      subnet(subnets.publicB, 'b', 2),
      subnet(subnets.privateA, 'a', 11),
      subnet(subnets.privateB, 'b', 12),
    ],
  }),
  answered('ec2:DescribeSecurityGroups', ofVpc, { SecurityGroups: securityGroups }),
  answered('ec2:DescribeNetworkAcls', ofVpc, { NetworkAcls: networkAcls }),
  answered('ec2:DescribeRouteTables', ofVpc, { RouteTables: routeTables }),
  answered('ec2:GetManagedPrefixListEntries', { PrefixListId: 'pl-01' }, { Entries: [{ Cidr: '52.218.0.0/17' }] }),
  answered('ec2:DescribeVpcPeeringConnections', filters({ 'vpc-peering-connection-id': ['pcx-01'] }), {
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-01',
        Status: { Code: 'active' },
        RequesterVpcInfo: { VpcId: 'vpc-01' },
        AccepterVpcInfo: { VpcId: 'vpc-09' },
      },
    ],
  }),
  answered('ec2:DescribeNetworkInterfaces', filters({ description: ['ELB app/shop/50dc6c495c0c9188'] }), {
    NetworkInterfaces: [node('eni-0lba', subnets.publicA, 'a', 1), node('eni-0lbb', subnets.publicB, 'b', 2)],
  }),
]

const balancer = {
  LoadBalancerArn: balancerArn,
  LoadBalancerName: 'shop',
  DNSName: 'shop-1.eu-west-1.elb.amazonaws.com',
  Scheme: 'internet-facing',
  Type: 'application',
  VpcId: 'vpc-01',
  State: { Code: 'active' },
  IpAddressType: 'dualstack',
  SecurityGroups: ['sg-0lb'],
  AvailabilityZones: [
    { ZoneName: 'eu-west-1a', SubnetId: subnets.publicA },
    { ZoneName: 'eu-west-1b', SubnetId: subnets.publicB },
  ],
}

/** What is asked about the load balancer, apart from its listeners. */
export const balancerCalls: readonly CallRecord[] = [
  answered('elasticloadbalancing:DescribeLoadBalancers', { LoadBalancerArns: [balancerArn] }, { LoadBalancers: [balancer] }),
  answered(
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    { LoadBalancerArn: balancerArn },
    {
      Attributes: [
        { Key: 'idle_timeout.timeout_seconds', Value: '75' },
        { Key: 'access_logs.s3.enabled', Value: 'false' },
        { Key: 'access_logs.s3.bucket', Value: '' },
        { Key: 'routing.http2.enabled', Value: 'true' },
      ],
    },
  ),
]
