/** Security groups as rule sets. */
import type { IpPermission, SecurityGroup, UserIdGroupPair } from '@aws-sdk/client-ec2'
import { type Fact, unknown } from '../../core/fact.ts'
import type { Peer, Rule, RuleSet } from '../../core/network/model.ts'
import { allFacts } from '../../normalise/facts.ts'
import { type Loose, neededObjects, neededText, number, objects, text } from '../../normalise/loose.ts'
import { attempt, type Calls } from '../../normalise/records.ts'
import { remember } from '../../normalise/remember.ts'
import { sourceOf } from '../call-names.ts'
import { type Interfaces, membersOf } from './interfaces.ts'
import { type Listing, listingOf, required } from './listing.ts'
import type { PrefixLists } from './prefix-lists.ts'
import { readPorts, readProtocol, trafficText } from './rule-ports.ts'

export type Direction = 'outbound' | 'inbound'

/** The rules of several groups together in one direction: the same object for the same groups, so that it is judged once. */
export type SecurityGroups = (
  groupIds: readonly string[],
  networkId: string | null,
  direction: Direction,
) => Fact<readonly RuleSet[]>

/** What rules refer to. */
export interface References {
  readonly interfaces: Interfaces
  readonly prefixLists: PrefixLists
  /** The account asked; null when unknown. */
  readonly account: string | null
}

export function readSecurityGroups(calls: Calls, references: References): SecurityGroups {
  const listing = listingOf(calls, 'ec2:DescribeSecurityGroups', {
    items: (output) => neededObjects(output, 'SecurityGroups'),
    id: (group) => neededText(group, 'GroupId'),
    // Rules are read when a group turns out to matter: a VPC may list thousands of groups.
    read: (group) => group,
  })
  const sets = remember((groupId: string, networkId: string | null, direction: Direction) =>
    ruleSet(listing, { groupId, networkId, direction }, memberReferences),
  )
  const members = remember((groupId: string) => membersOf(references.interfaces, groupId))
  const memberReferences: GroupReferences = { ...references, members }
  const together = remember((groupIds: readonly string[], networkId: string | null, direction: Direction) =>
    allFacts(groupIds.map((groupId) => sets(groupId, networkId, direction))),
  )
  return (groupIds, networkId, direction) => together([...groupIds].sort(), networkId, direction)
}

interface GroupReferences extends References {
  readonly members: (groupId: string) => Fact<readonly string[]>
}

interface Wanted {
  readonly groupId: string
  readonly networkId: string | null
  readonly direction: Direction
}

function ruleSet(
  listing: Listing<Loose<SecurityGroup>>,
  { groupId, networkId, direction }: Wanted,
  references: GroupReferences,
): Fact<RuleSet> {
  const group = required(listing, groupId, { 'group-id': groupId, 'vpc-id': networkId })
  if (!group.known) return group
  return attempt(sourceOf('ec2:DescribeSecurityGroups'), () => {
    const permissions = objects(group.value, direction === 'inbound' ? 'IpPermissions' : 'IpPermissionsEgress')
    return {
      id: groupId,
      name: text(group.value, 'GroupName') ?? '',
      rules: permissions.flatMap((permission) => rulesOf(permission, { groupId, direction }, references)),
    }
  })
}

/** One rule for each peer of a permission. */
function rulesOf(
  permission: Loose<IpPermission>,
  { groupId, direction }: Omit<Wanted, 'networkId'>,
  references: GroupReferences,
): readonly Rule[] {
  const protocol = readProtocol(neededText(permission, 'IpProtocol'))
  const ports = readPorts(protocol, number(permission, 'FromPort'), number(permission, 'ToPort'))
  const [flow, preposition] = direction === 'inbound' ? ['ingress', 'from'] : ['egress', 'to']
  return peersOf(permission, references).map(([label, peer]) => ({
    id: `${groupId} ${flow} ${trafficText(protocol, ports)} ${preposition} ${label}`,
    action: 'allow',
    order: 0,
    protocol,
    ports,
    peer,
  }))
}

function peersOf(permission: Loose<IpPermission>, references: GroupReferences): readonly (readonly [string, Peer])[] {
  const ranges = [
    ...objects(permission, 'IpRanges').map((range) => neededText(range, 'CidrIp')),
    ...objects(permission, 'Ipv6Ranges').map((range) => neededText(range, 'CidrIpv6')),
  ]
  const lists = objects(permission, 'PrefixListIds').map((list) => neededText(list, 'PrefixListId'))
  return [
    ...ranges.map((cidr) => [cidr, { kind: 'range', cidr }] as const),
    ...lists.map((listId) => [listId, { kind: 'list', listId, cidrs: references.prefixLists(listId) }] as const),
    ...objects(permission, 'UserIdGroupPairs').map((pair) => groupPeer(pair, references)),
  ]
}

function groupPeer(pair: Loose<UserIdGroupPair>, { account, members }: GroupReferences): readonly [string, Peer] {
  const groupId = neededText(pair, 'GroupId')
  const peering = text(pair, 'PeeringStatus')
  if (peering !== null && peering !== 'active') {
    return [groupId, { kind: 'nothing', why: `group ${groupId} lies behind a VPC peering that is ${peering}` }]
  }
  const owner = text(pair, 'UserId')
  const foreign = owner !== null && account !== null && owner !== account
  return [groupId, { kind: 'group', groupId, addresses: foreign ? hidden(groupId, owner) : members(groupId) }]
}

/** A listing would show no members of another account's group, and look as if there were none. */
function hidden(groupId: string, owner: string): Fact<readonly string[]> {
  const source = { what: 'members of security groups', call: '', permission: null }
  return unknown('notCollected', `the members of ${groupId} are visible to account ${owner} only`, source)
}
