/** The same incident through every place that logs are read from: the causes are the same. */
import { expect, test } from 'vitest'
import { collectAws } from '../../../src/aws/collect/index.ts'
import type { LogChoice } from '../../../src/aws/log-request.ts'
import { judge } from '../../../src/pipeline.ts'
import { type Answer, answersOf } from '../../fakes/aws/answers/index.ts'
import { pageOf } from '../../fakes/aws/paging.ts'
import { scenarios } from '../../scenarios/aws.ts'
import { forwarded } from '../../scenarios/deliveries.ts'
import { groupArn, region } from '../../scenarios/shop.ts'
import { type World, windowFrom, windowTo } from '../../scenarios/world.ts'
import { type Handlers, mockAws } from '../mock-aws.ts'

const group = '/aws/alb/shop'
const filter = 'logs:FilterLogEvents'

/** First page of so many events: few of a long log, so that the rest is counted. */
async function causesOf(world: World, logs: LogChoice, firstPage: number) {
  const answers = answersOf(world) as Readonly<Record<string, Answer>>
  const pages: Answer = (input) => {
    const limit = input.nextToken === undefined ? firstPage : 10_000
    return pageOf(filter, answers[filter]?.(input) as Readonly<Record<string, unknown>>, { ...input, limit }, null)
  }
  const aws = mockAws({ ...answers, [filter]: pages } as Handlers)
  try {
    const evidence = await collectAws(
      { kind: 'pool', id: groupArn },
      {
        ...{ region, logs, window: { from: windowFrom, to: windowTo }, deadlineSeconds: 60, backendKeepAliveSeconds: null },
        ...{ only: [], ignore: [], now: new Date(windowTo) },
      },
    )
    const [diagnosis] = judge(evidence)
    const { verdict, headline, causes } = diagnosis ?? {}
    const told = causes?.map(({ id, certainty, explains, affected, summary }) => ({ id, certainty, explains, affected, summary }))
    return {
      read: evidence.calls.filter(({ call, outcome }) => readers.includes(call) && outcome.ok).map(({ call }) => call),
      told,
      verdict,
      headline,
    }
  } finally {
    aws.restore()
  }
}

const readers = ['s3:GetObject', filter, 'logs:StartQuery', 'athena:StartQueryExecution']

test.each(['port-closed', 'keep-alive-race', 'worker-timeout', 'one-page-kills-the-worker', 'deploy-race', 'backend-502'])(
  '%s',
  async (incident) => {
    const world = scenarios[incident]?.world
    if (world === undefined) throw new Error(`no scenario is called ${incident}`)
    const copied = forwarded(group)(world)
    const named: LogChoice = { kind: 'group', name: group }
    const s3 = await causesOf(world, { kind: 'auto' }, 10_000)
    expect(s3).toMatchObject({ read: ['s3:GetObject'], verdict: scenarios[incident]?.verdict })
    expect(await causesOf(copied, named, 10_000)).toEqual({ ...s3, read: [filter] })
    expect(await causesOf(copied, named, 15)).toEqual({ ...s3, read: ['logs:StartQuery'] })
    expect(await causesOf(world, { kind: 'athena', database: 'logs', table: 'alb' }, 1)).toEqual({
      ...s3,
      read: ['athena:StartQueryExecution'],
    })
  },
)
