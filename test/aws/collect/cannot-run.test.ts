import { afterEach, describe, expect, test, vi } from 'vitest'
import { collectAws } from '../../../src/aws/collect/index.ts'
import { listLoadBalancers, listRegions } from '../../../src/aws/list.ts'
import type { AwsTarget } from '../../../src/aws/target.ts'
import { CannotRun } from '../../../src/core/errors.ts'
import { type Handlers, type MockedAws, mockAws, refuse } from '../mock-aws.ts'
import { account, balancerArn, group, instanceWorld, options, region, webArn } from './world.ts'

let aws: MockedAws
afterEach(() => {
  aws.restore()
  vi.unstubAllEnvs()
})

async function refusal(
  target: AwsTarget,
  handlers: Handlers = instanceWorld,
  more: Partial<typeof options> = {},
): Promise<CannotRun> {
  aws = mockAws(handlers)
  const error = await collectAws(target, { ...options, ...more }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof CannotRun)) throw new Error(`expected CannotRun, got ${error}`)
  expect(error.message).not.toContain('\n')
  expect(error.hint).not.toBe('')
  return error
}

const elb = `arn:aws:elasticloadbalancing:${region}:${account}`
const pool = (id: string): AwsTarget => ({ kind: 'pool', id })
const lb = (id: string): AwsTarget => ({ kind: 'load-balancer', id })

describe('a target that is none', () => {
  test.each([
    ['a cut ARN', pool('arn:aws:elasticloadbalancing'), 'Malformed ARN', 'targetgroup/web'],
    ['an ARN without id', pool(`${elb}:targetgroup/web`), 'does not name a target group', 'targetgroup/web'],
    ['an ARN of a balancer', pool(balancerArn), 'ARN of a load balancer', '--lb'],
    ['an ARN of a group', lb(webArn), 'ARN of a target group', '--tg'],
    ['a listener', lb(`${elb}:listener/app/shop/50dc/f2f7`), 'a listener.', `--lb ${elb}:loadbalancer/app/shop/50dc`],
    ['a rule', pool(`${elb}:listener-rule/app/shop/50dc/f2f7/9683`), 'listener rule', `loadbalancer/app/shop/50dc`],
    ['a Network Load Balancer', lb(`${elb}:loadbalancer/net/tcp/50dc`), 'Network Load Balancer', 'Application'],
    ['a Gateway Load Balancer', lb(`${elb}:loadbalancer/gwy/fw/50dc`), 'Gateway Load Balancer', 'Application'],
    ['a Classic Load Balancer', lb(`${elb}:loadbalancer/old`), 'Classic', 'loadbalancer/app'],
    ['another service', pool(`arn:aws:s3:::bucket`), 'belongs to s3', 'targetgroup/web'],
    ['an Azure id', pool('/subscriptions/1/resourceGroups/r'), 'Azure', 'lb502 azure --gateway'],
    ['no name at all', pool('web group!'), 'neither an ARN nor a target group name', '32'],
  ])('%s', async (_, target, message, hint) => {
    const error = await refusal(target)
    expect(error.message).toContain(message)
    expect(error.hint).toContain(hint)
    expect(aws.sent).toEqual([])
  })

  test('a region that contradicts the ARN', async () => {
    const error = await refusal(pool(webArn), instanceWorld, { region: 'us-east-1' })
    expect(error.message).toBe('The ARN lies in eu-west-1, but --region says us-east-1.')
  })

  test('no region anywhere', async () => {
    vi.stubEnv('AWS_REGION', undefined)
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
    const error = await refusal(pool('web'), instanceWorld, { region: undefined })
    expect(error.message).toBe('No AWS region is set.')
  })
})

