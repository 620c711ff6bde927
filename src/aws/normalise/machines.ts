/** Instances. */
import type { Instance, InstanceNetworkInterface } from '@aws-sdk/client-ec2'
import type { Machine, NetworkInterface } from '../../core/model.ts'
import { type Loose, neededObjects, neededText, number, objects, part, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translate } from '../../normalise/words.ts'
import type { Json } from '../json.ts'
import { addressesOf } from './interfaces.ts'
import { type Listing, listingOf } from './listing.ts'

/** An instance with the interface that the load balancer sends to: the primary one. */
export interface Instanced {
  readonly machine: Machine
  /** Null when the instance lists none: a terminated one has none any more. */
  readonly primary: NetworkInterface | null
}

export function readMachines(calls: Calls, note: Note): Listing<Instanced> {
  return listingOf(calls, 'ec2:DescribeInstances', {
    items: (output) => neededObjects(output, 'Reservations').flatMap((reservation) => objects(reservation, 'Instances')),
    id: (instance) => neededText(instance, 'InstanceId'),
    read: (instance) => readInstance(instance, note),
  })
}

const states: Readonly<Record<string, Machine['state']>> = {
  pending: 'starting',
  running: 'running',
  'shutting-down': 'stopping',
  terminated: 'terminated',
  stopping: 'stopping',
  stopped: 'stopped',
}

/** What an instance and its primary interface say of the same things. */
type Placed = Pick<InstanceNetworkInterface, 'SubnetId' | 'VpcId' | 'PrivateIpAddress' | 'PrivateIpAddresses' | 'Ipv6Addresses'>
type Placement = Pick<NetworkInterface, 'zone' | 'subnetId' | 'networkId' | 'addresses' | 'groupIds'>

function readInstance(instance: Loose<Json<Instance>>, note: Note): Instanced {
  const state = part(instance, 'State')
  const word = (state && text(state, 'Name')) ?? 'not stated'
  const placement = part(instance, 'Placement')
  const zone = placement && text(placement, 'AvailabilityZone')
  const reason = part(instance, 'StateReason')
  const primary = primaryOf(instance)
  const stated = placementOf(instance, groupIds(objects(instance, 'SecurityGroups')), zone)
  // The instance says the same of its primary interface, wherever that says nothing itself.
  const own = primary === null ? null : completed(placementOf(primary, groupIds(objects(primary, 'Groups')), zone), stated)
  return {
    machine: {
      id: neededText(instance, 'InstanceId'),
      state: translate(states, word, 'unknown', 'instance state', note),
      providerState: word,
      transition: text(instance, 'StateTransitionReason') ?? (reason && text(reason, 'Message')),
      ...(own ?? stated),
    },
    primary: primary &&
      own && {
        id: neededText(primary, 'NetworkInterfaceId'),
        machineId: neededText(instance, 'InstanceId'),
        description: text(primary, 'Description') ?? '',
        ...own,
      },
  }
}

function placementOf(from: Loose<Placed>, groups: readonly string[], zone: string | null): Placement {
  return {
    zone,
    subnetId: text(from, 'SubnetId'),
    networkId: text(from, 'VpcId'),
    addresses: addressesOf(from),
    groupIds: groups,
  }
}

function completed(own: Placement, stated: Placement): Placement {
  return {
    ...own,
    subnetId: own.subnetId ?? stated.subnetId,
    networkId: own.networkId ?? stated.networkId,
    addresses: own.addresses.length > 0 ? own.addresses : stated.addresses,
    groupIds: own.groupIds.length > 0 ? own.groupIds : stated.groupIds,
  }
}

function groupIds(groups: readonly Loose<{ readonly GroupId?: string | undefined }>[]): readonly string[] {
  return groups.map((group) => neededText(group, 'GroupId'))
}

function primaryOf(instance: Loose<Json<Instance>>): Loose<Json<InstanceNetworkInterface>> | null {
  const all = objects(instance, 'NetworkInterfaces')
  return all.find(isPrimary) ?? (all.length === 1 ? (all[0] ?? null) : null)
}

function isPrimary(one: Loose<Json<InstanceNetworkInterface>>): boolean {
  const attachment = part(one, 'Attachment')
  if (attachment === null) return false
  return number(attachment, 'DeviceIndex') === 0 && (number(attachment, 'NetworkCardIndex') ?? 0) === 0
}
