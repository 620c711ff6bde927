/** From what the user named to the groups and the load balancer to read; everything that can make a run pointless is found here. */
import { compareText } from '../../core/canonical.ts'
import { CannotRun } from '../../core/errors.ts'
import type { Ask } from '../ask.ts'
import type { NamedTarget } from '../target.ts'
import { type BalancerFlow, readBalancer } from './balancer.ts'
import { type PoolFlow, readPool, type TargetGroup, withGroup } from './pools.ts'
import { isNotThere, notLookedUp, notThere, stopIfHopeless } from './refuse.ts'

/** What is being read: the groups asked about and the load balancer in front of them. */
export interface Subject {
  /** Null when no load balancer uses the group, or when it could not be told. */
  readonly balancer: BalancerFlow | null
  readonly pools: readonly PoolFlow[]
}

const groupPermission = 'elasticloadbalancing:DescribeTargetGroups'
const balancerPermission = 'elasticloadbalancing:DescribeLoadBalancers'

/** Begins to read the target. Throws CannotRun when there is nothing to read. */
export async function openSubject(ask: Ask, target: NamedTarget, region: string): Promise<Subject> {
  switch (target.kind) {
    case 'pool':
      return target.by === 'arn' ? poolByArn(ask, target.arn.text, region) : poolByName(ask, target.name, region)
    case 'load-balancer':
      return target.by === 'arn' ? balancerByArn(ask, target.arn.text, region) : balancerByName(ask, target.name, region)
  }
}

async function poolByArn(ask: Ask, arn: string, region: string): Promise<Subject> {
  // Most other calls wait for this one, so it goes out first.
  const described = ask(groupPermission, { TargetGroupArns: [arn] })
  const reads = readPool(ask, arn)
  const answer = await described
  if (!answer.ok) {
    stopIfHopeless(answer, region)
    if (isNotThere(answer)) throw notThere('target group', arn, region)
    // Health and attributes need nothing but the ARN, so a refusal here is a blind spot and not the end.
    return { balancer: null, pools: [withGroup(reads, null)] }
  }
  const group = answer.output.TargetGroups?.find(({ TargetGroupArn }) => TargetGroupArn === arn)
  if (!group) throw notThere('target group', arn, region)
  return behindGroup(ask, checkGroup(group), withGroup(reads, group))
}

async function poolByName(ask: Ask, name: string, region: string): Promise<Subject> {
  const answer = await ask(groupPermission, { Names: [name] })
  if (!answer.ok) {
    stopIfHopeless(answer, region)
    if (isNotThere(answer)) throw notThere('target group', name, region)
    throw notLookedUp('target group', name, answer, groupPermission)
  }
  const group = answer.output.TargetGroups?.find(({ TargetGroupName }) => TargetGroupName === name)
  if (!group?.TargetGroupArn) throw notThere('target group', name, region)
  return behindGroup(ask, checkGroup(group), withGroup(readPool(ask, group.TargetGroupArn), group))
}

function behindGroup(ask: Ask, group: TargetGroup, pool: PoolFlow): Subject {
  const balancerArn = group.LoadBalancerArns?.find((arn) => arn.includes(':loadbalancer/app/'))
  return { balancer: balancerArn === undefined ? null : readBalancer(ask, balancerArn), pools: [pool] }
}

/** Groups of Network and Gateway Load Balancers speak no HTTP. */
function checkGroup(group: TargetGroup): TargetGroup {
  const { Protocol, TargetType, TargetGroupName } = group
  if (TargetType === 'lambda' || Protocol === 'HTTP' || Protocol === 'HTTPS' || Protocol === undefined) return group
  throw new CannotRun(
    `Target group ${TargetGroupName} belongs to a ${Protocol === 'GENEVE' ? 'Gateway' : 'Network'} Load Balancer (protocol ${Protocol}).`,
    'lb502 explains target groups of Application Load Balancers: protocol HTTP or HTTPS, or Lambda functions.',
  )
}

async function balancerByArn(ask: Ask, arn: string, region: string): Promise<Subject> {
  const balancer = readBalancer(ask, arn)
  const pools = readPools(ask, balancer)
  const answer = await balancer.answer
  if (!answer.ok) {
    stopIfHopeless(answer, region)
    if (isNotThere(answer)) throw notThere('load balancer', arn, region)
  } else if ((await balancer.balancer) === null) throw notThere('load balancer', arn, region)
  return { balancer, pools: await pools }
}

async function balancerByName(ask: Ask, name: string, region: string): Promise<Subject> {
  const answer = await ask(balancerPermission, { Names: [name] })
  if (!answer.ok) {
    stopIfHopeless(answer, region)
    if (isNotThere(answer)) throw notThere('load balancer', name, region)
    throw notLookedUp('load balancer', name, answer, balancerPermission)
  }
  const found = answer.output.LoadBalancers?.find(({ LoadBalancerName }) => LoadBalancerName === name)
  if (!found?.LoadBalancerArn) throw notThere('load balancer', name, region)
  if (found.Type !== undefined && found.Type !== 'application') {
    throw new CannotRun(
      `${name} is a ${found.Type} load balancer: it passes packets on and never answers 502 itself.`,
      'Diagnose the Application Load Balancer or the backend behind it.',
    )
  }
  const balancer = readBalancer(ask, found.LoadBalancerArn, answer)
  return { balancer, pools: await readPools(ask, balancer) }
}

/** Every group behind the balancer; where the list is refused, the groups that its listeners and rules name. */
async function readPools(ask: Ask, balancer: BalancerFlow): Promise<readonly PoolFlow[]> {
  const answer = await ask(groupPermission, { LoadBalancerArn: balancer.arn })
  if (!answer.ok) return (await balancer.forwardsTo).map((arn) => withGroup(readPool(ask, arn), null))
  const groups = answer.output.TargetGroups ?? []
  return groups
    .toSorted((a, b) => compareText(a.TargetGroupName ?? '', b.TargetGroupName ?? ''))
    .flatMap((group) => (group.TargetGroupArn ? [withGroup(readPool(ask, group.TargetGroupArn), group)] : []))
}
