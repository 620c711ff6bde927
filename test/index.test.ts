import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { expect, test } from 'vitest'
import { CannotRun, exitCodeOf, inspect, judge, redactEvidence, renderJson, renderMarkdown, renderText } from '../src/index.ts'
import { mockAws } from './aws/mock-aws.ts'
import { target as gateway, optionsFor, world } from './azure/collect/world.ts'
import { mockArm } from './azure/mock-arm.ts'
import { answersOf } from './fakes/aws/answers/index.ts'
import { scenarios } from './scenarios/aws.ts'
import { groupArn, shop } from './scenarios/shop.ts'
import { windowFrom, windowTo } from './scenarios/world.ts'

test('inspect collects from AWS and judges with the command line’s defaults', async () => {
  const aws = mockAws(answersOf(scenarios['port-closed']?.world ?? shop))
  try {
    const { evidence, diagnoses } = await inspect({
      cloud: 'aws',
      target: { kind: 'pool', id: groupArn },
      now: new Date(windowTo),
    })
    expect(evidence.question.window).toEqual({ from: windowFrom, to: windowTo })
    expect(diagnoses).toEqual(judge(evidence))
    expect(diagnoses[0]?.causes[0]?.id).toBe('port-closed')
    expect(exitCodeOf(diagnoses)).toBe(1)
    expect(JSON.parse(renderJson(diagnoses, { wrap: false })).verdict).toBe('explained')
    expect(renderText(diagnoses)).toMatch(/^Explained: /)
    expect(renderMarkdown(diagnoses)).toMatch(/^## Explained: /)
    expect(judge(redactEvidence(evidence))[0]?.verdict).toBe('explained')
  } finally {
    aws.restore()
  }
})

test('inspect does the same for an Azure gateway, with a credential and a transport of the caller’s', async () => {
  const { credential, httpClient, sent } = mockArm(world)
  const { evidence, diagnoses } = await inspect({
    cloud: 'azure',
    target: gateway,
    credential,
    httpClient,
    now: new Date(windowTo),
    only: ['no-backends'],
  })
  expect(sent.length).toBeGreaterThan(10)
  expect(evidence.question).toMatchObject({
    cloud: 'azure',
    window: { from: windowFrom, to: windowTo },
    backendKeepAliveSeconds: null,
    only: ['no-backends'],
  })
  expect(diagnoses).toEqual(judge(evidence))
  expect(diagnoses.length).toBeGreaterThan(0)
})

test('an ARN and a resource id say by themselves what to inspect', async () => {
  const aws = mockAws(answersOf(scenarios['port-closed']?.world ?? shop))
  try {
    const now = new Date(windowTo)
    const progress: string[] = []
    const byArn = await inspect(groupArn, { now, onProgress: ({ call }) => progress.push(call), only: ['port-closed'] })
    const described = await inspect({ cloud: 'aws', target: { kind: 'pool', id: groupArn }, now, only: ['port-closed'] })
    expect(byArn.diagnoses).toEqual(described.diagnoses)
    expect(byArn.diagnoses[0]?.causes.map(({ id }) => id)).toEqual(['port-closed'])
    expect(progress).toContain('elasticloadbalancing:DescribeTargetHealth')
  } finally {
    aws.restore()
  }
  const { credential, httpClient } = mockArm(world)
  const id = gateway.kind === 'id' ? gateway.id : ''
  const { evidence } = await inspect(id, { now: new Date(windowTo), azure: { credential, httpClient } })
  expect(evidence.question.cloud).toBe('azure')
  await expect(inspect('shop')).rejects.toThrow(CannotRun)
})

test('clients of the caller’s are asked, and left open', async () => {
  const aws = mockAws(answersOf(shop))
  const regions: string[] = []
  let closed = 0
  const refuse = async (): Promise<never> => {
    throw Object.assign(new Error('asked the caller’s own client'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } })
  }
  const own = Object.assign(new CloudTrailClient({ region: 'eu-central-1' }), { send: refuse, destroy: () => closed++ })
  try {
    const { evidence } = await inspect(groupArn, {
      now: new Date(windowTo),
      aws: {
        credentials: async () => ({ accessKeyId: 'own', secretAccessKey: 'own' }),
        clients: {
          cloudtrail: (region) => {
            regions.push(region)
            return own
          },
        },
      },
    })
    const changes = evidence.calls.filter(({ call }) => call === 'cloudtrail:LookupEvents')
    expect(new Set(changes.map(({ outcome }) => outcome.ok || outcome.message))).toEqual(
      new Set(['asked the caller’s own client']),
    )
    expect(new Set(regions)).toEqual(new Set(['eu-central-1']))
    expect(aws.inputsOf('cloudtrail:LookupEvents')).toEqual([])
    expect(closed).toBe(0)
  } finally {
    aws.restore()
  }
})

test.each([
  ['aws', () => inspect({ cloud: 'aws', target: { kind: 'pool', id: groupArn }, signal: AbortSignal.abort() })],
  ['azure', () => inspect({ ...optionsFor(mockArm(world)), cloud: 'azure', target: gateway, signal: AbortSignal.abort() })],
])('inspect of %s ends when its caller says so, and judges what is known', async (_, run) => {
  const aws = mockAws(answersOf(shop))
  try {
    const { evidence, diagnoses } = await run()
    expect(new Set(evidence.calls.map(({ outcome }) => outcome.ok || outcome.code))).toEqual(new Set(['Aborted']))
    expect(diagnoses.map(({ verdict }) => verdict)).toEqual(diagnoses.map(() => 'inconclusive'))
  } finally {
    aws.restore()
  }
})
