/** Where a route sends packets, and whether they get on from there. */
import type { Route as AwsRoute } from '@aws-sdk/client-ec2'
import type { Route } from '../../core/network/model.ts'
import { type Loose, text } from '../../normalise/loose.ts'
import type { Note } from '../../normalise/words.ts'
import type { Listing } from './listing.ts'
import { type Peering, peeringStatus } from './peerings.ts'

type NextHop = Pick<Route, 'target' | 'state'>

/** `why` continues the sentence "the table sends 10.9.0.0/16 to tgw-1, …". */
export function nextHop(route: Loose<AwsRoute>, peerings: Listing<Peering>, note: Note): NextHop {
  const target = targetOf(route)
  const state = text(route, 'State') ?? 'active'
  if (target === 'local') return { target, state: { kind: 'delivers' } }
  if (state === 'blackhole') return { target, state: { kind: 'drops', why: 'which does not exist any more (blackhole)' } }
  if (state !== 'active') {
    note(`route state ${state}`)
    return { target, state: { kind: 'unclear', why: `a route in state ${state}` } }
  }
  const peering = text(route, 'VpcPeeringConnectionId')
  return { target, state: peering === null ? onwards(route, target) : acrossPeering(peerings, peering) }
}

const targets = [
  'VpcPeeringConnectionId',
  'NatGatewayId',
  'EgressOnlyInternetGatewayId',
  'TransitGatewayId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'CoreNetworkArn',
  'OdbNetworkArn',
  // A route to an instance names its interface too.
  'InstanceId',
  'NetworkInterfaceId',
  'GatewayId',
  'IpAddress',
] as const

function targetOf(route: Loose<AwsRoute>): string {
  const named = targets.map((field) => text(route, field)).find((id) => id !== null)
  return named ?? 'a target that is not named'
}

/** Behind each of these lies the internet, where no private address exists. */
const outwards: readonly { readonly prefix: string; readonly name: string }[] = [
  { prefix: 'igw-', name: 'an internet gateway' },
  { prefix: 'nat-', name: 'a NAT gateway' },
  { prefix: 'eigw-', name: 'an egress-only internet gateway' },
]

function onwards(route: Loose<AwsRoute>, target: string): Route['state'] {
  const outward = outwards.find(({ prefix }) => target.startsWith(prefix))
  const isIpv6 = text(route, 'DestinationIpv6CidrBlock') !== null
  // Addresses of IPv6 are public, so the internet may well know the way.
  if (outward !== undefined && !isIpv6) {
    return { kind: 'diverts', why: `${outward.name}, which leads away from private addresses` }
  }
  return { kind: 'unclear', why: `and whether ${target} passes them on is not visible from here` }
}

function acrossPeering(peerings: Listing<Peering>, id: string): Route['state'] {
  const peering = peeringStatus(peerings, id)
  if (!peering.known) return { kind: 'unclear', why: `a peering whose state could not be read: ${peering.message}` }
  if (peering.value.status === 'active') return { kind: 'delivers' }
  return { kind: 'drops', why: `a peering that is not active (${peering.value.status})` }
}
