import { afterEach, describe, expect, test } from 'vitest'
import { collectAws } from '../../../src/aws/collect/index.ts'
import { type Handlers, type MockedAws, mockAws, refuse, type SentCall } from '../mock-aws.ts'
import { addressWorld, balancerArn, functionArn, functionWorld, group, health, instanceWorld, options, webArn } from './world.ts'

let aws: MockedAws
afterEach(() => aws.restore())

/** Answers calls in rounds: all calls that wait are answered together once no more arrive. Gives each call's round, from 1. */
async function roundsOf(
  handlers: Handlers,
  target = { kind: 'pool' as const, id: webArn },
): Promise<readonly [number, SentCall][]> {
  const rounds: [number, SentCall][] = []
  let waiting: (() => void)[] = []
  let round = 1
  aws = mockAws(handlers, (call) => {
    rounds.push([round, call])
    return new Promise((resolve) => waiting.push(resolve))
  })
  let over = false
  const run = collectAws(target, options).finally(() => {
    over = true
  })
  while (!over) {
    const before = rounds.length
    await new Promise((resolve) => setTimeout(resolve, 15))
    if (rounds.length > before || waiting.length === 0) continue
    const answered = waiting
    waiting = []
    round += 1
    for (const answer of answered) answer()
  }
  await run
  return rounds
}

/** The round in which each call went out first. */
function firstRounds(rounds: readonly [number, SentCall][]): Record<string, number> {
  return Object.fromEntries(rounds.map(([round, { call }]) => [call, round] as const).reverse())
}

describe('calls go out as soon as what they depend on is known', () => {
  test('for a group of instances', async () => {
    const rounds = firstRounds(await roundsOf(instanceWorld))
    expect(rounds).toEqual({
      'elasticloadbalancing:DescribeTargetGroups': 1,
      'elasticloadbalancing:DescribeTargetHealth': 1,
      'elasticloadbalancing:DescribeTargetGroupAttributes': 1,
      'elasticloadbalancing:DescribeLoadBalancers': 2,
      'elasticloadbalancing:DescribeLoadBalancerAttributes': 2,
      'elasticloadbalancing:DescribeListeners': 2,
      'ec2:DescribeInstances': 2,
      'ec2:DescribeNetworkInterfaces': 2,
      'ec2:DescribeSecurityGroups': 2,
      'ec2:DescribeNetworkAcls': 2,
      'ec2:DescribeRouteTables': 2,
      'ec2:DescribeSubnets': 2,
      'ec2:DescribeVpcs': 2,
      'cloudtrail:LookupEvents': 1,
      'elasticloadbalancing:DescribeRules': 3,
      'cloudwatch:GetMetricData': 3,
    })
  })

  test('for a load balancer, which needs no group to begin with', async () => {
    const rounds = firstRounds(await roundsOf(instanceWorld, { kind: 'load-balancer' as 'pool', id: balancerArn }))
    expect(rounds).toMatchObject({
      'elasticloadbalancing:DescribeLoadBalancers': 1,
      'elasticloadbalancing:DescribeListeners': 1,
      'elasticloadbalancing:DescribeTargetGroups': 1,
      'elasticloadbalancing:DescribeTargetHealth': 2,
      'ec2:DescribeSecurityGroups': 2,
      'ec2:DescribeInstances': 3,
      'cloudwatch:GetMetricData': 3,
    })
  })
})

