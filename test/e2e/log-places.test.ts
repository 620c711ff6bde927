/** The built command, asked about the same incident through every place that its log can be read from, over the wire. */
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { shopLoggingTo } from '../azure/logs/shop.ts'
import { ofAzureScenario, runAzureCli } from '../fakes/run-azure-cli.ts'
import { type CliRun, ofScenario, runCli } from '../fakes/run-cli.ts'
import { scenarios } from '../scenarios/aws.ts'
import { forwarded } from '../scenarios/deliveries.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { logKey } from '../scenarios/shop.ts'
import type { World } from '../scenarios/world.ts'

const group = '/aws/alb/shop'
const athena = 'athena:logs.alb'

interface Said {
  readonly code: number | null
  readonly readers: readonly string[]
  readonly verdict: string
  readonly traffic: unknown
  readonly causes: readonly unknown[]
}

/** What was said, without what names the place that it was read from. */
function saidBy(
  { code, stdout, requests }: Pick<CliRun, 'code' | 'stdout'> & { readonly requests: readonly { readonly call: string }[] },
  readers: readonly string[],
): Said {
  const document = JSON.parse(stdout) as Diagnosis | { readonly diagnoses: readonly Diagnosis[] }
  const [diagnosis] = 'diagnoses' in document ? document.diagnoses : [document]
  if (diagnosis === undefined) throw new Error(stdout)
  const { verdict, traffic, causes } = diagnosis
  return {
    code,
    readers: readers.filter((reader) => requests.some(({ call }) => call === reader)),
    verdict,
    traffic,
    causes: causes.map(({ id, certainty, summary, explains, affected }) => ({ id, certainty, summary, explains, affected })),
  }
}

function scenarioNamed(name: string): Scenario {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
  return scenario
}

/** Two nodes of the balancer write half of its log each. */
function inTwoObjects(world: World): World {
  const lines = Object.values(world.objects).flat()
  const half = (rest: number): readonly string[] => lines.filter((_, index) => index % 2 === rest)
  return { ...world, objects: { [logKey]: half(0), [logKey.replace(/_[^_]+\.log\.gz$/, '_5rlxy2ab.log.gz')]: half(1) } }
}

describe('lb502 aws says the same through S3, FilterLogEvents, Logs Insights and Athena', () => {
  const readers = ['s3:GetObject', 'logs:FilterLogEvents', 'logs:StartQuery', 'athena:StartQueryExecution']

  async function said(world: World, words: readonly string[], pageSize?: number): Promise<Said> {
    const run = await runCli([...ofScenario, '--json', ...words], { world, ...(pageSize === undefined ? {} : { pageSize }) })
    // What a query of Athena costs is told before it runs, and after.
    expect(run.stderr).toMatch(words.includes(athena) ? /^(Athena table logs\.alb: .* scanned\.\n){2}$/ : /^$/)
    return saidBy(run, readers)
  }

  it.each(['race-and-backends-own', 'two-processes-crash', 'port-closed'])('%s', async (incident) => {
    const scenario = scenarioNamed(incident)
    const copied = forwarded(group)(scenario.world)
    const s3 = await said(scenario.world, [])
    expect(s3).toMatchObject({ readers: ['s3:GetObject'], verdict: scenario.verdict })
    expect(s3.causes.length).toBeGreaterThan(0)
    expect(await said(copied, ['--logs', group])).toEqual({ ...s3, readers: ['logs:FilterLogEvents'] })
    // A long log is looked at first, and then counted where it lies.
    expect(await said(copied, ['--logs', group], 15)).toEqual({ ...s3, readers: ['logs:FilterLogEvents', 'logs:StartQuery'] })
    expect(await said(scenario.world, ['--logs', athena])).toEqual({ ...s3, readers: ['athena:StartQueryExecution'] })
  })
})

describe('one of many objects', () => {
  it.each([
    ['that is closed to the reader', 'denied', 'AccessDenied', 's3:GetObject'],
    ['that is gone when it is read', 'gone', 'NoSuchKey', 's3:GetObject'],
  ] as const)('%s is a blind spot, and the others count', async (_, kind, code, permission) => {
    const run = await runCli([...ofScenario, '--json'], {
      world: inTwoObjects(scenarioNamed('port-closed').world),
      faults: [{ call: 's3:GetObject', kind, times: 1 }],
    })
    const { causes, traffic, blindSpots } = JSON.parse(run.stdout) as Diagnosis
    expect(causes[0]?.id).toBe('port-closed')
    expect(traffic.requests).toBeGreaterThan(0)
    expect(blindSpots.map(({ permission: needed, message }) => ({ needed, message }))).toContainEqual({
      needed: permission,
      message: expect.stringMatching(new RegExp(`^1 of \\d+ objects could not be read: ${code} `)),
    })
  })
})

describe('lb502 azure says the same through blobs and both tables of Log Analytics', () => {
  it('an hour in which everything goes wrong', async () => {
    const said = async (place: 'storage' | 'dedicated' | 'legacy'): Promise<Said> => {
      const run = await runAzureCli([...ofAzureScenario, '--json'], { world: shopLoggingTo([place]) })
      expect(run.stderr).toBe('')
      return saidBy(run, [])
    }
    const blobs = await said('storage')
    expect(blobs.causes.length).toBeGreaterThan(2)
    expect(await said('dedicated')).toEqual(blobs)
    expect(await said('legacy')).toEqual(blobs)
  })
})
