/** The built command asked about more than one group: a load balancer with several, every load balancer of one region or of many. */
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { type CliOptions, type CliRun, runCli } from '../fakes/run-cli.ts'
import { scenarios } from '../scenarios/aws.ts'
import { moved, renamed, together } from '../scenarios/elsewhere.ts'
import { canaryArn } from '../scenarios/groups.ts'
import { balancerArn, groupArn, region, shop } from '../scenarios/shop.ts'
import { type World, windowFrom, windowTo } from '../scenarios/world.ts'

function worldOf(name: string): World {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
  return scenario.world
}

interface Wrapper {
  readonly schemaVersion: number
  readonly diagnoses: readonly Diagnosis[]
}

const hour = ['--since', windowFrom, '--until', windowTo]

/** Runs `lb502 aws` over the hour of the scenarios. */
function ask(words: readonly string[], options: CliOptions): Promise<CliRun> {
  return runCli(['aws', ...words, ...hour], options)
}

function wrapperIn({ stdout }: CliRun): Wrapper {
  return JSON.parse(stdout)
}

/** `shop/web explained port-closed`, one for each diagnosis. */
function outlined(run: CliRun): readonly string[] {
  return wrapperIn(run).diagnoses.map(({ subject, verdict, causes }) =>
    [
      `${subject.loadBalancer?.name ?? '?'}/${subject.pools[0]?.name ?? '-'}`,
      verdict,
      ...causes.slice(0, 1).map(({ id }) => id),
    ].join(' '),
  )
}

async function evidenceFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'lb502-many-')), 'evidence.json')
}

const other = 'us-east-1'
const bothRegions = ['--region', region, '--region', other]
const twoGroups = worldOf('weighted-broken-group')
/** A healthy and a failing load balancer in one region. */
const street = together({ ...worldOf('port-closed'), regions: [region, other, 'ap-south-1'] }, renamed(shop, 'blog'))

describe('lb502 aws --lb', () => {
  it('gives one diagnosis for each group behind it, in a wrapper', async () => {
    const run = await ask(['--lb', balancerArn, '--json'], { world: twoGroups, pageSize: 2 })
    expect(run.stderr).toBe('')
    expect(Object.keys(wrapperIn(run))).toEqual(['schemaVersion', 'diagnoses'])
    expect(wrapperIn(run).schemaVersion).toBe(1)
    expect(outlined(run)).toEqual(['shop/canary explained port-closed', 'shop/web clear'])
    expect(wrapperIn(run).diagnoses.map(({ subject }) => subject.pools)).toEqual([
      [{ id: canaryArn, name: 'canary' }],
      [{ id: groupArn, name: 'web' }],
    ])
    expect(run.code).toBe(1)
  })

  it('judges a group as when it is asked about by itself, but for what the question leaves out', async () => {
    const [canary] = wrapperIn(await ask(['--lb', balancerArn, '--json'], { world: twoGroups })).diagnoses
    const alone = JSON.parse((await ask(['--tg', canaryArn, '--json'], { world: twoGroups })).stdout) as Diagnosis
    expect(canary?.causes).toEqual(alone.causes)
    expect(canary?.traffic).toEqual(alone.traffic)
    expect(canary?.verdict).toBe(alone.verdict)
  })

  it('reads in full whatever fails, and the rest in a line', async () => {
    const { stdout, code } = await ask(['--lb', 'shop', '--region', region], { world: twoGroups })
    expect(stdout.match(/^Request path$/gm)).toHaveLength(1)
    expect(stdout).toMatch(/^shop \/ web +Clear\b/m)
    expect(code).toBe(1)
  })

  it('asks nothing twice that its groups share', async () => {
    const { requests } = await ask(['--lb', balancerArn, '--json'], { world: twoGroups })
    const asked = requests.map(({ call, input }) => JSON.stringify([call, input]))
    expect(asked.filter((one, index) => asked.indexOf(one) !== index)).toEqual([])
  })

  it('saves a wrapper that replays to the same bytes', async () => {
    const file = await evidenceFile()
    const first = await ask(['--lb', balancerArn, '--json', '--save', file], { world: twoGroups })
    const again = await runCli(['explain', file, '--json'])
    expect([again.stdout, again.code]).toEqual([first.stdout, first.code])
  })

  it('is clear where every group is', async () => {
    const run = await ask(['--lb', balancerArn, '--json'], { world: worldOf('weighted-both-answer') })
    expect([outlined(run), run.code]).toEqual([['shop/canary clear', 'shop/web clear'], 0])
  })

  it('is not clear where one group’s health may not be read', async () => {
    const run = await ask(['--lb', balancerArn, '--json'], {
      world: worldOf('weighted-both-answer'),
      faults: [{ call: 'elasticloadbalancing:DescribeTargetHealth', about: canaryArn, kind: 'denied' }],
    })
    expect([outlined(run), run.code]).toEqual([['shop/canary inconclusive', 'shop/web clear'], 3])
  })
})

