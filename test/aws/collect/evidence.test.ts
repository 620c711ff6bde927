import { afterEach, describe, expect, test } from 'vitest'
import type { CallName } from '../../../src/aws/call-names.ts'
import { collectAws } from '../../../src/aws/collect/index.ts'
import { openSession } from '../../../src/aws/session.ts'
import type { Progress } from '../../../src/collect/progress.ts'
import { canonical } from '../../../src/core/canonical.ts'
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import { type Handlers, type MockedAws, mockAws, refuse } from '../mock-aws.ts'
import { balancerArn, functionWorld, instanceWorld, options, region, webArn } from './world.ts'

let aws: MockedAws
afterEach(() => aws.restore())

async function collect(handlers: Handlers, more: Partial<typeof options> = {}): Promise<Evidence> {
  aws = mockAws(handlers)
  return collectAws({ kind: 'pool', id: webArn }, { ...options, ...more })
}

/** Without what log sources record about what they read. */
function asked({ calls }: Evidence): readonly CallRecord[] {
  return calls.filter(({ call }) => call !== 's3:GetObject' && call !== 'logs:FilterLogEvents')
}

function recordsOf({ calls }: Evidence, call: CallName): readonly CallRecord[] {
  return calls.filter((record) => record.call === call)
}

describe('evidence', () => {
  test('states what was asked for, and when', async () => {
    const evidence = await collect(instanceWorld, { backendKeepAliveSeconds: 5, only: ['port-closed'] })
    expect(evidence).toMatchObject({
      schemaVersion: 1,
      collectedAt: '2026-03-01T13:00:05.000Z',
      question: {
        cloud: 'aws',
        region,
        loadBalancerId: balancerArn,
        poolIds: [webArn],
        window: options.window,
        backendKeepAliveSeconds: 5,
        only: ['port-closed'],
        ignore: [],
      },
    })
  })

  test('is plain JSON: dates are text, metadata is gone', async () => {
    const at = new Date('2026-03-01T12:30:00Z')
    const evidence = await collect({
      ...instanceWorld,
      'cloudwatch:GetMetricData': () => ({
        MetricDataResults: [{ Id: 'm0', StatusCode: 'Complete', Timestamps: [at], Values: [7] }],
      }),
    })
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence)
    expect(JSON.stringify(evidence)).not.toContain('$metadata')
    const [metrics] = recordsOf(evidence, 'cloudwatch:GetMetricData')
    expect(metrics?.outcome).toMatchObject({ output: { MetricDataResults: [{ Timestamps: ['2026-03-01T12:30:00.000Z'] }] } })
    expect(metrics?.input).toMatchObject({ StartTime: '2026-03-01T12:00:00.000Z' })
  })

  test('is sorted by call, scope and input, in whatever order the answers came', async () => {
    let delay = 40
    aws = mockAws(instanceWorld, () => {
      delay = (delay * 7) % 41
      return new Promise((resolve) => setTimeout(resolve, delay))
    })
    const { calls } = await collectAws({ kind: 'pool', id: webArn }, options)
    const keys = calls.map(({ call, scope, input }) => `${call}\n${scope}\n${canonical(input)}`)
    expect(keys).toEqual([...keys].sort())
    expect(calls.every(({ scope }) => scope === region)).toBe(true)
  })

  test.each([
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:DescribeTargetGroupAttributes',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeRules',
    'ec2:DescribeInstances',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
    'cloudwatch:GetMetricData',
    'cloudtrail:LookupEvents',
  ] as const)('a refusal of %s is a gap, and the rest stands', async (call) => {
    const evidence = await collect({ ...instanceWorld, [call]: refuse('AccessDenied', 403, 'no') })
    expect(evidence.question.poolIds).toEqual([webArn])
    const refused = recordsOf(evidence, call)
    expect(refused.length).toBeGreaterThan(0)
    for (const { outcome, permission } of refused) {
      expect(outcome).toEqual({ ok: false, gap: 'denied', code: 'AccessDenied', message: 'no' })
      expect(permission).toBe(call)
    }
    const others = asked(evidence).filter((record) => record.call !== call)
    expect(others.length).toBeGreaterThan(3)
    expect(others.filter(({ outcome }) => !outcome.ok)).toEqual([])
  })

  test('a metric that is not complete is a gap: missing points would read as zeros', async () => {
    const evidence = await collect({
      ...instanceWorld,
      'cloudwatch:GetMetricData': () => ({ MetricDataResults: [{ Id: 'm0', StatusCode: 'PartialData' }] }),
    })
    expect(recordsOf(evidence, 'cloudwatch:GetMetricData')[0]?.outcome).toMatchObject({ ok: false, gap: 'failed' })
  })

  test('a metric that continues on the next page is one metric', async () => {
    const page = (hour: number) => ({ Id: 'm0', Timestamps: [new Date(Date.UTC(2026, 2, 1, hour))], Values: [hour] })
    const evidence = await collect({
      ...instanceWorld,
      'cloudwatch:GetMetricData': ({ NextToken }) =>
        NextToken === undefined
          ? { NextToken: 'more', MetricDataResults: [{ ...page(11), StatusCode: 'PartialData' }] }
          : { MetricDataResults: [{ ...page(12), StatusCode: 'Complete' }] },
    })
    expect(recordsOf(evidence, 'cloudwatch:GetMetricData')[0]?.outcome).toEqual({
      ok: true,
      output: {
        MetricDataResults: [
          {
            Id: 'm0',
            StatusCode: 'Complete',
            Timestamps: ['2026-03-01T11:00:00.000Z', '2026-03-01T12:00:00.000Z'],
            Values: [11, 12],
          },
        ],
      },
    })
  })

  test('holds no environment of functions', async () => {
    const evidence = await collect(functionWorld)
    expect(recordsOf(evidence, 'lambda:GetFunctionConfiguration')[0]?.outcome).toMatchObject({ output: { Timeout: 3 } })
    expect(JSON.stringify(evidence)).not.toContain('hunter2')
  })

  test('holds of an event who did what, and no access key or address of the caller', async () => {
    const body = {
      eventTime: '2026-03-01T11:50:00Z',
      eventName: 'RevokeSecurityGroupIngress',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::1:user/eve', userName: 'eve', accessKeyId: 'AKIASECRET' },
      sourceIPAddress: '198.51.100.9',
      requestParameters: { groupId: 'sg-app' },
      responseElements: { _return: true },
    }
    const evidence = await collect({
      ...instanceWorld,
      'cloudtrail:LookupEvents': () => ({
        Events: [
          { EventName: 'RevokeSecurityGroupIngress', AccessKeyId: 'AKIASECRET', CloudTrailEvent: JSON.stringify(body) },
          { EventName: 'Odd', CloudTrailEvent: 'not JSON' },
        ],
      }),
    })
    const outcome = recordsOf(evidence, 'cloudtrail:LookupEvents')[0]?.outcome
    if (!outcome?.ok) throw new Error('the lookup failed')
    const output = outcome.output as { Events: { CloudTrailEvent?: string }[] }
    expect(JSON.parse(output.Events[0]?.CloudTrailEvent ?? '')).toEqual({
      eventTime: '2026-03-01T11:50:00Z',
      eventName: 'RevokeSecurityGroupIngress',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::1:user/eve', userName: 'eve' },
      requestParameters: { groupId: 'sg-app' },
    })
    expect(output.Events[1]).toEqual({ EventName: 'Odd' })
    expect(JSON.stringify(evidence)).not.toMatch(/AKIASECRET|198\.51/)
  })

  test('without a load balancer is evidence all the same', async () => {
    const evidence = await collect({
      ...instanceWorld,
      'elasticloadbalancing:DescribeTargetGroups': () => ({
        TargetGroups: [
          { TargetGroupArn: webArn, TargetGroupName: 'web', TargetType: 'instance', Protocol: 'HTTP', VpcId: 'vpc-1' },
        ],
      }),
    })
    expect(evidence.question).toMatchObject({ loadBalancerId: null, poolIds: [webArn] })
    expect(recordsOf(evidence, 'ec2:DescribeInstances')).toHaveLength(1)
    expect(recordsOf(evidence, 'elasticloadbalancing:DescribeLoadBalancers')).toEqual([])
  })
})