describe('what is asked', () => {
  const collect = async (handlers: Handlers) => {
    aws = mockAws(handlers)
    return collectAws({ kind: 'pool', id: webArn }, options)
  }

  test('never the same thing twice', async () => {
    for (const world of [instanceWorld, addressWorld, functionWorld]) {
      const { calls } = await collect(world)
      const sent = aws.sent.map((one) => JSON.stringify(one))
      expect(sent).toEqual([...new Set(sent)])
      const records = calls.map(({ call, input }) => JSON.stringify([call, input]))
      expect(records).toEqual([...new Set(records)])
      aws.restore()
    }
  })

  test('metrics in one batch, with the zones of the balancer', async () => {
    await collect(instanceWorld)
    const [input, ...more] = aws.inputsOf('cloudwatch:GetMetricData')
    expect(more).toEqual([])
    expect(input).toMatchObject({
      StartTime: new Date('2026-03-01T12:00:00Z'),
      EndTime: new Date('2026-03-01T13:00:00Z'),
    })
    const queries = JSON.stringify(input?.MetricDataQueries)
    for (const part of ['app/shop/50dc6c495c0c9188', 'targetgroup/web/73e2d6bc24d8a067', 'eu-west-1a', 'eu-west-1b', 'i-1']) {
      expect(queries).toContain(part)
    }
    expect(queries).not.toContain('Lambda')
  })

  test('machines and addresses by filter, two hundred at a time, once for all groups', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => [`i-${String(index).padStart(3, '0')}`] as const)
    const api = webArn.replace('/web/', '/api/')
    aws = mockAws({
      ...instanceWorld,
      'elasticloadbalancing:DescribeTargetGroups': () => ({
        TargetGroups: [group('web', webArn, 'instance'), group('api', api, 'instance')],
      }),
      'elasticloadbalancing:DescribeTargetHealth': () => health(...ids),
    })
    const { question } = await collectAws({ kind: 'load-balancer', id: balancerArn }, options)
    expect(question.poolIds).toEqual([api, webArn])
    const filters = aws.inputsOf('ec2:DescribeInstances').map(({ Filters }) => Filters as { Name: string; Values: string[] }[])
    expect(filters.map(([filter]) => [filter?.Name, filter?.Values.length])).toEqual([
      ['instance-id', 200],
      ['instance-id', 50],
    ])
  })

  test('interfaces of addresses by family, inside the VPC', async () => {
    await collect({ ...addressWorld, 'elasticloadbalancing:DescribeTargetHealth': () => health(['10.0.3.7'], ['2001:db8::7']) })
    expect(aws.inputsOf('ec2:DescribeNetworkInterfaces').map(({ Filters }) => Filters)).toEqual(
      expect.arrayContaining([
        [
          { Name: 'vpc-id', Values: ['vpc-1'] },
          { Name: 'addresses.private-ip-address', Values: ['10.0.3.7'] },
        ],
        [
          { Name: 'vpc-id', Values: ['vpc-1'] },
          { Name: 'ipv6-addresses.ipv6-address', Values: ['2001:db8::7'] },
        ],
        [{ Name: 'description', Values: ['ELB app/shop/50dc6c495c0c9188'] }],
      ]),
    )
    expect(aws.inputsOf('ec2:DescribeInstances')).toEqual([])
  })

  test('addresses beyond the VPC in the whole region, and the network of the VPC that owns them', async () => {
    await collect({
      ...addressWorld,
      'elasticloadbalancing:DescribeTargetHealth': () => health(['10.9.0.7', 'all']),
      'ec2:DescribeNetworkInterfaces': (input) => ({
        NetworkInterfaces: JSON.stringify(input).startsWith('{"MaxResults":1000,"Filters":[{"Name":"addresses')
          ? [{ NetworkInterfaceId: 'eni-9', VpcId: 'vpc-9', SubnetId: 'subnet-9', Groups: [] }]
          : [],
      }),
    })
    expect(aws.inputsOf('ec2:DescribeRouteTables').map(({ Filters }) => Filters)).toEqual([
      [{ Name: 'vpc-id', Values: ['vpc-1'] }],
      [{ Name: 'vpc-id', Values: ['vpc-9'] }],
    ])
  })

  test('for functions: configuration and policy of the alias, concurrency of the function, and no network', async () => {
    await collect(functionWorld)
    expect(aws.inputsOf('lambda:GetFunctionConfiguration')).toEqual([{ FunctionName: functionArn, Qualifier: 'live' }])
    expect(aws.inputsOf('lambda:GetPolicy')).toEqual([{ FunctionName: functionArn, Qualifier: 'live' }])
    expect(aws.inputsOf('lambda:GetFunctionConcurrency')).toEqual([{ FunctionName: functionArn }])
    expect(aws.inputsOf('ec2:DescribeSecurityGroups')).toEqual([])
    const queries = JSON.stringify(aws.inputsOf('cloudwatch:GetMetricData'))
    expect(queries).toContain('LambdaUserError')
    expect(queries).not.toContain('TargetConnectionErrorCount')
  })

  test('what rules and routes on the path refer to, and nothing else', async () => {
    await collect({
      ...instanceWorld,
      'ec2:DescribeSecurityGroups': (input) => ({
        SecurityGroups: JSON.stringify(input).includes('vpc-id')
          ? [
              {
                GroupId: 'sg-lb',
                IpPermissions: [{ PrefixListIds: [{ PrefixListId: 'pl-clients' }] }],
                IpPermissionsEgress: [{ PrefixListIds: [{ PrefixListId: 'pl-out' }] }],
              },
              { GroupId: 'sg-other', IpPermissions: [{ UserIdGroupPairs: [{ GroupId: 'sg-elsewhere' }] }] },
            ]
          : [
              {
                GroupId: 'sg-app',
                IpPermissions: [
                  {
                    UserIdGroupPairs: [
                      { GroupId: 'sg-lb' },
                      { GroupId: 'sg-bastion', UserId: '123456789012' },
                      { GroupId: 'sg-partner', UserId: '999999999999', VpcPeeringConnectionId: 'pcx-1' },
                    ],
                  },
                ],
              },
            ],
      }),
      'ec2:DescribeRouteTables': () => ({
        RouteTables: [
          { Associations: [{ SubnetId: 'subnet-c' }], Routes: [{ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-1' }] },
          { Associations: [{ SubnetId: 'subnet-z' }], Routes: [{ DestinationPrefixListId: 'pl-other' }] },
          { Associations: [{ Main: true }], Routes: [{ VpcPeeringConnectionId: 'pcx-2' }] },
        ],
      }),
    })
    expect(aws.inputsOf('ec2:GetManagedPrefixListEntries').map(({ PrefixListId }) => PrefixListId)).toEqual(['pl-out', 'pl-s3'])
    expect(aws.inputsOf('ec2:DescribeSecurityGroups')[1]).toMatchObject({ Filters: [{ Name: 'group-id', Values: ['sg-app'] }] })
    expect(aws.inputsOf('ec2:DescribeNetworkInterfaces')).toContainEqual(
      expect.objectContaining({ Filters: [{ Name: 'group-id', Values: ['sg-bastion'] }] }),
    )
    expect(aws.inputsOf('ec2:DescribeVpcPeeringConnections')).toMatchObject([
      { Filters: [{ Name: 'vpc-peering-connection-id', Values: ['pcx-1', 'pcx-2'] }] },
    ])
  })

  test('groups that listeners forward to, when the list of groups is refused', async () => {
    aws = mockAws({
      ...instanceWorld,
      'elasticloadbalancing:DescribeTargetGroups': refuse('AccessDenied', 403),
      'elasticloadbalancing:DescribeListeners': () => ({
        Listeners: [{ ListenerArn: 'l', DefaultActions: [{ Type: 'forward', TargetGroupArn: webArn }] }],
      }),
    })
    const { question } = await collectAws({ kind: 'load-balancer', id: balancerArn }, options)
    expect(question).toMatchObject({ loadBalancerId: balancerArn, poolIds: [webArn] })
    expect(aws.inputsOf('elasticloadbalancing:DescribeTargetHealth')).toEqual([{ TargetGroupArn: webArn, Include: ['All'] }])
  })
})
