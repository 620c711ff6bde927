/** The built command against a fake AWS on the wire: every incident, saved and replayed, with half the permissions and worse. */
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import type { Fault } from '../fakes/aws/server.ts'
import { asking, ofScenario, runCli } from '../fakes/run-cli.ts'
import { leftovers } from '../redact/leftovers.ts'
import { type Scenario, scenarios } from '../scenarios/aws.ts'
import { saidOf, statedBy } from '../scenarios/scenario.ts'

const exitCodes = { clear: 0, explained: 1, suspected: 1, unexplained: 1, inconclusive: 3 } as const

function scenarioNamed(name: string): Scenario {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
  return scenario
}

/** Small enough to force pages everywhere; events are many, and only five pages of them a second may be asked for. */
function pageSizeFor({ world }: Scenario): number {
  return Object.keys(world.logGroups).length === 0 ? 5 : 200
}

describe('lb502 aws --tg', () => {
  it.each(Object.keys(scenarios))('%s', async (name) => {
    const scenario = scenarioNamed(name)
    const run = await runCli([...asking(scenario), '--json'], { world: scenario.world, pageSize: pageSizeFor(scenario) })
    expect(run.stderr).toBe('')
    const diagnosis = JSON.parse(run.stdout) as Diagnosis
    expect(saidOf(scenario, diagnosis)).toEqual(statedBy(scenario))
    expect(run.code).toBe(exitCodes[scenario.verdict])
  })

  it('asks nothing twice', async () => {
    const { requests } = await runCli([...ofScenario, '--json'], { world: scenarioNamed('port-closed').world })
    const asked = requests.map(({ call, input }) => JSON.stringify([call, input]))
    expect(asked.filter((one, index) => asked.indexOf(one) !== index)).toEqual([])
  })

  it('shows no control character of a log on the terminal', async () => {
    const { stdout } = await runCli(ofScenario, { world: scenarioNamed('hostile-log').world })
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u)
  })
})

describe('evidence', () => {
  it.each(['port-closed', 'keep-alive-race-proven', 'half-blind', 'lambda-timed-out', 'healthy'])(
    '%s replays byte for byte',
    async (name) => {
      const scenario = scenarioNamed(name)
      const file = join(await mkdtemp(join(tmpdir(), 'lb502-')), 'evidence.json')
      const first = await runCli([...asking(scenario), '--json', '--save', file], { world: scenario.world })
      const again = await runCli(['explain', file, '--json'])
      expect(again.stdout).toBe(first.stdout)
      expect(again.code).toBe(first.code)
    },
  )

  it('is saved without identifiers when redacted, and judges alike', async () => {
    const scenario = scenarioNamed('security-group-missing-rule')
    const folder = await mkdtemp(join(tmpdir(), 'lb502-'))
    await runCli([...ofScenario, '--save', join(folder, 'plain.json')], { world: scenario.world })
    const redacted = await runCli([...ofScenario, '--json', '--redact', '--save', join(folder, 'redacted.json')], {
      world: scenario.world,
    })
    const [before, after] = await Promise.all(
      ['plain.json', 'redacted.json'].map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))),
    )
    expect(leftovers(before, after)).toEqual([])
    expect((JSON.parse(redacted.stdout) as Diagnosis).causes.map((cause) => cause.id)).toEqual(['traffic-blocked'])
  })
})

const secondary = [
  'elasticloadbalancing:DescribeTargetHealth',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeLoadBalancerAttributes',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeRules',
  'ec2:DescribeInstances',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'cloudwatch:GetMetricData',
  'cloudtrail:LookupEvents',
  's3:ListObjectsV2',
  's3:GetObject',
] as const

describe('a call that fails', () => {
  const faults: readonly Fault[] = secondary.flatMap((call) => (['denied', 'garbage'] as const).map((kind) => ({ call, kind })))

  it.each(faults)('$call $kind: the rest of the diagnosis stands', async (fault) => {
    const run = await runCli([...ofScenario, '--json', '--deadline', '20s'], {
      world: scenarioNamed('port-closed').world,
      faults: [fault],
    })
    const diagnosis = JSON.parse(run.stdout) as Diagnosis
    expect([1, 3]).toContain(run.code)
    expect(diagnosis.verdict).not.toBe('clear')
    const founded = diagnosis.causes.filter((cause) => cause.certainty !== 'possible').map((cause) => cause.id)
    expect(founded.filter((id) => id !== 'port-closed')).toEqual([])
  })

  it('is tried again when throttled or reset', async () => {
    const run = await runCli([...ofScenario, '--json'], {
      world: scenarioNamed('port-closed').world,
      faults: [
        { call: 'ec2:DescribeSecurityGroups', kind: 'throttled', times: 2 },
        { call: 'elasticloadbalancing:DescribeTargetHealth', kind: 'reset', times: 1 },
      ],
    })
    const diagnosis = JSON.parse(run.stdout) as Diagnosis
    expect([run.code, diagnosis.causes[0]?.id]).toEqual([1, 'port-closed'])
    expect(diagnosis.blindSpots.map((spot) => spot.what)).not.toContain('security groups')
  })

  it('names the permission that is missing', async () => {
    const run = await runCli([...ofScenario, '--json'], { world: scenarioNamed('security-groups-denied').world })
    const spot = (JSON.parse(run.stdout) as Diagnosis).blindSpots.find((one) => one.permission === 'ec2:DescribeSecurityGroups')
    expect(spot).toMatchObject({ why: 'denied', hides: expect.arrayContaining(['traffic-blocked']) })
  })
})

describe('what cannot run', () => {
  const { world } = scenarioNamed('healthy')
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['an unknown target group', ['aws', '--tg', 'nobody', '--region', 'eu-central-1']],
    ['a malformed ARN', ['aws', '--tg', 'arn:aws:elasticloadbalancing:oops']],
    [
      'the ARN of a network load balancer',
      ['aws', '--lb', 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/x/0123456789abcdef'],
    ],
    ['a misspelt option', ['aws', '--windw', '1h']],
    ['no target at all', ['aws']],
    [
      'an Azure resource',
      ['aws', '--lb', '/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/applicationGateways/gw'],
    ],
  ]

  it.each(cases)('%s: one line, a hint, exit 2, nothing on stdout', async (_name, words) => {
    const run = await runCli(words, { world })
    expect([run.code, run.stdout]).toEqual([2, ''])
    const lines = run.stderr.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(2)
    expect(run.stderr).not.toMatch(/^\s+at /m)
  })

  it('says so without credentials', async () => {
    const run = await runCli(ofScenario, { environment: { AWS_REGION: 'eu-central-1' } })
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(/credentials/i)
  })

  it('says so with an expired token', async () => {
    const faults: readonly Fault[] = [
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
    ].map((call) => ({ call, kind: 'expired' as const }))
    const run = await runCli(ofScenario, { world, faults })
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(/expired/i)
  })
})
