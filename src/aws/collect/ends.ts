/** The two ends of the path between load balancer and targets, as far as they could be read. */
import type { BalancerFlow } from './balancer.ts'
import { groupsOfTargets, subnetsOfTargets, type TargetsFlow } from './targets.ts'

export interface Ends {
  /** Ids of the security groups at either end. */
  readonly balancerGroups: readonly string[]
  readonly targetGroups: readonly string[]
  /** Subnets of both ends. */
  readonly subnets: readonly string[]
  /** VPCs that the targets' interfaces lie in. */
  readonly targetVpcs: readonly string[]
}

/** Waits for the load balancer, the machines and the interfaces. */
export async function readEnds(balancer: BalancerFlow | null, targets: TargetsFlow): Promise<Ends> {
  const [described, instances, interfaces] = await Promise.all([balancer?.balancer, targets.instances, targets.interfaces])
  const zones = described?.AvailabilityZones ?? []
  return {
    balancerGroups: described?.SecurityGroups ?? [],
    targetGroups: groupsOfTargets(instances, interfaces),
    targetVpcs: [...new Set(interfaces.flatMap(({ VpcId }) => VpcId ?? []))].sort(),
    subnets: [...zones.flatMap(({ SubnetId }) => SubnetId ?? []), ...subnetsOfTargets(instances, interfaces)],
  }
}
