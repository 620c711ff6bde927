import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Fact } from '../../../src/core/fact.ts'
import type { RouteHop } from '../../../src/core/network/model.ts'
import { answered, filters, refused } from './build.ts'
import { gapAt, ofVpc, pathWith } from './one-path.ts'
import { routeTables, subnets } from './vpc.ts'

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
