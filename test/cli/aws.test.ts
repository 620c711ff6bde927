import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Handlers, type MockedAws, mockAws, serviceError } from '../aws/mock-aws.ts'
import { answersOf } from '../fakes/aws/answers/index.ts'
import { scenarios } from '../scenarios/aws.ts'
import { balancerArn, groupArn, region, shop } from '../scenarios/shop.ts'
import type { World } from '../scenarios/world.ts'
import { type Outcome, runCli } from './in-process.ts'

let folder = ''
let aws: MockedAws | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lb502-aws-'))
})
afterEach(() => aws?.restore())
afterAll(() => rm(folder, { recursive: true }))

const path = (name: string): string => join(folder, name)

function worldOf(name: string): World {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
  return scenario.world
}

/** Runs one command line against an account. */
async function against(
  world: World | Handlers,
  words: readonly string[],
  terminal?: Parameters<typeof runCli>[1],
  between?: Parameters<typeof mockAws>[1],
): Promise<Outcome> {
  aws?.restore()
  aws = mockAws('loadBalancers' in world ? answersOf(world) : world, between)
  return runCli(['aws', ...words], terminal)
}

/** The shop, and a second load balancer without any target group. */
const street: World = {
  ...worldOf('port-closed'),
  loadBalancers: [
    { ...shop.loadBalancers[0], LoadBalancerArn: balancerArn.replace('/shop/', '/attic/'), LoadBalancerName: 'attic' },
    ...shop.loadBalancers,
  ],
}