describe('lb502 aws --all', () => {
  it('judges every load balancer of the region', async () => {
    const run = await ask(['--all', '--region', region, '--json'], { world: street, pageSize: 2 })
    expect(run.stderr).toBe('')
    expect(outlined(run)).toEqual(['blog/blog-web clear', 'shop/web explained port-closed'])
    expect(run.code).toBe(1)
  })

  it('takes the region of the environment where none is named', async () => {
    const run = await ask(['--all', '--json'], { world: street, environment: { AWS_REGION: region } })
    expect(outlined(run)).toHaveLength(2)
  })

  it('judges the load balancers of two regions, each by its own region’s answers', async () => {
    const elsewhere = { [other]: moved(worldOf('keep-alive-race'), other, 'shop') }
    const run = await ask(['--all', ...bothRegions, '--json'], { world: street, elsewhere })
    expect(outlined(run)).toEqual(['blog/blog-web clear', 'shop/web explained port-closed', 'shop/web explained keep-alive-race'])
    const arns = wrapperIn(run).diagnoses.map(({ subject }) => subject.loadBalancer?.id.split(':')[3])
    expect(arns).toEqual([region, region, other])
    expect(run.code).toBe(1)
  })

  it('finds the regions by itself for --region all, and passes over empty ones', async () => {
    const elsewhere = { [other]: moved(shop, other, 'shop') }
    const run = await ask(['--all', '--region', 'all', '--json'], {
      world: street,
      elsewhere,
      environment: { AWS_REGION: region },
    })
    expect(outlined(run)).toEqual(['blog/blog-web clear', 'shop/web explained port-closed', 'shop/web clear'])
    const listed = run.requests.filter(
      ({ call, input }) => call.endsWith(':DescribeLoadBalancers') && Object.keys(input).length === 0,
    )
    expect(new Set(listed.map((request) => request.region))).toEqual(new Set([region, other, 'ap-south-1']))
  })

  it('lists for the region what all its load balancers need, and asks nothing twice', async () => {
    const { requests } = await ask(['--all', '--region', region, '--json'], { world: street })
    const asked = requests.map(({ call, input }) => JSON.stringify([call, input]))
    expect(asked.filter((one, index) => asked.indexOf(one) !== index)).toEqual([])
    const listed = requests.map(({ call }) => call)
    const once = [
      'elasticloadbalancing:DescribeLoadBalancers',
      'elasticloadbalancing:DescribeTargetGroups',
      'ec2:DescribeSubnets',
    ]
    expect(once.map((call) => listed.filter((each) => each === call).length)).toEqual([1, 1, 1])
  })

  it('finds the same as when a load balancer is asked about by itself', async () => {
    const [, amongOthers] = wrapperIn(await ask(['--all', '--region', region, '--json'], { world: street })).diagnoses
    const alone = await ask(['--lb', balancerArn, '--json'], { world: street })
    expect(amongOthers).toEqual(JSON.parse(alone.stdout))
  })

  it('is clear with exit code 0 where nothing fails', async () => {
    const run = await ask(['--all', '--region', region], { world: together(shop, renamed(shop, 'blog')) })
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(run.stdout).not.toContain('Request path')
  })

  it('lets the others stand where one load balancer cannot be read', async () => {
    const run = await ask(['--all', '--region', region, '--json'], {
      world: street,
      faults: ['DescribeTargetHealth', 'DescribeTargetGroupAttributes'].map((name) => ({
        call: `elasticloadbalancing:${name}`,
        about: 'targetgroup/blog-web/',
        kind: 'denied' as const,
      })),
    })
    expect(outlined(run).map((line) => line.replace(/^blog\/\S+/, 'blog'))).toEqual([
      'blog inconclusive',
      'shop/web explained port-closed',
    ])
    expect(run.code).toBe(1)
  })

  it('names the permission that one region refuses, and is not clear for it', async () => {
    const run = await ask(['--all', ...bothRegions, '--json'], {
      world: { ...shop, regions: [region, other] },
      faults: [{ call: 'elasticloadbalancing:DescribeLoadBalancers', region: other, kind: 'denied' }],
    })
    expect(outlined(run)).toEqual(['shop/web clear', '?/- inconclusive'])
    const [, missed] = wrapperIn(run).diagnoses
    expect(missed?.blindSpots).toContainEqual(
      expect.objectContaining({ why: 'denied', permission: 'elasticloadbalancing:DescribeLoadBalancers' }),
    )
    expect(JSON.stringify(missed)).toContain(other)
    expect(run.code).toBe(3)
  })

  it('saves a wrapper that replays to the same bytes, misses included, and redacted too', async () => {
    const options: CliOptions = {
      world: street,
      faults: [{ call: 'elasticloadbalancing:DescribeLoadBalancers', region: other, kind: 'denied' }],
    }
    for (const extra of [[], ['--redact']]) {
      const file = await evidenceFile()
      const first = await ask(['--all', ...bothRegions, '--json', '--save', file, ...extra], options)
      const again = await runCli(['explain', file, '--json'])
      expect([again.stdout, again.code]).toEqual([first.stdout, first.code])
      expect(Object.keys(JSON.parse(await readFile(file, 'utf8')))).toEqual(['schemaVersion', 'evidences'])
    }
  })

  it('cannot run in an account without any', async () => {
    const run = await ask(['--all', '--region', other], { world: street })
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toContain(`No Application Load Balancer in ${other}.`)
  })

  it('cannot run where every region refuses', async () => {
    const run = await ask(['--all', ...bothRegions], {
      world: street,
      faults: [{ call: 'elasticloadbalancing:DescribeLoadBalancers', kind: 'denied' }],
    })
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toContain('elasticloadbalancing:DescribeLoadBalancers')
  })
})

