/** One target group: what it is, and what is registered in it. */
import type { Ask } from '../ask.ts'
import type { CallOutput } from '../call-types.ts'

export type TargetGroup = NonNullable<CallOutput<'elasticloadbalancing:DescribeTargetGroups'>['TargetGroups']>[number]
type TargetHealth = NonNullable<CallOutput<'elasticloadbalancing:DescribeTargetHealth'>['TargetHealthDescriptions']>[number]

/** What targets of a group are: machines, addresses or functions. */
export type TargetKind = 'instance' | 'ip' | 'lambda'

/** What is asked about a group with nothing but its ARN. */
export interface PoolReads {
  readonly arn: string
  /** Ids of the registered targets: instance ids, addresses or function ARNs; empty when they could not be read. */
  readonly targetIds: Promise<readonly string[]>
  /** Those of them that are registered as lying outside the VPC. */
  readonly outsideIds: Promise<readonly string[]>
  readonly done: Promise<unknown>
}

/** A group that is being read. */
export interface PoolFlow extends PoolReads {
  /** Null when it could not be read. */
  readonly group: TargetGroup | null
  readonly kind: Promise<TargetKind | null>
}

/** Asks for the health and the attributes of a group. */
export function readPool(ask: Ask, arn: string): PoolReads {
  const health = ask('elasticloadbalancing:DescribeTargetHealth', { TargetGroupArn: arn, Include: ['All'] })
  const attributes = ask('elasticloadbalancing:DescribeTargetGroupAttributes', { TargetGroupArn: arn })
  const targets = health.then((answer) => (answer.ok ? (answer.output.TargetHealthDescriptions ?? []) : []))
  return {
    arn,
    targetIds: targets.then(idsOf),
    outsideIds: targets.then((all) => idsOf(all.filter(({ Target }) => Target?.AvailabilityZone === 'all'))),
    done: Promise.all([health, attributes]),
  }
}

/** Joins the reads of a group with the group itself. */
export function withGroup(reads: PoolReads, group: TargetGroup | null): PoolFlow {
  return { ...reads, group, kind: group ? Promise.resolve(kindOf(group)) : reads.targetIds.then((ids) => kindOfId(ids[0])) }
}

function idsOf(targets: readonly TargetHealth[]): readonly string[] {
  return [...new Set(targets.flatMap(({ Target }) => Target?.Id ?? []))]
}

function kindOf(group: TargetGroup): TargetKind | null {
  const type = group.TargetType
  return type === 'instance' || type === 'ip' || type === 'lambda' ? type : null
}

/** Where the group cannot be read, its targets' ids tell the kind. */
function kindOfId(id: string | undefined): TargetKind | null {
  if (id === undefined) return null
  if (id.startsWith('arn:')) return 'lambda'
  return /^i-/.test(id) ? 'instance' : 'ip'
}
