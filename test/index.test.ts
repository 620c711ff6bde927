import { expect, test } from 'vitest'
import { exitCodeOf, inspect, judge, redactEvidence, renderJson, renderMarkdown, renderText } from '../src/index.ts'
import { mockAws } from './aws/mock-aws.ts'
import { answersOf } from './fakes/aws/answers/index.ts'
import { scenarios } from './scenarios/aws.ts'
import { groupArn, shop } from './scenarios/shop.ts'
import { windowFrom, windowTo } from './scenarios/world.ts'

test('inspect collects and judges with the command line’s defaults', async () => {
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
