import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Rule } from '../../../src/core/network/model.ts'
import { account, answered, filters, refused } from './build.ts'
import { filterAt, gapAt, ofVpc, pathWith, rulesOf } from './one-path.ts'
import { node, securityGroups, subnets } from './vpc.ts'
import { instanceEvidence } from './worlds.ts'

/** Rules of the backend's group when its ingress holds just these permissions. */
function ingress(...permissions: readonly object[]): readonly Rule[] {
  return rulesOf(filterAt(pathWith(groupsCall(permissions)), 'backend'))
}

function groupsCall(permissions: readonly object[]): CallRecord {
  const app = { GroupId: 'sg-0app', GroupName: 'app', VpcId: 'vpc-01', IpPermissions: permissions }
  return answered('ec2:DescribeSecurityGroups', ofVpc, { SecurityGroups: [securityGroups[0], app] })
}

describe('security group rules', () => {
  const anyone = [{ CidrIp: '10.0.0.0/8' }]

  it.each([
    [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }, 6, { from: 80, to: 80 }, 'tcp/80'],
    [{ IpProtocol: '6', FromPort: '80', ToPort: '90' }, 6, { from: 80, to: 90 }, 'tcp/80-90'],
    [{ IpProtocol: 'tcp' }, 6, 'any', 'tcp'],
    [{ IpProtocol: 'tcp', FromPort: 1024 }, 6, { from: 1024, to: 65535 }, 'tcp/1024-65535'],
    [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53 }, 17, { from: 53, to: 53 }, 'udp/53'],
    [{ IpProtocol: '-1', FromPort: 80, ToPort: 80 }, 'any', 'any', 'all'],
    [{ IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }, 1, 'any', 'icmp'],
    [{ IpProtocol: 'icmpv6' }, 58, 'any', 'icmpv6'],
    [{ IpProtocol: '50', FromPort: 1, ToPort: 2 }, 50, 'any', 'protocol 50'],
  ])('%j', (permission, protocol, ports, label) => {
    const id = `sg-0app ingress ${label} from 10.0.0.0/8`
    expect(ingress({ ...permission, IpRanges: anyone })).toMatchObject([{ id, action: 'allow', protocol, ports }])
  })

  it('are one for each peer', () => {
    const rules = ingress({
      IpProtocol: '-1',
      IpRanges: [{ CidrIp: '10.0.1.0/24', Description: 'a' }, { CidrIp: '10.0.2.0/24' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
      PrefixListIds: [{ PrefixListId: 'pl-01' }],
    })
    expect(rules.map(({ peer }) => peer)).toMatchObject([
      { kind: 'range', cidr: '10.0.1.0/24' },
      { kind: 'range', cidr: '10.0.2.0/24' },
      { kind: 'range', cidr: '2001:db8::/32' },
      { kind: 'list', listId: 'pl-01', cidrs: { known: true, value: ['52.218.0.0/17'] } },
    ])
    const unread = ingress({ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-99' }] })
    expect(unread).toMatchObject([{ peer: { cidrs: { known: false, gap: 'notCollected' } } }])
  })

  function groupPeer(pair: object, ...members: readonly CallRecord[]) {
    const nodes = instanceEvidence.calls.filter(({ call }) => call === 'ec2:DescribeNetworkInterfaces')
    const permission = { IpProtocol: '-1', UserIdGroupPairs: [pair] }
    const extra = members.length === 0 ? [] : [...nodes, ...members]
    return rulesOf(filterAt(pathWith(groupsCall([permission]), ...extra), 'backend'))[0]?.peer
  }

  it('speak of the members of a group', () => {
    const input = filters({ 'group-id': ['sg-0jump', 'sg-0empty'] })
    const member = { ...node('eni-0jump', subnets.privateB, 'b', 12), Description: '', Groups: [{ GroupId: 'sg-0jump' }] }
    const listed = answered('ec2:DescribeNetworkInterfaces', input, { NetworkInterfaces: [member] })
    expect(groupPeer({ GroupId: 'sg-0jump', UserId: account }, listed)).toMatchObject({
      kind: 'group',
      groupId: 'sg-0jump',
      addresses: { known: true, value: ['10.0.12.10', '2001:db8:0:12::10'] },
    })
    expect(groupPeer({ GroupId: 'sg-0empty' }, listed)).toMatchObject({ addresses: { known: true, value: [] } })
    expect(groupPeer({ GroupId: 'sg-0other' }, listed)).toMatchObject({ addresses: { known: false, gap: 'notCollected' } })
    const denied = refused('ec2:DescribeNetworkInterfaces', input)
    expect(groupPeer({ GroupId: 'sg-0jump' }, denied)).toMatchObject({ addresses: { known: false, gap: 'denied' } })
  })

  it('speak of members that nobody here can list', () => {
    expect(groupPeer({ GroupId: 'sg-0far', UserId: '999988887777', PeeringStatus: 'active' })).toMatchObject({
      kind: 'group',
      addresses: { known: false, gap: 'notCollected', sources: [{ permission: null }] },
    })
  })

  it('speak of nothing behind a peering that is gone', () => {
    expect(groupPeer({ GroupId: 'sg-0far', PeeringStatus: 'deleted' })).toEqual({
      kind: 'nothing',
      why: 'group sg-0far lies behind a VPC peering that is deleted',
    })
  })

  it.each([
    [{ IpProtocol: 'teleport', IpRanges: anyone }],
    [{ IpProtocol: 'tcp', FromPort: 'x', IpRanges: anyone }],
    [{ IpProtocol: 'tcp', IpRanges: 'all' }],
    [{ IpProtocol: 'tcp', IpRanges: [{}] }],
    [{}],
  ])('%j makes the whole group unreadable, for a dropped rule would look like a block', (permission) => {
    expect(gapAt(filterAt(pathWith(groupsCall([permission])), 'backend').ruleSets)).toBe('failed')
  })

  it('of a group that is nowhere listed are not known', () => {
    const others = answered('ec2:DescribeSecurityGroups', ofVpc, { SecurityGroups: [securityGroups[0]] })
    expect(gapAt(filterAt(pathWith(others), 'backend').ruleSets)).toBe('notFound')
    const extra = answered('ec2:DescribeSecurityGroups', filters({ 'group-id': ['sg-0app'] }), {
      SecurityGroups: [securityGroups[1]],
    })
    expect(gapAt(filterAt(pathWith(others, extra), 'backend').ruleSets)).toBe('known')
  })
})
