import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeDeliveriesCommand } from '@aws-sdk/client-cloudwatch-logs'
import { DescribeVpcsCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2'
import { ListClustersCommand } from '@aws-sdk/client-ecs'
import { CreateListenerCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { GetPolicyCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { balancerArn, shop } from '../../scenarios/shop.ts'
import { logBucket } from '../../scenarios/world.ts'
import type { Clients } from './clients.ts'
import type { Fault } from './faults.ts'
import { refusal, start } from './start.ts'

const now = new Date()
const calls: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  'elasticloadbalancing:DescribeTargetGroups': ({ elb }) => elb.send(new DescribeTargetGroupsCommand({})),
  'ec2:DescribeVpcs': ({ ec2 }) => ec2.send(new DescribeVpcsCommand({})),
  'cloudwatch:GetMetricData': ({ cloudwatch }) =>
    cloudwatch.send(new GetMetricDataCommand({ StartTime: now, EndTime: now, MetricDataQueries: [] })),
  'logs:DescribeDeliveries': ({ logs }) => logs.send(new DescribeDeliveriesCommand({})),
  'ecs:ListClusters': ({ ecs }) => ecs.send(new ListClustersCommand({})),
  'cloudtrail:LookupEvents': ({ cloudtrail }) => cloudtrail.send(new LookupEventsCommand({})),
  'lambda:GetPolicy': ({ lambda }) => lambda.send(new GetPolicyCommand({ FunctionName: 'checkout' })),
  's3:ListObjectsV2': ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: logBucket })),
}

async function outcome(call: string, fault: Fault): Promise<Error> {
  const clients = await start(shop, { faults: [fault] })
  const answer = calls[call]?.(clients) ?? Promise.resolve()
  return answer.then(
    () => new Error('answered'),
    (error: Error) => error,
  )
}

describe.each(Object.keys(calls))('%s', (call) => {
  it('is denied in the service’s own words, the action named', async () => {
    const error = await outcome(call, { call, kind: 'denied' })
    expect(error.name).toMatch(/^(AccessDenied(Exception)?|UnauthorizedOperation)$/)
    expect(error.message).toContain(`not authorized to perform: ${call === 's3:ListObjectsV2' ? 's3:ListBucket' : call}`)
  })

  it.each([
    ['throttled', /^(Throttling(Exception)?|RequestLimitExceeded|TooManyRequestsException|SlowDown)$/],
    ['expired', /^(ExpiredToken(Exception)?|RequestExpired)$/],
    ['server-error', /^InternalFailure$/],
    ['garbage', /^(SyntaxError|Error)$/],
  ] as const)('%s', async (kind, name) => {
    expect((await outcome(call, { call: '*', kind })).name).toMatch(name)
  })

  it('is cut off by a reset', async () => {
    expect(await outcome(call, { call, kind: 'reset' })).toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('faults', () => {
  it('hit the calls that they name, after some and for so many', async () => {
    const call = 'ec2:DescribeVpcs'
    const clients = await start(shop, { faults: [{ call, kind: 'throttled', after: 1, times: 2 }] })
    const results = []
    for (let nth = 1; nth <= 4; nth += 1) {
      const answer = clients.ec2.send(new DescribeVpcsCommand({}))
      results.push(
        await answer.then(
          () => 'answered',
          () => 'refused',
        ),
      )
    }
    expect(results).toEqual(['answered', 'refused', 'refused', 'answered'])
    await expect(clients.elb.send(new DescribeTargetGroupsCommand({}))).resolves.toBeDefined()
  })

  it('alter an answer before it is sent', async () => {
    const alter: Extract<Fault, { kind: 'altered' }>['alter'] = ({ TargetGroups }) => ({
      TargetGroups: (TargetGroups as readonly object[]).map((group) => ({ ...group, TargetType: 'quantum' })),
    })
    const { elb } = await start(shop, { faults: [{ call: 'elasticloadbalancing:DescribeTargetGroups', kind: 'altered', alter }] })
    const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({}))
    expect(TargetGroups).toMatchObject([{ TargetType: 'quantum', TargetGroupName: 'web' }])
  })

  it('may leave a call without any answer', async () => {
    const { ec2, fake } = await start(shop, { faults: [{ call: '*', kind: 'hang' }] })
    const giveUp = new AbortController()
    const answer = ec2.send(new DescribeVpcsCommand({}), { abortSignal: giveUp.signal })
    await expect.poll(() => fake.requests.length).toBe(1)
    expect(fake.requests[0]?.endedAt).toBeNull()
    giveUp.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => fake.requests[0]?.endedAt).not.toBeNull()
  })
})

describe('what is beyond reading', () => {
  it.each<readonly [string, (clients: Clients) => Promise<unknown>]>([
    [
      'elasticloadbalancing:CreateListener',
      ({ elb }) => elb.send(new CreateListenerCommand({ LoadBalancerArn: balancerArn, DefaultActions: [{ Type: 'forward' }] })),
    ],
    ['ec2:RevokeSecurityGroupIngress', ({ ec2 }) => ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: 'sg-0app' }))],
    [
      'lambda:UpdateFunctionConfiguration',
      ({ lambda }) => lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'checkout', Timeout: 3 })),
    ],
    ['s3:PutObject', ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: logBucket, Key: 'a b', Body: 'x' }))],
  ])('%s is refused and recorded with its input', async (call, send) => {
    const clients = await start()
    await expect(send(clients)).rejects.toMatchObject(refusal(expect.stringMatching(/Denied|Unauthorized/) as string, 403))
    expect(clients.fake.requests).toMatchObject([{ call }])
    expect(clients.fake.requests[0]?.input).not.toEqual({})
  })

  it('takes its time where it is told to', async () => {
    const { ec2, fake } = await start(shop, { latencyMilliseconds: 40 })
    await Promise.all([ec2.send(new DescribeVpcsCommand({})), ec2.send(new DescribeVpcsCommand({}))])
    const [first, second] = fake.requests
    expect(Number(first?.endedAt) - Number(first?.at)).toBeGreaterThanOrEqual(39)
    expect(Number(second?.at)).toBeLessThan(Number(first?.endedAt))
  })
})