describe('runs that share a session', () => {
  test('read common things once, and each has all of them in its evidence', async () => {
    aws = mockAws(instanceWorld)
    const session = openSession()
    const first = await collectAws({ kind: 'pool', id: webArn }, { ...options, session })
    const sent = aws.sent.length
    const second = await collectAws({ kind: 'load-balancer', id: balancerArn }, { ...options, session })
    session.close()
    expect(aws.inputsOf('ec2:DescribeSecurityGroups')).toHaveLength(1)
    expect(aws.inputsOf('elasticloadbalancing:DescribeLoadBalancers')).toHaveLength(1)
    expect(aws.sent.length).toBeLessThan(sent + 3)
    const calls = (evidence: Evidence) => [...new Set(evidence.calls.map(({ call }) => call))]
    expect(calls(second)).toEqual(calls(first))
  })
})

describe('time', () => {
  test('the deadline turns what is outstanding into gaps and keeps the rest', async () => {
    aws = mockAws(instanceWorld, ({ call }) =>
      call === 'ec2:DescribeSecurityGroups' ? new Promise(() => {}) : Promise.resolve(),
    )
    const evidence = await collectAws({ kind: 'pool', id: webArn }, { ...options, deadlineSeconds: 0.2 })
    expect(recordsOf(evidence, 'ec2:DescribeSecurityGroups')[0]?.outcome).toEqual({
      ok: false,
      gap: 'failed',
      code: 'Deadline',
      message: 'no answer within the deadline of 0.2 s',
    })
    expect(recordsOf(evidence, 'ec2:DescribeInstances')[0]?.outcome.ok).toBe(true)
  })

  test('a run that is ended from outside keeps what is known', async () => {
    const ended = new AbortController()
    aws = mockAws(instanceWorld, async ({ call }) => {
      if (call !== 'elasticloadbalancing:DescribeRules') return
      ended.abort()
      await new Promise(() => {})
    })
    const evidence = await collectAws({ kind: 'pool', id: webArn }, { ...options, signal: ended.signal })
    expect(recordsOf(evidence, 'elasticloadbalancing:DescribeRules')[0]?.outcome).toMatchObject({ ok: false, code: 'Aborted' })
    expect(recordsOf(evidence, 'elasticloadbalancing:DescribeListeners')[0]?.outcome.ok).toBe(true)
  })

  test('slow lookups of changes are given up after everything else', async () => {
    aws = mockAws(instanceWorld, ({ call }) => (call === 'cloudtrail:LookupEvents' ? new Promise(() => {}) : Promise.resolve()))
    const evidence = await collectAws({ kind: 'pool', id: webArn }, options)
    const lookups = recordsOf(evidence, 'cloudtrail:LookupEvents')
    expect(lookups).toHaveLength(4)
    for (const { outcome } of lookups) expect(outcome).toMatchObject({ ok: false, gap: 'notCollected' })
  })

  test('changes are looked up on the group, the balancer and both ends, from an hour before the window', async () => {
    await collect(instanceWorld)
    const lookups = aws.inputsOf('cloudtrail:LookupEvents')
    const names = lookups.map(({ LookupAttributes }) => (LookupAttributes as { AttributeValue: string }[])[0]?.AttributeValue)
    expect(names).toEqual([webArn, balancerArn, 'sg-app', 'sg-lb'])
    for (const input of lookups) {
      expect(input).toMatchObject({ StartTime: new Date('2026-03-01T11:00:00Z'), EndTime: new Date('2026-03-01T13:00:00Z') })
    }
  })

  test('progress never runs ahead of the calls, and ends with all of them done', async () => {
    const seen: Progress[] = []
    const calls = asked(await collect(instanceWorld, { onProgress: (progress) => seen.push(progress) }))
    for (const { done, total } of seen) expect(done).toBeLessThanOrEqual(total)
    expect(seen.filter(({ state }) => state === 'started')).toHaveLength(calls.length)
    expect(seen.at(-1)).toMatchObject({ state: 'done', done: calls.length, total: calls.length })
  })
})