describe('one target', () => {
  test('is judged, and the saved evidence replays to the same bytes', async () => {
    for (const name of ['port-closed', 'half-blind', 'healthy', 'lambda-invalid-response']) {
      for (const redact of [[], ['--redact']]) {
        const words = ['--tg', groupArn, '--json', '--save', path('e.json'), ...redact]
        const first = await against(worldOf(name), words)
        expect(first.stderr).toBe('')
        expect(await runCli(['explain', path('e.json'), '--json'])).toEqual(first)
        const text = await against(worldOf(name), ['--tg', groupArn, ...redact])
        expect(await runCli(['explain', path('e.json')])).toEqual(text)
      }
    }
  })

  test('is named by name and region as well, and by its load balancer', async () => {
    const byArn = await against(worldOf('port-closed'), ['--tg', groupArn, '--json'])
    expect(byArn.code).toBe(1)
    expect(await against(worldOf('port-closed'), ['--tg', 'web', '--region', region, '--json'])).toEqual(byArn)
    const byBalancer = await against(worldOf('port-closed'), ['--lb', balancerArn, '--json'])
    expect(JSON.parse(byBalancer.stdout)).toEqual(JSON.parse(byArn.stdout))
  })

  test('the window, the causes and what no API shows go into the evidence', async () => {
    const options = ['--since', '2026-11-20T13:00Z', '--until', '13m', '--backend-keepalive', '5s', '--only', 'port-closed']
    await against(worldOf('port-closed'), ['--tg', groupArn, ...options, '--save', path('q.json')])
    expect(JSON.parse(await readFile(path('q.json'), 'utf8')).question).toMatchObject({
      window: { from: '2026-11-20T13:00:00.000Z', to: '2026-11-20T13:47:00.000Z' },
      backendKeepAliveSeconds: 5,
      only: ['port-closed'],
      ignore: [],
    })
  })

  test('--logs off reads no logs', async () => {
    await against(worldOf('port-closed'), ['--tg', groupArn, '--logs', 'off'])
    expect(aws?.sent.filter(({ call }) => call.startsWith('s3:'))).toEqual([])
  })

  test.each([
    ['not-an-arn!', 'is neither an ARN nor a target group name.'],
    [groupArn.replace('web/73e2d6bc24d8a067', 'gone/0000000000000000'), 'No target group'],
    [balancerArn, 'That is the ARN of a load balancer.'],
    [balancerArn.replace('/app/', '/net/'), 'That is a Network Load Balancer'],
  ])('that is none, %s: one line, exit 2', async (target, message) => {
    const { code, stdout, stderr } = await against(shop, ['--tg', target])
    expect(stderr).toContain(`lb502: `)
    expect(stderr).toContain(message)
    expect(stderr.split('\n')).toHaveLength(3)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})

describe('--all', () => {
  test('gives one line each, then the failing ones in full', async () => {
    const { code, stdout } = await against(street, ['--all', '--region', region])
    expect(code).toBe(1)
    const [attic, web] = stdout.split('\n')
    expect(attic).toMatch(/^attic +\S+ /)
    expect(web).toMatch(/^shop \/ web +Explained +/)
    expect(stdout.match(/^Request path$/gm)).toHaveLength(1)
    expect(stdout).toContain('\nExplained: ')
  })

  test('its saved evidence is a wrapper that replays to the same bytes', async () => {
    const first = await against(street, ['--all', '--region', region, '--json', '--save', path('all.json')])
    const saved = JSON.parse(await readFile(path('all.json'), 'utf8'))
    expect(Object.keys(saved)).toEqual(['schemaVersion', 'evidences'])
    expect(saved.evidences).toHaveLength(2)
    const document = JSON.parse(first.stdout)
    expect(
      document.diagnoses.map((one: { subject: { loadBalancer: { name: string } } }) => one.subject.loadBalancer.name),
    ).toEqual(['attic', 'shop'])
    expect(await runCli(['explain', path('all.json'), '--json'])).toEqual(first)
  })

  test('asks once for what several load balancers share', async () => {
    await against(street, ['--all', '--region', region])
    expect(
      aws?.inputsOf('elasticloadbalancing:DescribeLoadBalancers').filter((input) => Object.keys(input).length === 0),
    ).toHaveLength(1)
  })

  test('an empty account is said in one line', async () => {
    const { code, stdout, stderr } = await against({ ...shop, loadBalancers: [] }, ['--all', '--region', region])
    expect(stderr).toBe(
      `lb502: No Application Load Balancer in ${region}.\n  Wrong region or account? Check --region and --profile.\n`,
    )
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('a region that cannot be listed is a blind spot, never clear', async () => {
    const answers = answersOf(shop)
    let lists = 0
    const handlers: Handlers = {
      ...answers,
      'elasticloadbalancing:DescribeLoadBalancers': (input) => {
        if (Object.keys(input).length === 0) {
          lists += 1
          if (lists === 2) throw serviceError('AccessDenied', 403, 'not in this region')
        }
        return answers['elasticloadbalancing:DescribeLoadBalancers']?.(input)
      },
    }
    const { code, stdout } = await against(handlers, ['--all', '--region', region, '--region', 'eu-west-1', '--json'])
    expect(code).toBe(3)
    const { diagnoses } = JSON.parse(stdout)
    expect(diagnoses.map((one: { verdict: string }) => one.verdict)).toEqual(['clear', 'inconclusive'])
    const permission = 'elasticloadbalancing:DescribeLoadBalancers'
    expect(diagnoses[1].blindSpots).toContainEqual(
      expect.objectContaining({
        ...{ why: 'denied', permission },
        message: 'the load balancer is not known: AccessDenied in eu-west-1: not in this region',
      }),
    )
  })

  test('a load balancer that is gone by the time it is read was not found', async () => {
    const answers = answersOf(street)
    const calls = [
      'DescribeLoadBalancers',
      'DescribeLoadBalancerAttributes',
      'DescribeListeners',
      'DescribeTargetHealth',
    ] as const
    const gone = calls.map((name) => {
      const call = `elasticloadbalancing:${name}` as const
      const answer = (input: Readonly<Record<string, unknown>>) => {
        if (/attic/.test(JSON.stringify(input))) throw serviceError('LoadBalancerNotFound', 400, 'no such load balancer')
        return answers[call]?.(input)
      }
      return [call, answer]
    })
    const handlers: Handlers = { ...answers, ...Object.fromEntries(gone) }
    const { code, stdout } = await against(handlers, ['--all', '--region', region, '--json'])
    expect(code).toBe(1)
    const { diagnoses } = JSON.parse(stdout)
    expect(diagnoses.map((one: { verdict: string }) => one.verdict)).toEqual(['inconclusive', 'explained'])
    expect(diagnoses[0].blindSpots).toContainEqual(expect.objectContaining({ why: 'notFound' }))
  })

  test('when no region can be listed, that is said in one line', async () => {
    const world = { ...shop, refused: { 'elasticloadbalancing:DescribeLoadBalancers': 'AccessDenied' } } as const
    const { code, stdout, stderr } = await against(world, ['--all', '--region', region, '--region', 'eu-west-1'])
    expect(stderr).toContain(`lb502: Cannot list the load balancers of ${region}`)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})

describe('standard error', () => {
  test('shows progress on a terminal and leaves an empty line for the report', async () => {
    const { stderr } = await against(shop, ['--tg', groupArn], { columns: 60 })
    const shown = stderr.split('\r\u001b[2K').slice(1)
    expect(shown[0]).toMatch(/^Reading 0\/1 {2}\w+:\w+$/)
    expect(shown.some((line) => /^Reading (\d+)\/\1 {2}/.test(line))).toBe(true)
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(60)
    expect(shown.at(-1)).toBe('')
  })

  test('holds nothing with --quiet, nor where it is no terminal', async () => {
    expect((await against(shop, ['--tg', groupArn, '--quiet'], { columns: 80 })).stderr).toBe('')
    expect((await against(shop, ['--tg', groupArn])).stderr).toBe('')
  })

  test('names every call with --verbose', async () => {
    const { stderr } = await against(worldOf('half-blind'), ['--tg', groupArn, '--verbose'])
    expect(stderr).toContain('done elasticloadbalancing:DescribeTargetHealth\n')
    expect(stderr).toContain('failed ec2:DescribeSecurityGroups\n')
  })
})

describe('an interrupt', () => {
  test('ends the reading, and what was read so far is judged', async () => {
    const controller = new AbortController()
    const { code, stdout, stderr } = await against(
      worldOf('port-closed'),
      ['--tg', groupArn],
      { signal: controller.signal },
      async ({ call }) => {
        if (call !== 'cloudwatch:GetMetricData') return
        controller.abort()
        await new Promise(() => {})
      },
    )
    expect(stderr).toBe('Interrupted: judging what was read so far.\n')
    expect(stdout).toContain('the run was ended before the answer came')
    expect([1, 3]).toContain(code)
  })

  test('before anything was read gives 130 and no report', async () => {
    const outcome = await against(shop, ['--tg', 'web', '--region', region], { signal: AbortSignal.abort() })
    expect(outcome).toEqual({ code: 130, stdout: '', stderr: '' })
  })
})
