import { describe, expect, it } from 'vitest'
import type { FilterHop } from '../../../src/core/network/model.ts'
import { answered } from './build.ts'
import { filterAt, gapAt, ofVpc, pathWith, rulesOf } from './one-path.ts'
import { aclEntry, networkAcls, subnets } from './vpc.ts'

describe('network ACLs', () => {
  function inbound(entries: readonly object[], more: object = {}): FilterHop {
    const acl = {
      NetworkAclId: 'acl-0x',
      VpcId: 'vpc-01',
      Associations: [{ SubnetId: subnets.privateA }],
      Entries: entries,
      ...more,
    }
    return filterAt(pathWith(answered('ec2:DescribeNetworkAcls', ofVpc, { NetworkAcls: [acl] })), 'backend-subnet')
  }

  it('keep their numbers as order, and `*` as the name of the last', () => {
    const entries = [
      aclEntry(32767, false, 'deny', null),
      aclEntry(90, false, 'allow', { From: 1, To: 9 }),
      aclEntry(5, true, 'allow', null),
    ]
    expect(rulesOf(inbound(entries))).toEqual([
      { id: '*', action: 'deny', order: 32767, protocol: 'any', ports: 'any', peer: { kind: 'range', cidr: '0.0.0.0/0' } },
      {
        id: '90',
        action: 'allow',
        order: 90,
        protocol: 6,
        ports: { from: 1, to: 9 },
        peer: { kind: 'range', cidr: '0.0.0.0/0' },
      },
    ])
  })

  it('mean all ports with other protocols, and IPv6 with IPv6 blocks', () => {
    const entry = { RuleNumber: 1, Egress: false, RuleAction: 'allow', Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } }
    expect(rulesOf(inbound([{ ...entry, Ipv6CidrBlock: '::/0' }]))).toMatchObject([
      { protocol: 1, ports: 'any', peer: { cidr: '::/0' } },
    ])
  })

  it('apply by default where none is associated', () => {
    const unassociated = { Associations: [], IsDefault: true }
    expect(gapAt(inbound([], unassociated).ruleSets)).toBe('known')
    expect(gapAt(inbound([], { ...unassociated, VpcId: 'vpc-02' }).ruleSets)).toBe('notFound')
    expect(gapAt(inbound([], { ...unassociated, IsDefault: false }).ruleSets)).toBe('notFound')
  })

  it('do not apply by default when an ACL could not be understood, for it may be the one', () => {
    expect(gapAt(inbound([{ RuleNumber: 'first' }], { Associations: [], IsDefault: true }).ruleSets)).toBe('failed')
    const acls = { NetworkAcls: [networkAcls[0], { ...networkAcls[1], Entries: [{}] }] }
    const path = pathWith(answered('ec2:DescribeNetworkAcls', ofVpc, acls))
    expect(gapAt(filterAt(path, 'balancer-subnet').ruleSets)).toBe('known')
    expect(gapAt(filterAt(path, 'backend-subnet').ruleSets)).toBe('failed')
  })

  it.each([[{ RuleAction: 'maybe' }], [{ Protocol: 'x' }], [{ CidrBlock: undefined }]])('%j cannot be understood', (odd) => {
    expect(gapAt(inbound([{ ...aclEntry(1, false, 'allow', null), ...odd }]).ruleSets)).toBe('failed')
  })
})
