/** VPC peering connections: whether they pass packets, and which networks they join. */
import type { VpcPeeringConnection } from '@aws-sdk/client-ec2'
import type { Fact } from '../../core/fact.ts'
import { type Loose, neededObjects, neededText, part, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Json } from '../json.ts'
import { itemsOf, type Listing, listingOf, required } from './listing.ts'

export interface Peering {
  readonly status: string
  readonly networkIds: readonly string[]
}

export function readPeerings(calls: Calls): Listing<Peering> {
  return listingOf(calls, 'ec2:DescribeVpcPeeringConnections', {
    items: (output) => neededObjects(output, 'VpcPeeringConnections'),
    id: (peering) => neededText(peering, 'VpcPeeringConnectionId'),
    read: readPeering,
  })
}

function readPeering(peering: Loose<Json<VpcPeeringConnection>>): Peering {
  const status = part(peering, 'Status')
  const ends = [part(peering, 'RequesterVpcInfo'), part(peering, 'AccepterVpcInfo')]
  return {
    status: (status && text(status, 'Code')) ?? 'not stated',
    networkIds: ends.flatMap((end) => (end && text(end, 'VpcId')) ?? []),
  }
}

/** The state of one peering connection. */
export function peeringStatus(peerings: Listing<Peering>, id: string): Fact<Peering> {
  return required(peerings, id, { 'vpc-peering-connection-id': id })
}

/** Networks that an active peering joins with this one. */
export function peersOf(peerings: Listing<Peering>, networkId: string): readonly string[] {
  const active = itemsOf(peerings).filter((peering) => peering.status === 'active' && peering.networkIds.includes(networkId))
  return active.flatMap((peering) => peering.networkIds.filter((id) => id !== networkId))
}
