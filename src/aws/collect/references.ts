/** What rules and routes refer to: groups that the listing lacks, members of foreign groups, prefix lists, peerings. */
import type { Answer } from '../../collect/answer.ts'
import type { Ask } from '../ask.ts'
import type { CallOutput } from '../call-types.ts'
import { chunks, filterValues } from './chunks.ts'
import type { Ends } from './ends.ts'

type SecurityGroup = NonNullable<CallOutput<'ec2:DescribeSecurityGroups'>['SecurityGroups']>[number]
type RuleList = NonNullable<SecurityGroup['IpPermissions']>
type RouteTable = NonNullable<CallOutput<'ec2:DescribeRouteTables'>['RouteTables']>[number]

/** The tables of one VPC that refer to other things. */
export interface Tables {
  readonly routeTables: Promise<Answer<CallOutput<'ec2:DescribeRouteTables'>>>
  readonly securityGroups: Promise<Answer<CallOutput<'ec2:DescribeSecurityGroups'>>>
}

/** The ends of the path, and the VPCs it lies in. */
export interface Involved extends Ends {
  /** The account asked: members of another account's groups cannot be listed, and would look like none. */
  readonly account: string | null
  readonly vpcs: readonly Tables[]
}

/** Follows the references of the rules and routes that packets between the two ends meet, and of no others. */
export async function readReferences(ask: Ask, involved: Involved): Promise<void> {
  const [rules, routes] = await Promise.all([
    rulesInvolved(ask, involved),
    Promise.all(involved.vpcs.map(({ routeTables }) => routeTables)).then((answers) =>
      routesInvolved(
        answers.flatMap((answer) => (answer.ok ? (answer.output.RouteTables ?? []) : [])),
        involved.subnets,
      ),
    ),
  ])
  const carried = new Set([...involved.balancerGroups, ...involved.targetGroups])
  const pairs = rules.flatMap(({ UserIdGroupPairs }) => UserIdGroupPairs ?? [])
  const visible = pairs.filter(({ UserId }) => UserId === undefined || UserId === involved.account)
  const foreign = unique(visible.flatMap(({ GroupId }) => (GroupId === undefined || carried.has(GroupId) ? [] : [GroupId])))
  const lists = unique([
    ...rules.flatMap((rule) => (rule.PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? [])),
    ...routes.flatMap(({ DestinationPrefixListId }) => DestinationPrefixListId ?? []),
  ])
  const peerings = unique([...pairs, ...routes].flatMap(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId ?? []))

  await Promise.all([
    ...chunks(foreign, filterValues).map((Values) =>
      ask('ec2:DescribeNetworkInterfaces', { Filters: [{ Name: 'group-id', Values: [...Values] }] }),
    ),
    ...lists.map((PrefixListId) => ask('ec2:GetManagedPrefixListEntries', { PrefixListId })),
    ...chunks(peerings, filterValues).map((Values) =>
      ask('ec2:DescribeVpcPeeringConnections', { Filters: [{ Name: 'vpc-peering-connection-id', Values: [...Values] }] }),
    ),
  ])
}

/** Rules that traffic from balancer to target meets: out of the balancer's groups, into the target's. */
async function rulesInvolved(ask: Ask, involved: Involved): Promise<RuleList> {
  const listed = await Promise.all(involved.vpcs.map(({ securityGroups }) => securityGroups))
  const complete = listed.every(({ ok }) => ok)
  const groups = listed.flatMap((answer) => (answer.ok ? (answer.output.SecurityGroups ?? []) : []))
  const known = new Set(groups.map(({ GroupId }) => GroupId))
  const missing = unique([...involved.balancerGroups, ...involved.targetGroups]).filter((id) => complete && !known.has(id))
  const extra = await Promise.all(
    chunks(missing, filterValues).map((Values) =>
      ask('ec2:DescribeSecurityGroups', { Filters: [{ Name: 'group-id', Values: [...Values] }] }),
    ),
  )
  for (const answer of extra) if (answer.ok) groups.push(...(answer.output.SecurityGroups ?? []))
  return groups.flatMap(({ GroupId = '', IpPermissions, IpPermissionsEgress }) => [
    ...(involved.balancerGroups.includes(GroupId) ? (IpPermissionsEgress ?? []) : []),
    ...(involved.targetGroups.includes(GroupId) ? (IpPermissions ?? []) : []),
  ])
}

/** Routes of the tables that serve the subnets; the main table serves those that no other one does. */
function routesInvolved(tables: readonly RouteTable[], subnets: readonly string[]): NonNullable<RouteTable['Routes']> {
  return tables
    .filter(({ Associations }) =>
      (Associations ?? []).some(({ Main, SubnetId }) => Main === true || (SubnetId !== undefined && subnets.includes(SubnetId))),
    )
    .flatMap(({ Routes }) => Routes ?? [])
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}
