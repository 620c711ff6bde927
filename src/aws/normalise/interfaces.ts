/** Network interfaces, found by address, by description or by the groups they carry. */
import type { NetworkInterface as AwsInterface } from '@aws-sdk/client-ec2'
import { type Fact, known } from '../../core/fact.ts'
import type { NetworkInterface } from '../../core/model.ts'
import { isIpv6, sameSpelling } from '../../normalise/addresses.ts'
import { flag, type Loose, neededObjects, neededText, objects, part, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { sourceOf } from '../call-names.ts'
import type { Json } from '../json.ts'
import type { Properties } from './coverage.ts'
import { itemsOf, type Listing, listingOf, whyUnlisted } from './listing.ts'

/** The service that an orchestrator tagged an interface for. */
export interface ServiceTag {
  readonly cluster: string
  readonly service: string
}

export interface Interfaces {
  readonly listing: Listing<Described>
  readonly byAddress: ReadonlyMap<string, readonly NetworkInterface[]>
  readonly byGroup: ReadonlyMap<string, readonly NetworkInterface[]>
  readonly byDescription: ReadonlyMap<string, readonly NetworkInterface[]>
  /** By interface id. */
  readonly serviceTags: ReadonlyMap<string, ServiceTag>
}

interface Described {
  readonly facing: NetworkInterface
  readonly serviceTag: ServiceTag | null
}

export function readInterfaces(calls: Calls): Interfaces {
  const listing = listingOf(calls, 'ec2:DescribeNetworkInterfaces', {
    items: (output) => neededObjects(output, 'NetworkInterfaces'),
    id: (one) => neededText(one, 'NetworkInterfaceId'),
    read: (one) => ({ facing: readInterface(one), serviceTag: readServiceTag(one) }),
  })
  const all = itemsOf(listing)
  const interfaces = all.map(({ facing }) => facing)
  return {
    listing,
    byAddress: grouped(interfaces, (one) => one.addresses.map(sameSpelling)),
    byGroup: grouped(interfaces, (one) => one.groupIds),
    byDescription: grouped(interfaces, (one) => [one.description]),
    serviceTags: new Map(all.flatMap(({ facing, serviceTag }) => (serviceTag === null ? [] : [[facing.id, serviceTag]]))),
  }
}

function readServiceTag(one: Loose<Json<AwsInterface>>): ServiceTag | null {
  const tags = objects(one, 'TagSet')
  const tag = (key: string): string | null => {
    const found = tags.find((candidate) => text(candidate, 'Key') === key)
    return found === undefined ? null : text(found, 'Value')
  }
  const [cluster, service] = [tag('aws:ecs:clusterName'), tag('aws:ecs:serviceName')]
  return cluster === null || service === null ? null : { cluster, service }
}

function readInterface(one: Loose<Json<AwsInterface>>): NetworkInterface {
  const attachment = part(one, 'Attachment')
  return {
    id: neededText(one, 'NetworkInterfaceId'),
    machineId: attachment && text(attachment, 'InstanceId'),
    description: text(one, 'Description') ?? '',
    zone: text(one, 'AvailabilityZone'),
    subnetId: text(one, 'SubnetId'),
    networkId: text(one, 'VpcId'),
    addresses: addressesOf(one),
    groupIds: objects(one, 'Groups').map((group) => neededText(group, 'GroupId')),
  }
}

type Addressed = Pick<AwsInterface, 'PrivateIpAddress' | 'PrivateIpAddresses' | 'Ipv6Addresses'>

/** Private IPv4 addresses, the primary one first, then IPv6. */
export function addressesOf(one: Loose<Addressed>): readonly string[] {
  const primary = text(one, 'PrivateIpAddress')
  return [
    ...new Set([
      ...(primary === null ? [] : [primary]),
      ...objects(one, 'PrivateIpAddresses').map((address) => neededText(address, 'PrivateIpAddress')),
      ...objects(one, 'Ipv6Addresses')
        .toSorted((first, second) => Number(isPrimary(second)) - Number(isPrimary(first)))
        .map((address) => neededText(address, 'Ipv6Address')),
    ]),
  ]
}

function isPrimary(address: Loose<{ readonly IsPrimaryIpv6?: boolean | undefined }>): boolean {
  return flag(address, 'IsPrimaryIpv6') === true
}

function grouped(
  all: readonly NetworkInterface[],
  keysOf: (one: NetworkInterface) => readonly string[],
): ReadonlyMap<string, readonly NetworkInterface[]> {
  const groups = new Map<string, NetworkInterface[]>()
  for (const one of all) {
    for (const key of keysOf(one)) {
      const before = groups.get(key)
      if (before === undefined) groups.set(key, [one])
      else before.push(one)
    }
  }
  return groups
}

/** The interface of the network that owns the address; null when none does. */
export function interfaceOwning(
  interfaces: Interfaces,
  address: string,
  networkId: string | null,
): Fact<NetworkInterface | null> {
  const spelling = sameSpelling(address)
  const owner = interfaces.byAddress.get(spelling)?.find((one) => one.networkId === networkId)
  const gap = owner === undefined && whyUnlisted(interfaces.listing, addressProperties(address, networkId), address)
  return gap || known(owner ?? null, sourceOf('ec2:DescribeNetworkInterfaces'))
}

function addressProperties(address: string, networkId: string | null): Properties {
  const family: Properties = isIpv6(address)
    ? { 'ipv6-addresses.ipv6-address': address }
    : { 'addresses.private-ip-address': address, 'private-ip-address': address }
  return { 'vpc-id': networkId, ...family }
}

/** Addresses of the interfaces that carry the group. */
export function membersOf(interfaces: Interfaces, groupId: string): Fact<readonly string[]> {
  const members = interfaces.byGroup.get(groupId) ?? []
  return (
    whyUnlisted(interfaces.listing, { 'group-id': groupId }, `the members of ${groupId}`) ??
    known(
      members.flatMap((one) => one.addresses),
      sourceOf('ec2:DescribeNetworkInterfaces', 'members of security groups'),
    )
  )
}

export function interfacesDescribed(interfaces: Interfaces, description: string): Fact<readonly NetworkInterface[]> {
  return (
    whyUnlisted(interfaces.listing, { description }, 'the interfaces of the load balancer') ??
    known(interfaces.byDescription.get(description) ?? [], sourceOf('ec2:DescribeNetworkInterfaces'))
  )
}
