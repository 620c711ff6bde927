import { describe, expect, it } from 'vitest'
import type { CallName } from '../../../src/aws/call-names.ts'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Fact } from '../../../src/core/fact.ts'
import type { FilterHop, Path, RouteHop, Rule } from '../../../src/core/network/model.ts'
import { account, answered, evidenceOf, filters, refused, replacing } from './build.ts'
import { aclEntry, networkAcls, node, routeTables, securityGroups, subnets } from './vpc.ts'
import { instanceEvidence } from './worlds.ts'

const ofVpc = filters({ 'vpc-id': ['vpc-01'] })

/** The path from zone a to the instance in a subnet of its own, after replacing some answers. */
function pathWith(...replacements: readonly CallRecord[]): Path {
  const { pools } = normaliseAws(evidenceOf(replacing(instanceEvidence.calls, ...replacements)))
  const paths = pools[0]?.paths.known ? pools[0].paths.value : []
  return paths.find(({ backendKey, zone }) => backendKey === 'i-0a:8080' && zone === 'eu-west-1a') as Path
}

function filterOf(path: Path, place: string, leg = 'request', direction?: string): FilterHop {
  const found = path.hops.find(
    (hop) => hop.kind === 'filter' && hop.place === place && hop.leg === leg && hop.direction === (direction ?? hop.direction),
  )
  return found as FilterHop
}

function rulesOf(hop: FilterHop): readonly Rule[] {
  return hop.ruleSets.known ? hop.ruleSets.value.flatMap(({ rules }) => rules) : []
}

/** Rules of the backend's group when its ingress holds just these permissions. */
function ingress(...permissions: readonly object[]): readonly Rule[] {
  return rulesOf(filterOf(pathWith(groupsCall(permissions)), 'backend'))
}

function groupsCall(permissions: readonly object[]): CallRecord {
  const app = { GroupId: 'sg-0app', GroupName: 'app', VpcId: 'vpc-01', IpPermissions: permissions }
  return answered('ec2:DescribeSecurityGroups', ofVpc, { SecurityGroups: [securityGroups[0], app] })
}

function gapAt(fact: Fact<unknown>): string {
  return fact.known ? 'known' : fact.gap
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
    return rulesOf(filterOf(pathWith(groupsCall([permission]), ...extra), 'backend'))[0]?.peer
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
    expect(gapAt(filterOf(pathWith(groupsCall([permission])), 'backend').ruleSets)).toBe('failed')
  })

  it('of a group that is nowhere listed are not known', () => {
    const others = answered('ec2:DescribeSecurityGroups', ofVpc, { SecurityGroups: [securityGroups[0]] })
    expect(gapAt(filterOf(pathWith(others), 'backend').ruleSets)).toBe('notFound')
    const extra = answered('ec2:DescribeSecurityGroups', filters({ 'group-id': ['sg-0app'] }), {
      SecurityGroups: [securityGroups[1]],
    })
    expect(gapAt(filterOf(pathWith(others, extra), 'backend').ruleSets)).toBe('known')
  })
})

describe('network ACLs', () => {
  function inbound(entries: readonly object[], more: object = {}): FilterHop {
    const acl = {
      NetworkAclId: 'acl-0x',
      VpcId: 'vpc-01',
      Associations: [{ SubnetId: subnets.privateA }],
      Entries: entries,
      ...more,
    }
    return filterOf(pathWith(answered('ec2:DescribeNetworkAcls', ofVpc, { NetworkAcls: [acl] })), 'backend-subnet')
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
    expect(gapAt(filterOf(path, 'balancer-subnet').ruleSets)).toBe('known')
    expect(gapAt(filterOf(path, 'backend-subnet').ruleSets)).toBe('failed')
  })

  it.each([[{ RuleAction: 'maybe' }], [{ Protocol: 'x' }], [{ CidrBlock: undefined }]])('%j cannot be understood', (odd) => {
    expect(gapAt(inbound([{ ...aclEntry(1, false, 'allow', null), ...odd }]).ruleSets)).toBe('failed')
  })
})

