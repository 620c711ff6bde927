/** Subnets and VPCs: which addresses lie where. */
import type { Subnet as AwsSubnet, Vpc } from '@aws-sdk/client-ec2'
import { cidrContains } from '../../core/network/addresses.ts'
import { type Loose, neededObjects, neededText, objects, part, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Json } from '../json.ts'
import { type Listing, listingOf } from './listing.ts'

export interface Subnet {
  readonly id: string
  readonly networkId: string | null
  readonly zone: string | null
  readonly cidrs: readonly string[]
}

export function readSubnets(calls: Calls): Listing<Subnet> {
  return listingOf(calls, 'ec2:DescribeSubnets', {
    items: (output) => neededObjects(output, 'Subnets'),
    id: (subnet) => neededText(subnet, 'SubnetId'),
    read: readSubnet,
  })
}

function readSubnet(subnet: Loose<Json<AwsSubnet>>): Subnet {
  return {
    id: neededText(subnet, 'SubnetId'),
    networkId: text(subnet, 'VpcId'),
    zone: text(subnet, 'AvailabilityZone'),
    cidrs: cidrsOf(subnet),
  }
}

/** The CIDRs of each VPC, secondary ones included. */
export function readNetworks(calls: Calls): Listing<readonly string[]> {
  return listingOf(calls, 'ec2:DescribeVpcs', {
    items: (output) => neededObjects(output, 'Vpcs'),
    id: (network) => neededText(network, 'VpcId'),
    read: networkCidrs,
  })
}

function networkCidrs(network: Loose<Json<Vpc>>): readonly string[] {
  const secondary = objects(network, 'CidrBlockAssociationSet').filter((one) => isAssociated(part(one, 'CidrBlockState')))
  return [...new Set([...cidrsOf(network), ...secondary.map((one) => neededText(one, 'CidrBlock'))])]
}

type Ranged = Pick<Json<AwsSubnet>, 'CidrBlock' | 'Ipv6CidrBlockAssociationSet'>

function cidrsOf(ranged: Loose<Ranged>): readonly string[] {
  const main = text(ranged, 'CidrBlock')
  const ipv6 = objects(ranged, 'Ipv6CidrBlockAssociationSet').filter((one) => isAssociated(part(one, 'Ipv6CidrBlockState')))
  return [...(main === null ? [] : [main]), ...ipv6.map((one) => neededText(one, 'Ipv6CidrBlock'))]
}

/** A range stays listed for a while after it was taken away. */
function isAssociated(state: Loose<{ readonly State?: string | undefined }> | null): boolean {
  const word = state && text(state, 'State')
  return word === null || word === 'associated'
}

/** The subnet of the network that the address lies in: subnets of one network do not overlap. */
export function subnetAround(subnets: Listing<Subnet>, address: string, networkId: string): Subnet | null {
  for (const subnet of subnets.byId.values()) {
    if (subnet.known && subnet.value.networkId === networkId && holds(subnet.value, address)) return subnet.value
  }
  return null
}

export function holds(subnet: Subnet, address: string): boolean {
  return subnet.cidrs.some((cidr) => cidrContains(cidr, address))
}
