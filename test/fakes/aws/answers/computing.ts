import type { Item, World } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import { each, type Filters, field, filtered, inner } from './filters.ts'
import type { Answer, Answers } from './index.ts'
import { textsOf } from './input.ts'

/** One describing call of EC2: what it lists and how it may be narrowed. */
interface Listing {
  readonly output: string
  readonly idField: string
  readonly ids: string
  /** The error code's middle: `InvalidInstanceID.NotFound`. */
  readonly error: string
  readonly noun: string
  readonly filters: Filters
}

const instances: Listing = {
  output: 'Reservations',
  idField: 'InstanceId',
  ids: 'InstanceIds',
  error: 'InstanceID',
  noun: 'instance ID',
  filters: {
    'vpc-id': field('VpcId'),
    'subnet-id': field('SubnetId'),
    'instance-id': field('InstanceId'),
    'private-ip-address': field('PrivateIpAddress'),
    'instance-state-name': inner('State', 'Name'),
    'instance.group-id': each('SecurityGroups', 'GroupId'),
  },
}

const networkInterfaces: Listing = {
  output: 'NetworkInterfaces',
  idField: 'NetworkInterfaceId',
  ids: 'NetworkInterfaceIds',
  error: 'NetworkInterfaceID',
  noun: 'networkInterface ID',
  filters: {
    'vpc-id': field('VpcId'),
    'subnet-id': field('SubnetId'),
    'network-interface-id': field('NetworkInterfaceId'),
    description: field('Description'),
    'group-id': each('Groups', 'GroupId'),
    'private-ip-address': field('PrivateIpAddress'),
    'addresses.private-ip-address': each('PrivateIpAddresses', 'PrivateIpAddress'),
    'ipv6-addresses.ipv6-address': each('Ipv6Addresses', 'Ipv6Address'),
    'attachment.instance-id': inner('Attachment', 'InstanceId'),
  },
}

const securityGroups: Listing = {
  output: 'SecurityGroups',
  idField: 'GroupId',
  ids: 'GroupIds',
  error: 'Group',
  noun: 'security group',
  filters: { 'vpc-id': field('VpcId'), 'group-id': field('GroupId'), 'group-name': field('GroupName') },
}

const networkAcls: Listing = {
  output: 'NetworkAcls',
  idField: 'NetworkAclId',
  ids: 'NetworkAclIds',
  error: 'NetworkAclID',
  noun: 'networkAcl ID',
  filters: {
    'vpc-id': field('VpcId'),
    'network-acl-id': field('NetworkAclId'),
    'association.subnet-id': each('Associations', 'SubnetId'),
    default: field('IsDefault'),
  },
}

const routeTables: Listing = {
  output: 'RouteTables',
  idField: 'RouteTableId',
  ids: 'RouteTableIds',
  error: 'RouteTableID',
  noun: 'routeTable ID',
  filters: {
    'vpc-id': field('VpcId'),
    'route-table-id': field('RouteTableId'),
    'association.subnet-id': each('Associations', 'SubnetId'),
    'association.main': each('Associations', 'Main'),
  },
}

const subnets: Listing = {
  output: 'Subnets',
  idField: 'SubnetId',
  ids: 'SubnetIds',
  error: 'SubnetID',
  noun: 'subnet ID',
  filters: { 'vpc-id': field('VpcId'), 'subnet-id': field('SubnetId'), 'availability-zone': field('AvailabilityZone') },
}

const vpcs: Listing = {
  output: 'Vpcs',
  idField: 'VpcId',
  ids: 'VpcIds',
  error: 'VpcID',
  noun: 'vpc ID',
  filters: { 'vpc-id': field('VpcId'), cidr: field('CidrBlock') },
}

const peerings: Listing = {
  output: 'VpcPeeringConnections',
  idField: 'VpcPeeringConnectionId',
  ids: 'VpcPeeringConnectionIds',
  error: 'VpcPeeringConnectionID',
  noun: 'vpcPeeringConnection ID',
  filters: {
    'vpc-peering-connection-id': field('VpcPeeringConnectionId'),
    'requester-vpc-info.vpc-id': inner('RequesterVpcInfo', 'VpcId'),
    'accepter-vpc-info.vpc-id': inner('AccepterVpcInfo', 'VpcId'),
    'status-code': inner('Status', 'Code'),
  },
}

/** Machines and the network around them. */
export function computing(world: World): Answers {
  return {
    'ec2:DescribeInstances': listing(instances, world.instances, (one) => ({ Instances: [one] })),
    'ec2:DescribeNetworkInterfaces': listing(networkInterfaces, world.networkInterfaces),
    'ec2:DescribeSecurityGroups': listing(securityGroups, world.securityGroups),
    'ec2:DescribeNetworkAcls': listing(networkAcls, world.networkAcls),
    'ec2:DescribeRouteTables': listing(routeTables, world.routeTables),
    'ec2:DescribeSubnets': listing(subnets, world.subnets),
    'ec2:DescribeVpcs': listing(vpcs, world.vpcs),
    'ec2:DescribeVpcPeeringConnections': listing(peerings, world.peerings),
    'ec2:GetManagedPrefixListEntries': ({ PrefixListId }) => {
      const entries = world.prefixLists[String(PrefixListId)]
      if (entries !== undefined) return { Entries: entries.map((Cidr) => ({ Cidr })) }
      throw new Refusal('InvalidPrefixListID.NotFound', `The prefix list ID '${String(PrefixListId)}' does not exist`)
    },
    'ec2:DescribeRegions': () => ({ Regions: world.regions.map((RegionName) => ({ RegionName })) }),
  }
}

function listing(kind: Listing, all: readonly Item[], wrap: (item: Item) => unknown = (item) => item): Answer {
  return (input) => {
    const ids = textsOf(input[kind.ids])
    const gone = ids.find((id) => all.every((item) => item[kind.idField] !== id))
    if (gone !== undefined) throw new Refusal(`Invalid${kind.error}.NotFound`, `The ${kind.noun} '${gone}' does not exist`)
    const asked = ids.length === 0 ? all : all.filter((item) => ids.includes(String(item[kind.idField])))
    return { [kind.output]: filtered(asked, input, kind.filters).map(wrap) }
  }
}