describe('route tables', () => {
  function tableWith(route: object, more: readonly CallRecord[] = []) {
    const table = {
      RouteTableId: 'rtb-0x',
      VpcId: 'vpc-01',
      Associations: [{ SubnetId: subnets.privateA }],
      Routes: [{ DestinationCidrBlock: '10.9.0.0/16', State: 'active', ...route }],
    }
    const path = pathWith(answered('ec2:DescribeRouteTables', ofVpc, { RouteTables: [table] }), ...more)
    const hop = path.hops.find((one): one is RouteHop => one.kind === 'route' && one.place === 'backend-subnet')
    return hop?.table
  }

  it.each([
    [{ GatewayId: 'local' }, 'local', 'delivers'],
    [{ GatewayId: 'igw-1' }, 'igw-1', 'diverts'],
    [{ NatGatewayId: 'nat-1' }, 'nat-1', 'diverts'],
    [{ EgressOnlyInternetGatewayId: 'eigw-1' }, 'eigw-1', 'diverts'],
    [
      { DestinationCidrBlock: undefined, DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' },
      'eigw-1',
      'unclear',
    ],
    [{ GatewayId: 'vgw-1' }, 'vgw-1', 'unclear'],
    [{ GatewayId: 'vpce-1' }, 'vpce-1', 'unclear'],
    [{ TransitGatewayId: 'tgw-1' }, 'tgw-1', 'unclear'],
    [{ InstanceId: 'i-9', NetworkInterfaceId: 'eni-9' }, 'i-9', 'unclear'],
    [{ NetworkInterfaceId: 'eni-9' }, 'eni-9', 'unclear'],
    [{ CoreNetworkArn: 'arn:aws:networkmanager::1:core-network/c' }, 'arn:aws:networkmanager::1:core-network/c', 'unclear'],
    [{ VpcPeeringConnectionId: 'pcx-01' }, 'pcx-01', 'delivers'],
    [{ VpcPeeringConnectionId: 'pcx-99' }, 'pcx-99', 'unclear'],
    [{ NatGatewayId: 'nat-1', State: 'blackhole' }, 'nat-1', 'drops'],
    [{ TransitGatewayId: 'tgw-1', State: 'filtered' }, 'tgw-1', 'unclear'],
    [{}, 'a target that is not named', 'unclear'],
  ])('%j', (route, target, kind) => {
    expect(tableWith(route)).toMatchObject({ known: true, value: { routes: [{ target, state: { kind } }] } })
  })

  it('ask the peering whether it is active', () => {
    const pcx = { VpcPeeringConnectionId: 'pcx-01', Status: { Code: 'deleted' } }
    const call = answered('ec2:DescribeVpcPeeringConnections', filters({ 'vpc-peering-connection-id': ['pcx-01'] }), {
      VpcPeeringConnections: [pcx],
    })
    expect(tableWith({ VpcPeeringConnectionId: 'pcx-01' }, [call])).toMatchObject({
      value: { routes: [{ state: { kind: 'drops', why: 'a peering that is not active (deleted)' } }] },
    })
    const denied = refused('ec2:DescribeVpcPeeringConnections', {})
    expect(tableWith({ VpcPeeringConnectionId: 'pcx-01' }, [denied])).toMatchObject({
      value: { routes: [{ state: { kind: 'unclear' } }] },
    })
  })

  it('have prefix lists as destinations, known or not', () => {
    const to = (list: string) =>
      tableWith({ DestinationCidrBlock: undefined, DestinationPrefixListId: list, TransitGatewayId: 'tgw-1' })
    const destinations = { known: true, value: ['52.218.0.0/17'] }
    expect(to('pl-01')).toMatchObject({ value: { routes: [{ id: 'rtb-0x pl-01', destinations }] } })
    expect(to('pl-99')).toMatchObject({ value: { routes: [{ destinations: { known: false, gap: 'notCollected' } }] } })
  })

  it('reach every range of the VPC by the local route, but not one that has a route of its own', () => {
    const ranges = ['10.0.0.0/16', '10.9.0.0/16', '10.7.0.0/16']
    const network = {
      VpcId: 'vpc-01',
      CidrBlock: ranges[0],
      CidrBlockAssociationSet: [
        ...ranges.map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })),
        { CidrBlock: '10.8.0.0/16', CidrBlockState: { State: 'disassociated' } },
      ],
    }
    const call = answered('ec2:DescribeVpcs', ofVpc, { Vpcs: [network] })
    const local = tableWith({ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }, [call])
    expect(local).toMatchObject({
      value: { routes: [{ destinations: { value: ['10.0.0.0/16', '10.9.0.0/16', '10.7.0.0/16'] } }] },
    })
    expect(tableWith({ TransitGatewayId: 'tgw-1' }, [call])).toMatchObject({
      value: { routes: [{ destinations: { value: ['10.9.0.0/16'] } }] },
    })
  })

  it('put what AWS prefers first', () => {
    const routes = [
      { DestinationCidrBlock: '10.2.0.0/16', GatewayId: 'vgw-1', State: 'active', Origin: 'EnableVgwRoutePropagation' },
      { DestinationPrefixListId: 'pl-01', TransitGatewayId: 'tgw-1', State: 'active' },
      { DestinationCidrBlock: '10.2.0.0/16', TransitGatewayId: 'tgw-1', State: 'active', Origin: 'CreateRoute' },
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
    ]
    const table = { RouteTableId: 'rtb-0x', VpcId: 'vpc-01', Associations: [{ Main: true }], Routes: routes }
    const hop = pathWith(answered('ec2:DescribeRouteTables', ofVpc, { RouteTables: [table] })).hops.find(
      ({ kind }) => kind === 'route',
    )
    const named =
      hop?.kind === 'route' && hop.table.known ? hop.table.value.routes.map(({ id, target }) => `${id} ${target}`) : []
    expect(named).toEqual([
      'rtb-0x 10.0.0.0/16 local',
      'rtb-0x 10.2.0.0/16 tgw-1',
      'rtb-0x pl-01 tgw-1',
      'rtb-0x 10.2.0.0/16 vgw-1',
    ])
  })

  it('are the main one only where no other is in force', () => {
    const left = {
      ...(routeTables[1] as object),
      Associations: [{ SubnetId: subnets.publicA, AssociationState: { State: 'disassociated' } }],
    }
    const path = pathWith(answered('ec2:DescribeRouteTables', ofVpc, { RouteTables: [routeTables[0], left] }))
    const tables = path.hops.flatMap((hop) => (hop.kind === 'route' && hop.table.known ? [hop.table.value.id] : []))
    expect(tables).toEqual(['rtb-0main', 'rtb-0main'])
    const without = pathWith(answered('ec2:DescribeRouteTables', ofVpc, { RouteTables: [left] }))
    expect(without.hops.flatMap((hop) => (hop.kind === 'route' ? gapAt(hop.table) : []))).toEqual(['notFound', 'notFound'])
  })

  it.each([[{ DestinationCidrBlock: undefined }], [{ DestinationCidrBlock: {} }]])('%j cannot be understood', (odd) => {
    expect(gapAt(tableWith(odd) as Fact<unknown>)).toBe('failed')
  })
})

describe('what could not be read', () => {
  it.each<[CallName, readonly string[]]>([
    ['ec2:DescribeSecurityGroups', ['balancer', 'backend']],
    ['ec2:DescribeNetworkAcls', ['balancer-subnet', 'backend-subnet', 'backend-subnet', 'balancer-subnet']],
    ['ec2:DescribeRouteTables', ['balancer-subnet', 'backend-subnet']],
  ])('without %s leaves just its own hops unknown', (call, places) => {
    const path = pathWith(refused(call, ofVpc))
    const facts = path.hops.map((hop) => ({ place: hop.place, fact: hop.kind === 'filter' ? hop.ruleSets : hop.table }))
    expect(facts.filter(({ fact }) => !fact.known).map(({ place }) => place)).toEqual(places)
    for (const { fact } of facts) expect(['known', 'denied']).toContain(gapAt(fact))
  })
})
