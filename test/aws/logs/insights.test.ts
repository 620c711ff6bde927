import { describe, expect, test } from 'vitest'
import { type Answer, answersOf } from '../../fakes/aws/answers/index.ts'
import { pageOf } from '../../fakes/aws/paging.ts'
import { scenarios } from '../../scenarios/aws.ts'
import type { Change } from '../../scenarios/changes.ts'
import { delivered, forwarded } from '../../scenarios/deliveries.ts'
import { balancerArn } from '../../scenarios/shop.ts'
import { type World, windowFrom, windowTo } from '../../scenarios/world.ts'
import { type Handlers, refuse } from '../mock-aws.ts'
import { type Collected, collect, type Given, readingOf } from './read.ts'

const group = '/aws/alb/shop'
const filter = 'logs:FilterLogEvents'
const given: Given = {
  ...{ settings: {}, loadBalancerArn: balancerArn, window: { from: windowFrom, to: windowTo } },
  choice: { kind: 'group', name: group },
}

function worldOf(incident: string, form: Change): World {
  const scenario = scenarios[incident]
  if (scenario === undefined) throw new Error(`no scenario is called ${incident}`)
  return form(scenario.world)
}

type Answering = Readonly<Record<string, Answer>>

/** The world's answers, with so many log events on the first page and the rest on the second. */
function paged(world: World, first: number, change: (answers: Answering) => Handlers = () => ({})): Handlers {
  const answers = answersOf(world) as Answering
  const pages = (input: Record<string, unknown>): object => {
    const limit = input.nextToken === undefined ? first : 10_000
    return pageOf(filter, answers[filter]?.(input) as Readonly<Record<string, unknown>>, { ...input, limit }, null)
  }
  return { ...(answers as Handlers), [filter]: pages, ...change(answers) }
}

const callsOf = ({ access }: Collected): readonly string[] => access.map(({ call }) => call)

function readAtOnce(world: World): Promise<Collected> {
  return collect(paged(world, 10_000), given)
}

const forms: readonly (readonly [string, Change])[] = [
  ['lines of the balancer', forwarded(group)],
  ['lines in a wrapper', forwarded(group, (message) => JSON.stringify({ message, stream: 'a' }))],
  ['JSON records', delivered({ group, format: 'json' })],
  ['plain records', delivered({ group, format: 'plain' })],
  ['plain records with tabs', delivered({ group, format: 'plain', delimiter: '\t' })],
  [
    'plain records of some fields',
    delivered({
      group,
      format: 'plain',
      delimiter: '|',
      fields: ['elb_status_code', 'target_status_code', 'target_group_arn', 'target_port', 'request_processing_time'],
    }),
  ],
]

