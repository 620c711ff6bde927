/** Targets by IPv6 address, and targets in a peered VPC. */
import { type Change, changed, withGroup } from './changes.ts'
import { account, groupArn, health, localRoute, region, securityGroup, targets, zones } from './shop.ts'
import type { Item } from './world.ts'

const range = '2a05:d014:abc:de00::/56'
const subnetRange = (subnet: string): string => `2a05:d014:abc:de${subnet}::/64`
/** The last two digits of each subnet's range. */
const subnetDigits: Readonly<Record<string, string>> = {
  'subnet-0lb1': '01',
  'subnet-0lb2': '02',
  'subnet-0app1': '11',
  'subnet-0app2': '12',
}

export const ipv6Targets = ['2a05:d014:abc:de11::10', '2a05:d014:abc:de12::10'] as const
const nodes = ['2a05:d014:abc:de01:3f2a:91c4:7b0d:12ee', '2a05:d014:abc:de02:88d1:4c77:0a3b:9f02']

const associated = (cidr: string): Item => ({
  AssociationId: 'vpc-cidr-assoc-0abc',
  Ipv6CidrBlock: cidr,
  Ipv6CidrBlockState: { State: 'associated' },
})

/** A VPC gets these with its range: rule 101 lets everything through, and the `*` entry of IPv6 is numbered one higher. */
export const openIpv6Entries: readonly Item[] = [true, false].flatMap((Egress) => [
  { Egress, RuleNumber: 101, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' },
  { Egress, RuleNumber: 32768, Protocol: '-1', RuleAction: 'deny', Ipv6CidrBlock: '::/0' },
])

/** Tasks registered by IPv6 address behind a dual-stack load balancer, with rules, lists and routes that let them through. */
export const byIpv6: Change = (world) => ({
  ...changed(world, withGroup({ TargetType: 'ip', IpAddressType: 'ipv6' })),
  loadBalancers: world.loadBalancers.map((one) => ({ ...one, IpAddressType: 'dualstack' })),
  targetHealth: {
    [groupArn]: ipv6Targets.map((Id, index) => ({
      Target: { Id, Port: 8080, AvailabilityZone: zones[index] },
      HealthCheckPort: '8080',
      TargetHealth: health('healthy'),
    })),
  },
  instances: [],
  networkInterfaces: [
    ...world.networkInterfaces.map((one, index) => withIpv6(one, nodes[index] ?? '')),
    ...[0, 1].map((index) => taskInterface(index)),
  ],
  securityGroups: [
    withEgress(world.securityGroups[0] ?? {}, { IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
    ...world.securityGroups.slice(1),
  ],
  networkAcls: world.networkAcls.map((one) => ({ ...one, Entries: [...(one.Entries as readonly Item[]), ...openIpv6Entries] })),
  routeTables: world.routeTables.map((one) => ({
    ...one,
    Routes: [
      ...(one.Routes as readonly Item[]),
      { DestinationIpv6CidrBlock: range, GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
      { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-0abc', State: 'active', Origin: 'CreateRoute' },
    ],
  })),
  subnets: world.subnets.map((one) => ({
    ...one,
    Ipv6CidrBlockAssociationSet: [associated(subnetRange(subnetDigits[String(one.SubnetId)] ?? ''))],
  })),
  vpcs: world.vpcs.map((one) => ({ ...one, Ipv6CidrBlockAssociationSet: [associated(range)] })),
})

function withIpv6(one: Item, Ipv6Address: string): Item {
  return { ...one, Ipv6Addresses: [{ Ipv6Address, IsPrimaryIpv6: false }] }
}

function taskInterface(index: number): Item {
  const address = targets[index]
  return {
    NetworkInterfaceId: `eni-0eeeeeeeeeeeeeee${index}`,
    Description: `arn:aws:ecs:${region}:${account}:attachment/5d0e1f2a-${index}`,
    AvailabilityZone: zones[index],
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
    Ipv6Addresses: [{ Ipv6Address: ipv6Targets[index], IsPrimaryIpv6: true }],
    SubnetId: `subnet-0app${index + 1}`,
    VpcId: 'vpc-0abc',
    Groups: [{ GroupId: 'sg-0app', GroupName: 'app' }],
    Status: 'in-use',
    TagSet: [],
  }
}

function withEgress(group: Item, peers: Item): Item {
  return {
    ...group,
    IpPermissionsEgress: [{ IpProtocol: '-1', PrefixListIds: [], UserIdGroupPairs: [], ...peers }],
  }
}

export const peerTargets = ['10.50.11.10', '10.50.12.10'] as const
export const peeringId = 'pcx-0a1b2c3d4e5f67890'

/** A rule source in the VPC at the other end of the peering. */
export const peeredGroup = (GroupId: string, PeeringStatus = 'active'): Item => ({
  UserIdGroupPairs: [{ GroupId, UserId: account, VpcId: 'vpc-0abc', VpcPeeringConnectionId: peeringId, PeeringStatus }],
})

/** Addresses of a peered VPC as targets; `inbound` are the rules of their security group. */
export const inPeeredVpc =
  (inbound: readonly Item[], status = 'active'): Change =>
  (world) => {
    const across = (DestinationCidrBlock: string): Item => ({
      DestinationCidrBlock,
      VpcPeeringConnectionId: peeringId,
      State: status === 'active' ? 'active' : 'blackhole',
      Origin: 'CreateRoute',
    })
    const peered = (one: Item, digit: string): Item => ({
      ...one,
      VpcId: 'vpc-0peer',
      CidrBlock: String(one.CidrBlock).replace('10.0.', '10.50.'),
      SubnetId: `subnet-0peer${digit}`,
    })
    const appSubnets = world.subnets.filter(({ SubnetId }) => String(SubnetId).startsWith('subnet-0app'))
    const [main = {}] = world.routeTables
    const [acl = {}] = world.networkAcls
    return {
      ...changed(world, withGroup({ TargetType: 'ip' })),
      targetHealth: {
        [groupArn]: peerTargets.map((Id) => ({
          Target: { Id, Port: 8080, AvailabilityZone: 'all' },
          HealthCheckPort: '8080',
          TargetHealth: health('healthy'),
        })),
      },
      instances: [],
      networkInterfaces: [...world.networkInterfaces, ...peerTargets.map(peerInterface)],
      securityGroups: [...world.securityGroups, { ...securityGroup('sg-0peer', 'peer-app', inbound), VpcId: 'vpc-0peer' }],
      networkAcls: [
        ...world.networkAcls,
        {
          ...acl,
          NetworkAclId: 'acl-0peer',
          VpcId: 'vpc-0peer',
          Associations: [{ SubnetId: 'subnet-0peer1' }, { SubnetId: 'subnet-0peer2' }],
        },
      ],
      routeTables: [
        { ...main, Routes: [...(main.Routes as readonly Item[]), across('10.50.0.0/16')] },
        {
          RouteTableId: 'rtb-0peer',
          VpcId: 'vpc-0peer',
          Associations: [{ Main: true, RouteTableId: 'rtb-0peer', RouteTableAssociationId: 'rtbassoc-2' }],
          Routes: [{ ...localRoute, DestinationCidrBlock: '10.50.0.0/16' }, across('10.0.0.0/16')],
        },
      ],
      subnets: [...world.subnets, ...appSubnets.map((one, index) => peered(one, String(index + 1)))],
      vpcs: [
        ...world.vpcs,
        {
          VpcId: 'vpc-0peer',
          CidrBlock: '10.50.0.0/16',
          CidrBlockAssociationSet: [{ CidrBlock: '10.50.0.0/16', CidrBlockState: { State: 'associated' } }],
          Ipv6CidrBlockAssociationSet: [],
        },
      ],
      peerings: [
        {
          VpcPeeringConnectionId: peeringId,
          Status: statuses[status] ?? { Code: status, Message: status },
          RequesterVpcInfo: { VpcId: 'vpc-0abc', OwnerId: account, Region: region, CidrBlock: '10.0.0.0/16' },
          AccepterVpcInfo: { VpcId: 'vpc-0peer', OwnerId: account, Region: region, CidrBlock: '10.50.0.0/16' },
          Tags: [],
        },
      ],
    }
  }

const statuses: Readonly<Record<string, Item>> = {
  active: { Code: 'active', Message: 'Active' },
  deleted: { Code: 'deleted', Message: `Deleted by ${account}` },
}

function peerInterface(address: string, index: number): Item {
  return {
    NetworkInterfaceId: `eni-0fffffffffffffff${index}`,
    Description: 'orders',
    AvailabilityZone: zones[index],
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
    Ipv6Addresses: [],
    SubnetId: `subnet-0peer${index + 1}`,
    VpcId: 'vpc-0peer',
    Groups: [{ GroupId: 'sg-0peer', GroupName: 'peer-app' }],
    Status: 'in-use',
    TagSet: [],
  }
}
