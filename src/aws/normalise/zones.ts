/** Where a load balancer is enabled. */
import type { LoadBalancer as AwsLoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { LoadBalancerOverview, NetworkInterface } from '../../core/model.ts'
import { type Loose, objects, text, Unreadable } from '../../normalise/loose.ts'
import type { Json } from '../json.ts'

type Zones = LoadBalancerOverview['zones']

/**
 * The zones with the subnet that the balancer has in each. What the answer leaves out, the balancer's own interfaces tell: each lies
 * in one of its subnets. No zones at all would read as no way to any backend, so that is never the answer.
 */
export function zonesOf(balancer: Loose<Json<AwsLoadBalancer>>, nodes: readonly NetworkInterface[]): Zones {
  const stated = objects(balancer, 'AvailabilityZones').map((zone) => {
    const [name, subnetId] = [text(zone, 'ZoneName'), text(zone, 'SubnetId')]
    return {
      name: name ?? nodes.find((node) => node.subnetId === subnetId)?.zone,
      subnetId: subnetId ?? nodes.find((node) => node.zone === name)?.subnetId,
    }
  })
  const zones = (stated.length > 0 ? stated : placesOf(nodes)).flatMap(({ name, subnetId }) =>
    name && subnetId ? [{ name, subnetId }] : [],
  )
  if (zones.length === 0 || zones.length < stated.length) throw new Unreadable('its zones and subnets are not stated')
  return zones
}

function placesOf(
  nodes: readonly NetworkInterface[],
): readonly { readonly name: string | null; readonly subnetId: string | null }[] {
  const bySubnet = new Map(nodes.map(({ zone, subnetId }) => [subnetId, { name: zone, subnetId }]))
  return [...bySubnet.values()]
}
