import * as ec2 from '@aws-sdk/client-ec2'
import { describe, expect, it } from 'vitest'
import { balancerName, shop } from '../../scenarios/shop.ts'
import { refusal, start } from './start.ts'

const byFilter = (Name: string, ...Values: readonly string[]) => ({ Filters: [{ Name, Values: [...Values] }] })

describe('EC2, by its own query protocol', () => {
  it('gives back every listing of the world as it is', async () => {
    const { ec2: client } = await start()
    const all = { MaxResults: 1000 }
    expect((await client.send(new ec2.DescribeNetworkInterfacesCommand(all))).NetworkInterfaces).toEqual(shop.networkInterfaces)
    expect((await client.send(new ec2.DescribeSecurityGroupsCommand(all))).SecurityGroups).toEqual(shop.securityGroups)
    expect((await client.send(new ec2.DescribeNetworkAclsCommand(all))).NetworkAcls).toEqual(shop.networkAcls)
    expect((await client.send(new ec2.DescribeRouteTablesCommand({}))).RouteTables).toEqual(shop.routeTables)
    expect((await client.send(new ec2.DescribeSubnetsCommand(all))).Subnets).toEqual(shop.subnets)
    expect((await client.send(new ec2.DescribeVpcsCommand(all))).Vpcs).toEqual(shop.vpcs)
    const { Reservations = [] } = await client.send(new ec2.DescribeInstancesCommand(all))
    expect(Reservations.flatMap(({ Instances }) => Instances)).toEqual(shop.instances)
  })

  it.each([
    ['description', `ELB ${balancerName}`, 2],
    ['description', 'ELB app/shop/*', 2],
    ['description', 'ELB app/shop/\\*', 0],
    ['subnet-id', 'subnet-0lb?', 2],
    ['group-id', 'sg-0lb', 2],
    ['group-id', 'sg-0app', 0],
    ['addresses.private-ip-address', '10.0.1.20', 1],
    ['addresses.private-ip-address', '10.0.1.2', 0],
    ['vpc-id', 'vpc-0abc', 2],
    ['ipv6-addresses.ipv6-address', '2001:db8::1', 0],
  ])('filters network interfaces by %s %s', async (name, value, found) => {
    const { ec2: client } = await start()
    const { NetworkInterfaces } = await client.send(new ec2.DescribeNetworkInterfacesCommand(byFilter(name, value)))
    expect(NetworkInterfaces).toHaveLength(found)
  })

  it('joins several filters by and, several values by or', async () => {
    const { ec2: client } = await start()
    const ask = (subnet: string) =>
      client.send(
        new ec2.DescribeNetworkInterfacesCommand({
          Filters: [
            { Name: 'addresses.private-ip-address', Values: ['10.0.1.20', '10.0.2.20'] },
            { Name: 'subnet-id', Values: [subnet] },
          ],
        }),
      )
    expect((await ask('subnet-0lb1')).NetworkInterfaces?.map(({ PrivateIpAddress }) => PrivateIpAddress)).toEqual(['10.0.1.20'])
    expect((await ask('subnet-0app1')).NetworkInterfaces).toEqual([])
  })

  it('finds only explicit associations of a subnet, and the main table', async () => {
    const { ec2: client } = await start()
    const explicit = await client.send(new ec2.DescribeRouteTablesCommand(byFilter('association.subnet-id', 'subnet-0lb1')))
    const main = await client.send(new ec2.DescribeRouteTablesCommand(byFilter('association.main', 'true')))
    expect([explicit.RouteTables?.length, main.RouteTables?.length]).toEqual([0, 1])
  })

  it('refuses unknown filters, too many values, bad page sizes and unknown ids', async () => {
    const { ec2: client } = await start()
    const unknown = client.send(new ec2.DescribeVpcsCommand(byFilter('colour', 'blue')))
    await expect(unknown).rejects.toMatchObject(refusal('InvalidParameterValue', 400, /^The filter 'colour' is invalid$/))
    const many = byFilter('instance-id', ...Array.from({ length: 201 }, (_, index) => `i-${index}`))
    await expect(client.send(new ec2.DescribeInstancesCommand(many))).rejects.toMatchObject(refusal('FilterLimitExceeded', 400))
    const gone = client.send(new ec2.DescribeInstancesCommand({ InstanceIds: ['i-0gone'] }))
    await expect(gone).rejects.toMatchObject(refusal('InvalidInstanceID.NotFound', 400, /'i-0gone' does not exist/))
    const combined = client.send(new ec2.DescribeInstancesCommand({ InstanceIds: ['i-0aaaaaaaaaaaaaaa1'], MaxResults: 5 }))
    await expect(combined).rejects.toMatchObject(refusal('InvalidParameterCombination', 400))
    const tiny = client.send(new ec2.DescribeSubnetsCommand({ MaxResults: 4 }))
    await expect(tiny).rejects.toMatchObject(refusal('InvalidParameterValue', 400))
    const tables = client.send(new ec2.DescribeRouteTablesCommand({ MaxResults: 101 }))
    await expect(tables).rejects.toMatchObject(refusal('InvalidParameterValue', 400))
    const list = client.send(new ec2.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-0gone' }))
    await expect(list).rejects.toMatchObject(refusal('InvalidPrefixListID.NotFound', 400))
  })

  it('gives hostile texts back as they are', async () => {
    const hostile = 'a<b>&amp;"\'\u0007\t]]> \ud83d\ude80\u2028'
    const { ec2: client } = await start({
      ...shop,
      vpcs: [{ VpcId: 'vpc-0abc', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: hostile }] }],
    })
    const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({}))
    expect(Vpcs?.[0]?.Tags).toEqual([{ Key: 'Name', Value: hostile }])
  })
})
