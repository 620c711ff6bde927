import { expect, test } from 'vitest'
import { exitCodeOf, inspect, judge, redactEvidence, renderJson, renderMarkdown, renderText } from '../src/index.ts'
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
