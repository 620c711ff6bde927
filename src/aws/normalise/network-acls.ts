/** Network ACLs as rule sets, found by subnet. */
import type { NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2'
import { type Fact, known } from '../../core/fact.ts'
import type { Rule, RuleSet } from '../../core/network/model.ts'
import { flag, type Loose, neededNumber, neededObjects, neededText, number, objects, part, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translated } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { type Attached, type AttachedTo, attachedTo } from './attached.ts'
import { listingOf } from './listing.ts'
import { readPorts, readProtocol } from './rule-ports.ts'
import type { Direction } from './security-groups.ts'
import { nameTag } from './tags.ts'

/** The rules of an ACL by direction: the same objects for all subnets that share it. */
export type AclRules = Readonly<Record<Direction, Fact<readonly RuleSet[]>>>

/** The ACL that guards a subnet: its own, or the default one of the VPC. */
export function readNetworkAcls(calls: Calls, note: Note): AttachedTo<AclRules> {
  return attachedTo(
    listingOf(calls, 'ec2:DescribeNetworkAcls', {
      items: (output) => neededObjects(output, 'NetworkAcls'),
      id: (acl) => neededText(acl, 'NetworkAclId'),
      read: (acl) => readAcl(acl, note),
    }),
  )
}

function readAcl(acl: Loose<NetworkAcl>, note: Note): Attached<AclRules> {
  const id = neededText(acl, 'NetworkAclId')
  const name = nameTag(acl)
  const entries = objects(acl, 'Entries').map((entry) => ({
    direction: flag(entry, 'Egress') === true ? 'outbound' : 'inbound',
    rule: readEntry(entry, note),
  }))
  const rules = (direction: Direction): Fact<readonly RuleSet[]> => {
    const own = entries.filter((entry) => entry.direction === direction).map(({ rule }) => rule)
    return known([{ id, name, rules: own }], sourceOf('ec2:DescribeNetworkAcls'))
  }
  return {
    networkId: text(acl, 'VpcId'),
    fallback: flag(acl, 'IsDefault') === true,
    subnetIds: objects(acl, 'Associations').map((association) => neededText(association, 'SubnetId')),
    value: { outbound: rules('outbound'), inbound: rules('inbound') },
  }
}

const actions: Readonly<Record<string, Rule['action']>> = { allow: 'allow', deny: 'deny' }

/** The last rule, which denies everything, has a number like the others, but people know it as `*`. */
const lastNumber = 32_767

function readEntry(entry: Loose<NetworkAclEntry>, note: Note): Rule {
  const order = neededNumber(entry, 'RuleNumber')
  const protocol = readProtocol(neededText(entry, 'Protocol'))
  const range = part(entry, 'PortRange')
  return {
    id: order >= lastNumber ? '*' : String(order),
    action: translated(actions, neededText(entry, 'RuleAction'), 'network ACL action', note),
    order,
    protocol,
    ports: readPorts(protocol, range && number(range, 'From'), range && number(range, 'To')),
    peer: { kind: 'range', cidr: text(entry, 'CidrBlock') ?? neededText(entry, 'Ipv6CidrBlock') },
  }
}
