/** Runs the real collector against a scenario's world, with every SDK client answered from it. */
import { collectAws } from '../../src/aws/collect/index.ts'
import type { Evidence } from '../../src/core/evidence.ts'
import { mockAws } from '../aws/mock-aws.ts'
import { answersOf } from '../fakes/aws/answers/index.ts'
import type { Scenario } from './scenario.ts'
import { groupArn, region } from './shop.ts'
import { windowFrom, windowTo } from './world.ts'

/** The evidence of one scenario: one target group, one hour. */
export async function recordEvidence(scenario: Scenario): Promise<Evidence> {
  const aws = mockAws(answersOf(scenario.world))
  try {
    return await collectAws(
      { kind: 'pool', id: scenario.pool ?? groupArn },
      {
        region,
        window: { from: windowFrom, to: windowTo },
        logs: scenario.logGroup === undefined ? { kind: 'auto' } : { kind: 'group', name: scenario.logGroup },
        deadlineSeconds: 30,
        backendKeepAliveSeconds: scenario.backendKeepAliveSeconds ?? null,
        only: [],
        ignore: [],
        now: new Date(windowTo),
      },
    )
  } finally {
    aws.restore()
  }
}