describe('lb502 aws --role-arn', () => {
  const role = (account: string): string => `arn:aws:iam::${account}:role/lb502`
  const [here, there, closed] = ['111122223333', '444455556666', '777788889999'].map(role) as [string, string, string]
  const roles = {
    [here]: { [region]: { ...worldOf('port-closed'), regions: [region] } },
    [there]: { [region]: renamed(shop, 'blog'), [other]: moved(worldOf('keep-alive-race'), other, 'shop') },
  }
  const asRoles = (...arns: readonly string[]): readonly string[] => arns.flatMap((arn) => ['--role-arn', arn])

  it('judges every account in every region, and says of the one that refuses the role that it does', async () => {
    const words = ['--all', ...bothRegions, ...asRoles(here, closed, there)]
    const run = await ask([...words, '--json'], { world: shop, roles })
    expect(outlined(run)).toEqual([
      'shop/web explained port-closed',
      '?/- inconclusive',
      '?/- inconclusive',
      'blog/blog-web clear',
      'shop/web explained keep-alive-race',
    ])
    const missed = wrapperIn(run).diagnoses.filter(({ verdict }) => verdict === 'inconclusive')
    for (const { blindSpots } of missed) {
      const message = expect.stringContaining(`cannot assume ${closed}`)
      expect(blindSpots).toContainEqual(expect.objectContaining({ why: 'denied', permission: 'sts:AssumeRole', message }))
    }
    expect(run.stderr).toBe('')
    expect(run.code).toBe(1)
  })

  it('assumes each role once, however many calls are made with it', async () => {
    const { requests } = await ask(['--all', ...bothRegions, ...asRoles(here, there), '--json'], { world: shop, roles })
    const assumed = requests.filter(({ call }) => call === 'sts:AssumeRole').map(({ input }) => input.RoleArn)
    expect(assumed.toSorted()).toEqual([here, there])
  })

  it('replays to the same bytes', async () => {
    const file = await evidenceFile()
    const words = ['--all', ...bothRegions, ...asRoles(here, closed, there), '--json', '--save', file]
    const first = await ask(words, { world: shop, roles })
    const again = await runCli(['explain', file, '--json'])
    expect([again.stdout, again.code]).toEqual([first.stdout, first.code])
  })

  it('cannot run where the only role is refused: one line and a hint', async () => {
    const run = await ask(['--lb', balancerArn, ...asRoles(closed)], { world: shop, roles })
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toContain(`cannot assume ${closed}`)
    expect(run.stderr).toContain('sts:AssumeRole')
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(2)
  })

  it.each([
    ['a user', ['--all', '--role-arn', 'arn:aws:iam::111122223333:user/me'], 'is not the ARN of a role'],
    ['two roles for one target', ['--lb', balancerArn, ...asRoles(here, there)], 'A target lies in one account.'],
  ])('refuses %s', async (_what, words, message) => {
    const run = await ask(words, { world: shop })
    expect([run.code, run.stderr.includes(message)]).toEqual([2, true])
  })
})

describe('what is no Application Load Balancer', () => {
  const [web = {}] = shop.targetGroups
  const [balancer = {}] = shop.loadBalancers
  const behindNetwork: World = {
    ...shop,
    loadBalancers: [
      { ...balancer, Type: 'network', LoadBalancerArn: balancerArn.replace('/app/', '/net/'), SecurityGroups: undefined },
    ],
    targetGroups: [{ ...web, Protocol: 'TCP', ProtocolVersion: undefined, HealthCheckProtocol: 'TCP', Matcher: undefined }],
  }
  const behindGateway: World = { ...shop, targetGroups: [{ ...web, Protocol: 'GENEVE', Port: 6081 }] }

  it.each([
    ['a group of a Network Load Balancer', ['--tg', groupArn], behindNetwork, 'Network'],
    ['a group of a Gateway Load Balancer', ['--tg', groupArn], behindGateway, 'Gateway'],
    ['a Network Load Balancer by name', ['--lb', 'shop', '--region', region], behindNetwork, 'network'],
    ['a Classic Load Balancer by ARN', ['--lb', balancerArn.replace('/app/shop/50dc6c495c0c9188', '/shop')], shop, 'Classic'],
    ['an account that has only a Network Load Balancer', ['--all', '--region', region], behindNetwork, 'Application'],
  ] as const)('%s: one line, a hint, exit 2', async (_name, words, world, named) => {
    const run = await ask(words, { world })
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toContain(named)
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(2)
  })
})