describe('a long log group', () => {
  test.each(
    forms.flatMap(([form, change]) =>
      (['port-closed', 'worker-timeout', 'backend-502'] as const).map((incident) => [form, incident, change] as const),
    ),
  )('of %s is counted by a query as it would be read: %s', async (_, incident, change) => {
    const world = worldOf(incident, change)
    const counted = await collect(paged(world, 15), given)
    const read = readingOf((await readAtOnce(world)).access[0])
    expect(callsOf(counted)).toEqual(['logs:StartQuery'])
    const { digest, ...rest } = readingOf(counted.access[0])
    expect({ ...digest, paths: [], pathsTruncated: true }).toEqual({ ...read.digest, paths: [], pathsTruncated: true })
    expect(rest).toMatchObject({ partial: false, notes: [], source: expect.stringMatching(/counted by Logs Insights/) })
    expect(counted.aws.inputsOf(filter)).toHaveLength(1)
  })

  test('is asked how often the failing paths are asked for', async () => {
    const world = worldOf('one-page-kills-the-worker', forwarded(group))
    const [counted, read] = [await collect(paged(world, 15), given), await readAtOnce(world)]
    expect(readingOf(counted.access[0]).digest.paths).toEqual(readingOf(read.access[0]).digest.paths)
  })

  test('is asked about what is asked, and nothing of a log goes into a query', async () => {
    const { aws } = await collect(paged(worldOf('port-closed', forwarded(group)), 15), given)
    const queries = aws.inputsOf('logs:StartQuery')
    expect(queries).toHaveLength(3)
    expect(queries[0]).toMatchObject({
      logGroupName: group,
      startTime: Date.parse(windowFrom) / 1000,
      endTime: Date.parse(windowTo) / 1000 - 1 + 900,
    })
    for (const { queryString } of queries) expect(queryString).not.toContain('/cart')
  })

  test('in which nothing fails is asked once', async () => {
    const { aws } = await collect(paged(worldOf('healthy', forwarded(group)), 15), given)
    expect(aws.inputsOf('logs:StartQuery')).toHaveLength(1)
  })

  test('whose answer has no room is asked about in halves, and nothing is counted twice', async () => {
    const world = worldOf('port-closed', forwarded(group))
    let cut = false
    const { access, aws } = await collect(
      paged(world, 15, (answers) => ({
        'logs:GetQueryResults': (input) => {
          const answer = answers['logs:GetQueryResults']?.(input) as { status: string; results: readonly object[] }
          if (answer.status !== 'Complete' || cut) return answer
          cut = true
          return { ...answer, results: Array.from({ length: 10_000 }, () => answer.results[0]) }
        },
      })),
      given,
    )
    expect(aws.inputsOf('logs:StartQuery').length).toBeGreaterThan(4)
    expect(readingOf(access[0])).toMatchObject({ partial: false, objects: { listed: 2, read: 2 } })
    const read = readingOf((await readAtOnce(world)).access[0])
    expect(readingOf(access[0]).digest.failures).toEqual(read.digest.failures)
    expect(readingOf(access[0]).digest.series).toEqual(read.digest.series)
  })

  test.each([
    ['may not be queried', { 'logs:StartQuery': refuse('AccessDeniedException') }],
    ['has too many queries', { 'logs:StartQuery': refuse('LimitExceededException') }],
    ['has a query that fails', { 'logs:GetQueryResults': () => ({ status: 'Failed' }) }],
    ['has a query that tells nothing', { 'logs:GetQueryResults': () => ({ status: 'Complete', results: [] }) }],
    [
      'is answered with something else',
      { 'logs:GetQueryResults': () => ({ status: 'Complete', results: [[{ field: 'x', value: 'y' }]] }) },
    ],
  ] as const)('that %s is read page by page', async (_, refusal) => {
    const world = worldOf('port-closed', forwarded(group))
    const collected = await collect(
      paged(world, 15, () => refusal),
      given,
    )
    expect(callsOf(collected)).toEqual([filter])
    expect(readingOf(collected.access[0])).toMatchObject({ partial: false, notes: [], objects: { read: 2 } })
    expect(readingOf(collected.access[0]).digest).toEqual(readingOf((await readAtOnce(world)).access[0]).digest)
  })

  test.each([
    ['several lines each', forwarded(group, (line) => `${line}\n${line}`)],
    ['texts that may hold their delimiter', delivered({ group, format: 'plain', delimiter: ';' })],
    ['no status', delivered({ group, format: 'json', fields: ['time', 'elb', 'elb_status_code'] })],
    ['something else', forwarded(group, () => '{"broken":')],
  ])('of events that hold %s is read page by page', async (_, form) => {
    const collected = await collect(paged(worldOf('port-closed', form), 15), given)
    expect(callsOf(collected)).toEqual([filter])
    expect(collected.aws.inputsOf('logs:StartQuery')).toEqual([])
  })

  test('is no longer asked about once the run ends: the query is stopped, and what was read counts', async () => {
    const controller = new AbortController()
    const collected = await collect(
      paged(worldOf('port-closed', forwarded(group)), 15, () => ({
        'logs:GetQueryResults': () => {
          controller.abort()
          return { status: 'Running' }
        },
      })),
      { ...given, signal: controller.signal },
    )
    expect(collected.aws.inputsOf('logs:StopQuery')).toEqual([{ queryId: expect.any(String) }])
    const reading = readingOf(collected.access[0])
    expect(reading).toMatchObject({ partial: true, refused: { gap: 'failed', permission: 'logs:StartQuery' } })
    expect(reading.notes.join()).toMatch(/after page 1 .*Logs Insights did not count them/)
  })
})
