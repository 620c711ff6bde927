import { describe, expect, test } from 'vitest'
import { daysOf, tableQuery } from '../../../src/aws/logs/athena/query.ts'
import { type Answer, answersOf } from '../../fakes/aws/answers/index.ts'
import { scenarios } from '../../scenarios/aws.ts'
import { balancerArn, region } from '../../scenarios/shop.ts'
import { logBucket, type World, windowFrom, windowTo } from '../../scenarios/world.ts'
import { type Handlers, refuse } from '../mock-aws.ts'
import { type Collected, collect, type Given, readingOf } from './read.ts'

const call = 'athena:StartQueryExecution'
const window = { from: windowFrom, to: windowTo }
const settings = { 'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': logBucket, 'access_logs.s3.prefix': '' }
const given: Given = { settings, loadBalancerArn: balancerArn, region, window }
const athena: Given = { ...given, choice: { kind: 'athena', database: 'logs', table: 'alb' } }

function worldOf(incident: string): World {
  const scenario = scenarios[incident]
  if (scenario === undefined) throw new Error(`no scenario is called ${incident}`)
  return scenario.world
}

function query(incident: string, change: Handlers = {}, more: Given = {}): Promise<Collected> {
  return collect({ ...(answersOf(worldOf(incident)) as Readonly<Record<string, Answer>>), ...change } as Handlers, {
    ...athena,
    ...more,
  })
}

describe('a table of Athena', () => {
  test.each([
    'port-closed',
    'worker-timeout',
    'backend-502',
    'one-page-kills-the-worker',
    'too-slow',
    'lambda-timed-out',
    'healthy',
  ])('is counted as the log would be read: %s', async (incident) => {
    const { access } = await query(incident)
    const read = readingOf((await collect(answersOf(worldOf(incident)) as Handlers, given)).access[0])
    expect(access).toMatchObject([{ call, permission: call, input: { source: 'Athena table logs.alb' } }])
    const { digest, ...rest } = readingOf(access[0])
    // Samples are put together from the columns that matter.
    const plain = (one: typeof digest) => ({ ...one, failures: one.failures.map((group) => ({ ...group, samples: [] })) })
    expect({ ...plain(digest), pathsTruncated: true }).toEqual({ ...plain(read.digest), pathsTruncated: true })
    expect(rest).toMatchObject({ partial: false, notes: [] })
  })

  test('costs what is said before and after', async () => {
    const { progress, access } = await query('port-closed')
    const said = progress.flatMap(({ says }) => says ?? [])
    expect(said).toEqual([
      expect.stringMatching(/^Athena table logs\.alb: about \d+\.\d MB \(about \$0\.00005\) will be scanned\.$/),
      expect.stringMatching(/^Athena table logs\.alb: \d+\.\d MB \(about \$0\.00005\) were scanned\.$/),
    ])
    expect(readingOf(access[0]).source).toMatch(/^Athena table logs\.alb, \d+\.\d MB \(about \$/)
  })

  test('costs nobody knows what where the logs cannot be listed', async () => {
    const { progress, access } = await query('port-closed', { 's3:ListObjectsV2': refuse('AccessDenied', 403) })
    expect(progress.find(({ says }) => says !== undefined)?.says).toMatch(/is not known; Athena charges by the byte/)
    expect(readingOf(access[0]).digest.failures).not.toEqual([])
  })

  test('is asked once, about the days and the balancer that matter', async () => {
    const { aws } = await query('port-closed')
    const asked = aws.inputsOf(call)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({
      QueryExecutionContext: { Database: 'logs' },
      QueryString: expect.stringMatching(/"day" IN \('2026\/11\/20'\)\s+AND "time" >= '2026-11-20T13:00:00'/),
    })
    expect(tableQuery({ database: 'd', table: 't', balancer: "a'b", window })).toContain("elb = 'a''b'")
    expect(daysOf({ from: '2026-11-20T13:00:00.000Z', to: '2026-11-20T23:55:00.000Z' })).toEqual(['2026/11/20', '2026/11/21'])
  })

  test.each([
    ['may not be queried', { [call]: refuse('AccessDeniedException') }, 'denied', /refused/],
    [
      'has nowhere to put results',
      { [call]: refuse('InvalidRequestException', 400, 'No output location provided') },
      'failed',
      /set a query result location/,
    ],
    [
      'has other columns',
      {
        'athena:GetQueryExecution': () => ({
          QueryExecution: { Status: { State: 'FAILED', StateChangeReason: "COLUMN_NOT_FOUND: 'day'" } },
        }),
      },
      'failed',
      /--athena-ddl/,
    ],
    [
      'gives something else',
      { 'athena:GetQueryResults': () => ({ ResultSet: { Rows: [{ Data: [{ VarCharValue: 'a' }] }, { Data: [{}] }] } }) },
      'failed',
      /has no requests/,
    ],
  ] as const)('that %s is a gap', async (_, change, gap, message) => {
    const { access } = await query('port-closed', change)
    expect(access).toMatchObject([{ call, outcome: { ok: false, gap, message: expect.stringMatching(message) } }])
  })

  test('that does not exist is a gap', async () => {
    const { access } = await query('port-closed', {}, { choice: { kind: 'athena', database: 'logs', table: 'other' } })
    expect(access).toMatchObject([{ outcome: { ok: false, message: expect.stringMatching(/TABLE_NOT_FOUND.*makes one/) } }])
  })

  test('is no longer asked once the run ends: the query is stopped', async () => {
    const controller = new AbortController()
    const running = () => {
      controller.abort()
      return { QueryExecution: { Status: { State: 'RUNNING' } } }
    }
    const { access, aws } = await query('port-closed', { 'athena:GetQueryExecution': running }, { signal: controller.signal })
    expect(access).toMatchObject([{ outcome: { ok: false, code: 'Deadline' } }])
    expect(aws.inputsOf('athena:StopQueryExecution')).toHaveLength(1)
  })
})
