/** The function's handler in a bare process, against a fake AWS, with everything that it writes to on loopback. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeAws } from '../fakes/aws/server.ts'
import { type Receiver, startReceiver } from '../fakes/receiver.ts'
import { scenarios } from '../scenarios/aws.ts'
import { delivered } from '../scenarios/deliveries.ts'
import type { World } from '../scenarios/world.ts'

const built = join(import.meta.dirname, '../../dist/lib/lambda/index.js')
/** Incidents were recorded on a day of their own, and the handler looks at the minutes before now. */
const script = `
  import { handler } from ${JSON.stringify(built)}
  const RealDate = Date
  globalThis.Date = class extends RealDate {
    constructor(...words) { words.length === 0 ? super(process.env.TEST_NOW) : super(...words) }
  }
  try {
    const result = await handler({}, { getRemainingTimeInMillis: () => 60_000 })
    process.stdout.write(JSON.stringify({ result }) + '\\n')
  } catch (error) {
    process.stdout.write(JSON.stringify({ fault: error.message }) + '\\n')
  }
`

interface Run {
  readonly result?: { readonly looked: number; readonly failing: number; readonly missed: readonly string[] }
  readonly fault?: string
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly stderr: string
}

let receiver: Receiver
let refused: readonly string[] = []

beforeEach(async () => {
  refused = []
  receiver = await startReceiver(() => refused)
})
afterEach(() => receiver.close())

async function run(world: World, environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  const fake = await startFakeAws(world)
  try {
    return await inProcess({
      ...{ PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-central-1' },
      ...{ AWS_ACCESS_KEY_ID: 'fake', AWS_SECRET_ACCESS_KEY: 'fake', AWS_ENDPOINT_URL: fake.url },
      ...{ AWS_ENDPOINT_URL_S3: receiver.url, AWS_ENDPOINT_URL_SNS: receiver.url, AWS_ENDPOINT_URL_EVENTBRIDGE: receiver.url },
      ...{ AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', TEST_NOW: '2026-11-20T14:00:00Z' },
      ...{ LB502_TARGETS: 'all', LB502_WINDOW: '1h', LB502_LOGS: 'off', LB502_STATE: 's3://state/lb502' },
      ...{ LB502_SLACK_WEBHOOK_URL: `${receiver.url}/slack`, LB502_TEAMS_WEBHOOK_URL: `${receiver.url}/teams` },
      ...{ LB502_SNS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts', LB502_EVENT_BUS: 'default' },
      ...environment,
    })
  } finally {
    await fake.close()
  }
}

function inProcess(environment: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { env: environment }, (_, stdout, stderr) => {
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      resolve({ ...(lines.at(-1) as object), lines: lines.slice(0, -1), stderr })
    })
  })
}

function worldOf(name: string): World {
  const world = scenarios[name]?.world
  if (world === undefined) throw new Error(`no scenario is called ${name}`)
  return world
}

/** What each sink got: Slack and Teams by path, the services of AWS by what they say. */
function heard(): Readonly<Record<'slack' | 'teams' | 'sns' | 'eventBridge', number>> {
  const count = (of: (path: string, body: string) => boolean): number =>
    receiver.received.filter(({ path, body }) => of(path, body)).length
  return {
    slack: count((path) => path === '/slack'),
    teams: count((path) => path === '/teams'),
    sns: count((_, body) => body.includes('Action=Publish')),
    eventBridge: count((_, body) => body.includes('"EventBusName"')),
  }
}

const once = { slack: 1, teams: 1, sns: 1, eventBridge: 1 }
const twice = { slack: 2, teams: 2, sns: 2, eventBridge: 2 }

describe('the handler', () => {
  it('tells of an incident once, and once of its end', async () => {
    const first = await run(worldOf('port-closed'))
    expect(first.stderr).toBe('')
    expect(first.result).toEqual({ looked: 1, failing: 1, missed: [] })
    expect(first.lines).toMatchObject([{ LoadBalancer: 'shop', Failing: 1, Unknown: 0, alert: { occasion: 'new' } }])
    expect(heard()).toEqual(once)
    await run(worldOf('port-closed'))
    expect(heard()).toEqual(once)
    const last = await run(worldOf('healthy-without-logs'))
    expect(last.lines).toMatchObject([{ Failing: 0, alert: { occasion: 'recovered' } }])
    expect(heard()).toEqual(twice)
    expect(receiver.objects.size).toBe(1)
  })

  it('tells once of what two runs find at the same time', async () => {
    const runs = await Promise.all([run(worldOf('port-closed')), run(worldOf('port-closed'))])
    expect(runs.map(({ result }) => result?.failing)).toEqual([1, 1])
    expect(heard()).toEqual(once)
  })

  it('keeps the diagnosis when a sink fails, and tells it there later', async () => {
    refused = ['/teams']
    const { result, lines } = await run(worldOf('port-closed'))
    expect(result?.failing).toBe(1)
    expect(lines).toMatchObject([{ Failing: 1, faults: ['teams was not told: Error: HTTP 500'] }])
    expect(heard()).toEqual({ ...once, teams: 3 })
    refused = []
    await run(worldOf('port-closed'))
    expect(heard()).toEqual({ ...once, teams: 4 })
  })

  it('sends hostile strings of a log as harmless text', async () => {
    const world = delivered({ group: '/aws/alb/shop', format: 'json' })(worldOf('hostile-log'))
    const { lines } = await run(world, { LB502_LOGS: 'auto' })
    expect(heard()).toEqual(once)
    const texts = receiver.received.map(({ body }) => (body.includes('Action=Publish') ? decodeURIComponent(body) : body))
    for (const text of texts) {
      expect(text).toMatch(/GET (\/|%2F)(\\)+x1b/)
      expect(text).not.toMatch(/\p{Cc}\[|\\u001b/u)
    }
    expect(lines).toMatchObject([{ pools: [{ causes: ['invalid-response'] }] }])
  })

  it('reports a target that is gone, and does the rest', async () => {
    const { result } = await run(worldOf('port-closed'), { LB502_TARGETS: 'shop,gone' })
    expect(result).toMatchObject({ looked: 1, failing: 1, missed: [expect.stringMatching(/^gone: .*gone/)] })
  })

  it('fails its first run with one line for a misspelt variable', async () => {
    const { fault } = await run(worldOf('port-closed'), { LB502_TEAM_WEBHOOK_URL: 'x' })
    expect(fault).toBe('LB502_TEAM_WEBHOOK_URL is no setting.')
  })
})