describe('a target that is not there', () => {
  const none = refuse('TargetGroupNotFoundException', 400)
  test.each([
    ['a group by ARN', pool(webArn), { 'elasticloadbalancing:DescribeTargetGroups': none }],
    ['a group by name', pool('web'), { 'elasticloadbalancing:DescribeTargetGroups': none }],
    ['an id AWS rejects', pool(webArn), { 'elasticloadbalancing:DescribeTargetGroups': refuse('ValidationError') }],
    ['an empty answer', pool('web'), { 'elasticloadbalancing:DescribeTargetGroups': () => ({ TargetGroups: [] }) }],
    [
      'a balancer by ARN',
      lb(balancerArn),
      { 'elasticloadbalancing:DescribeLoadBalancers': refuse('LoadBalancerNotFoundException') },
    ],
    ['a balancer by name', lb('shop'), { 'elasticloadbalancing:DescribeLoadBalancers': refuse('LoadBalancerNotFoundException') }],
    [
      'an empty list of balancers',
      lb(balancerArn),
      { 'elasticloadbalancing:DescribeLoadBalancers': () => ({ LoadBalancers: [] }) },
    ],
  ])('%s', async (_, target, handlers) => {
    const error = await refusal(target, { ...instanceWorld, ...handlers })
    expect(error.message).toMatch(/^No (target group|load balancer) .* in region eu-west-1\.$/)
    expect(error.hint).toContain('--region')
  })

  test('a name that may not be looked up: the hint names the permission', async () => {
    const denied = { ...instanceWorld, 'elasticloadbalancing:DescribeTargetGroups': refuse('AccessDenied', 403) }
    expect((await refusal(pool('web'), denied)).hint).toContain('elasticloadbalancing:DescribeTargetGroups')
  })

  test.each(['TCP', 'TLS', 'UDP', 'GENEVE'])('a group that speaks %s', async (Protocol) => {
    const tcp = { ...group('web', webArn, 'instance'), Protocol }
    const error = await refusal(pool(webArn), {
      ...instanceWorld,
      'elasticloadbalancing:DescribeTargetGroups': () => ({ TargetGroups: [tcp] }),
    })
    expect(error.message).toContain(Protocol === 'GENEVE' ? 'Gateway Load Balancer' : 'Network Load Balancer')
  })

  test('a name that is a Network Load Balancer', async () => {
    const net = { LoadBalancerArn: `${elb}:loadbalancer/net/shop/1`, LoadBalancerName: 'shop', Type: 'network' }
    const handlers = { ...instanceWorld, 'elasticloadbalancing:DescribeLoadBalancers': () => ({ LoadBalancers: [net] }) }
    expect((await refusal(lb('shop'), handlers)).message).toContain('network load balancer')
  })
})

describe('no access', () => {
  test.each([
    ['CredentialsProviderError', 'No usable AWS credentials'],
    ['ExpiredToken', 'expired'],
    ['ExpiredTokenException', 'expired'],
    ['RequestExpired', 'expired'],
    ['InvalidClientTokenId', 'does not know these credentials'],
    ['UnrecognizedClientException', 'does not know these credentials'],
    ['SignatureDoesNotMatch', 'signature'],
    ['AuthFailure', 'signature'],
  ])('%s ends the run', async (code, message) => {
    for (const [target, call] of [
      [pool(webArn), 'elasticloadbalancing:DescribeTargetGroups'],
      [pool('web'), 'elasticloadbalancing:DescribeTargetGroups'],
      [lb(balancerArn), 'elasticloadbalancing:DescribeLoadBalancers'],
    ] as const) {
      expect((await refusal(target, { ...instanceWorld, [call]: refuse(code, 403) })).message).toContain(message)
      aws.restore()
    }
  })

  test('of a secondary call is a gap like any other', async () => {
    aws = mockAws({ ...instanceWorld, 'ec2:DescribeSubnets': refuse('AuthFailure', 401) })
    const { calls } = await collectAws(pool(webArn), options)
    expect(calls.find(({ call }) => call === 'ec2:DescribeSubnets')?.outcome).toMatchObject({ ok: false, code: 'AuthFailure' })
  })
})

describe('lists', () => {
  test('the Application Load Balancers of a region, by name', async () => {
    const one = (name: string, Type: string) => ({ LoadBalancerArn: `arn:${name}`, LoadBalancerName: name, Type })
    aws = mockAws({
      'elasticloadbalancing:DescribeLoadBalancers': ({ Marker }) =>
        Marker === undefined
          ? { LoadBalancers: [one('web', 'application'), one('tcp', 'network')], NextMarker: 'm' }
          : { LoadBalancers: [one('api', 'application')] },
    })
    expect(await listLoadBalancers({ region })).toEqual([
      { arn: 'arn:api', name: 'api' },
      { arn: 'arn:web', name: 'web' },
    ])
  })

  test('the regions of the account', async () => {
    aws = mockAws({ 'ec2:DescribeRegions': () => ({ Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-west-1' }] }) })
    expect(await listRegions({ region })).toEqual(['eu-west-1', 'us-east-1'])
  })

  test('that may not be read end the run with the permission', async () => {
    aws = mockAws({
      'elasticloadbalancing:DescribeLoadBalancers': refuse('AccessDenied', 403),
      'ec2:DescribeRegions': refuse('UnauthorizedOperation', 403),
    })
    await expect(listLoadBalancers({ region })).rejects.toThrow(CannotRun)
    await expect(listRegions({ region })).rejects.toThrow(/UnauthorizedOperation/)
  })
})
