/** Both functions, in a bare node, against fakes on the wire: what is said, by whom, and how often. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { startFakeAws } from '../fakes/aws/server.ts'
import { type Fault, startFakeAzure } from '../fakes/azure/server.ts'
import { type Inbox, startInbox } from '../fakes/inbox.ts'
import { type ObjectStore, startObjectStore } from '../fakes/object-store.ts'
import { type FunctionRun, runFunction } from '../fakes/run-function.ts'
import { scenarios } from '../scenarios/aws.ts'
import { azureScenarios } from '../scenarios/azure.ts'
import { gatewayId } from '../scenarios/azure-worlds/ids.ts'
import { account, balancerArn, region } from '../scenarios/shop.ts'
import type { World } from '../scenarios/world.ts'

type Environment = Readonly<Record<string, string>>

interface Place {
  readonly inbox: Inbox
  readonly store: ObjectStore
}

async function place(): Promise<Place> {
  const [inbox, store] = await Promise.all([startInbox(), startObjectStore()])
  onTestFinished(async () => void (await Promise.all([inbox.close(), store.close()])))
  return { inbox, store }
}

function worldOf(name: string): World {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
  return scenario.world
}

async function lambda(world: World, { inbox, store }: Place, environment: Environment = {}): Promise<FunctionRun> {
  const fake = await startFakeAws(world)
  try {
    return await runFunction('lambda', {
      AWS_REGION: region,
      AWS_ENDPOINT_URL: fake.url,
      AWS_ENDPOINT_URL_S3: store.url,
      AWS_ENDPOINT_URL_SNS: inbox.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: inbox.url,
      AWS_ACCESS_KEY_ID: 'fake',
      AWS_SECRET_ACCESS_KEY: 'fake',
      LB502_TARGETS: balancerArn,
      LB502_WINDOW: '1h',
      LB502_LOGS: 'off',
      LB502_STATE: 's3://states/lb502',
      LB502_SNS_TOPIC_ARN: `arn:aws:sns:${region}:${account}:alerts`,
      LB502_EVENT_BUS: 'default',
      LB502_WEBHOOK_URL: `${inbox.url}/webhook`,
      LB502_SLACK_WEBHOOK_URL: `${inbox.url}/slack`,
      LB502_TEAMS_WEBHOOK_URL: `${inbox.url}/teams`,
      ...environment,
    })
  } finally {
    await fake.close()
  }
}

async function azure(
  name: string,
  { inbox, store }: Place,
  environment: Environment = {},
  faults: readonly Fault[] = [],
): Promise<FunctionRun> {
  const scenario = azureScenarios[name]
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
  const fake = await startFakeAzure(scenario.world, { faults })
  try {
    return await runFunction('azure-function', {
      ...fake.environment,
      LB502_TARGETS: gatewayId,
      LB502_WINDOW: '1h',
      LB502_STATE: `${store.url}/states/lb502`,
      LB502_SLACK_WEBHOOK_URL: `${inbox.url}/slack`,
      LB502_TEAMS_WEBHOOK_URL: `${inbox.url}/teams`,
      ...environment,
    })
  } finally {
    await fake.close()
  }
}

const everySink = ['eventbridge', 'slack', 'sns', 'teams', 'webhook']
const addressees = ({ messages }: Inbox): readonly string[] => messages.map(({ to }) => to).sort()
const bodyFor = ({ messages }: Inbox, to: string): string => messages.find((message) => message.to === to)?.body ?? ''

describe('the Lambda function', () => {
  it('says an incident once, and its end once', async () => {
    const where = await place()
    const first = await lambda(worldOf('port-closed'), where)
    expect([first.stderr, first.code, addressees(where.inbox)]).toEqual(['', 0, everySink])
    const [line] = first.lines
    expect(line).toMatchObject({ event: 'lb502.diagnosis', verdict: 'explained', Failing: 1, Explained: 1, LoadBalancer: 'shop' })
    expect(line?.causes).toContainEqual(expect.stringContaining('port-closed'))

    await lambda(worldOf('port-closed'), where)
    expect(addressees(where.inbox)).toEqual(everySink)

    where.inbox.messages.length = 0
    const last = await lambda(worldOf('healthy'), where)
    expect(last.lines[0]).toMatchObject({ verdict: 'clear', Clear: 1, Failing: 0 })
    expect(addressees(where.inbox)).toEqual(everySink)
    expect(JSON.parse(bodyFor(where.inbox, 'webhook')).kind).toBe('recovery')
  })

  it('says it once when two run at a time', async () => {
    const where = await place()
    const runs = await Promise.all([lambda(worldOf('port-closed'), where), lambda(worldOf('port-closed'), where)])
    expect(runs.map(({ code }) => code)).toEqual([0, 0])
    expect(addressees(where.inbox)).toEqual(everySink)
  })

  it('fails with one line that names the variable', async () => {
    const where = await place()
    const run = await lambda(worldOf('port-closed'), where, { LB502_TARGTES: 'all' })
    expect([run.code, run.stderr, run.stdout]).toEqual([
      1,
      'No variable is called LB502_TARGTES here. Did you mean LB502_TARGETS?\n',
      '',
    ])
  })

  it('finds what carries a tag, and goes on where one is gone', async () => {
    const where = await place()
    const world = { ...worldOf('port-closed'), tags: { [balancerArn]: { team: 'web' } } }
    const { lines, code } = await lambda(world, where, { LB502_TARGETS: 'gone,tag:team=web,tag:team=none' })
    const told = lines.filter(({ event }) => event === 'lb502.diagnosis').map(({ target, verdict }) => [target, verdict])
    expect([code, told.sort()]).toEqual([
      0,
      [
        [balancerArn, 'explained'],
        ['gone', 'inconclusive'],
      ],
    ])
  })

  it('keeps the diagnosis where nobody takes it, and sends it at the next run', async () => {
    const where = await place()
    const dead = { LB502_SLACK_WEBHOOK_URL: 'http://127.0.0.1:1/secret' }
    const first = await lambda(worldOf('port-closed'), where, dead)
    expect(first.lines[0]).toMatchObject({ verdict: 'explained', UnsentAlerts: 1, alert: { unsent: ['slack'] } })
    expect(first.stdout + first.stderr).not.toContain('secret')
    where.inbox.messages.length = 0
    await lambda(worldOf('port-closed'), where)
    expect(addressees(where.inbox)).toEqual(['slack'])
  })

  it('does without sinks and without state, and says so', async () => {
    const { lines, code } = await lambda(worldOf('port-closed'), await place(), {
      LB502_STATE: '',
      LB502_SNS_TOPIC_ARN: '',
      LB502_EVENT_BUS: '',
      LB502_WEBHOOK_URL: '',
      LB502_SLACK_WEBHOOK_URL: '',
      LB502_TEAMS_WEBHOOK_URL: '',
    })
    expect([code, lines.at(-1)]).toEqual([0, expect.objectContaining({ event: 'lb502.run', stateless: true, failing: 1 })])
  })
})

describe('the function on Azure', () => {
  it('says an incident once, and its end once', async () => {
    const where = await place()
    const first = await azure('port-closed', where)
    expect([first.code, addressees(where.inbox)]).toEqual([0, ['slack', 'teams']])
    expect(first.lines[0]).toMatchObject({ verdict: 'explained', metrics: { Failing: 1 } })
    await azure('port-closed', where)
    expect(addressees(where.inbox)).toEqual(['slack', 'teams'])
    where.inbox.messages.length = 0
    await azure('healthy', where)
    expect([addressees(where.inbox), bodyFor(where.inbox, 'slack')]).toEqual([
      ['slack', 'teams'],
      expect.stringContaining('well again'),
    ])
  })

  it('says it once when two run at a time', async () => {
    const where = await place()
    await Promise.all([azure('port-closed', where), azure('port-closed', where)])
    expect(addressees(where.inbox)).toEqual(['slack', 'teams'])
  })

  it('sends nothing that acts, whatever a log says', async () => {
    const where = await place()
    await azure('hostile-log', where)
    const texts = [bodyFor(where.inbox, 'slack'), bodyFor(where.inbox, 'teams')]
    for (const text of texts) {
      expect(text).not.toBe('')
      expect(text.replace('http://adaptivecards.io/schemas/adaptive-card.json', '')).not.toMatch(/:\/\/|<[!@/a-z]|\]\(/i)
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
  })

  it('looks at what is named where nothing can be listed', async () => {
    const refused = { kind: 'denied', call: 'Microsoft.Resources/subscriptions/read' } as const
    const { lines } = await azure('port-closed', await place(), { LB502_TARGETS: `all,${gatewayId}` }, [refused])
    const told = lines.filter(({ event }) => event === 'lb502.diagnosis').map(({ target, verdict }) => [target, verdict])
    expect(told.sort()).toEqual([
      [gatewayId, 'explained'],
      ['all', 'inconclusive'],
    ])
  })

  it('fails with one line that names the variable', async () => {
    const run = await azure('port-closed', await place(), { LB502_STATE: 's3://states' })
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('LB502_STATE="s3://states" is no place of state.')])
  })
})
