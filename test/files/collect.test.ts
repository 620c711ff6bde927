import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../src/core/evidence.ts'
import type { Inventory } from '../../src/core/inventory.ts'
import type { LogReading, ProbeLogReading } from '../../src/core/traffic.ts'
import { collectFiles } from '../../src/files/collect.ts'
import { albLine, healthCheckLine } from '../fakes/logs/alb-lines.ts'
import { gatewayId, gatewayLine, oldGatewayLine } from '../fakes/logs/app-gateway-lines.ts'
import { collected, usual, withFolder } from './folder.ts'

const read = <T>({ calls }: Evidence, kind: string): T => {
  const record = calls.find(({ input }) => (input as { kind: string }).kind === kind)
  return (record?.outcome.ok === true ? record.outcome.output : null) as T
}
const access = (evidence: Evidence): LogReading => read(evidence, 'access')
const linesOf = (evidence: Evidence): Readonly<Record<string, number>> =>
  Object.fromEntries(read<Inventory>(evidence, 'inventory').lines)
const filesOf = (evidence: Evidence): Inventory['files'] => read<Inventory>(evidence, 'inventory').files

const failing = { status: 502, triple: [0.001, 2, -1], targetStatus: null } as const
const other = 'app/blog/60dc6c495c0c9188'
const otherGroup = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/blog/83e2d6bc24d8a067'

describe('one load balancer', () => {
  test('is named by the account and region of its target groups', async () => {
    const [evidence] = await collected({ 'a.log': albLine(failing) })
    expect(evidence?.question).toMatchObject({
      cloud: 'aws',
      region: 'eu-west-1',
      loadBalancerId: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
      poolIds: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067'],
    })
  })

  test('keeps the name that the log has where that is all there is', async () => {
    const [evidence] = await collected({ 'a.log': albLine({ ...failing, targetGroupArn: null }) })
    expect(evidence?.question).toMatchObject({ loadBalancerId: 'app/shop/50dc6c495c0c9188', region: '', poolIds: ['-'] })
  })

  test('has its requests without a pool judged only where they fail', async () => {
    const redirect = albLine({ status: 301, triple: [-1, -1, -1], target: null, targetGroupArn: null })
    const [evidence] = await collected({ 'a.log': `${albLine()}\n${redirect}` })
    expect(evidence?.question.poolIds).toHaveLength(1)
  })

  test('is the same in whatever case its id is written, and of the generation that its rows are', async () => {
    const lines = [gatewayLine(), gatewayLine().replace(gatewayId.toUpperCase(), gatewayId)]
    const evidences = await collected({ 'a.json': lines.join('\n') })
    expect(evidences.map(({ question }) => [question.loadBalancerId, question.poolIds])).toEqual([
      [
        gatewayId
          .toLowerCase()
          .replace('resourcegroups', 'resourceGroups')
          .replace('microsoft.network/applicationgateways', 'Microsoft.Network/applicationGateways'),
        ['web/web-http'],
      ],
    ])
    const [old] = await collected({ 'a.json': oldGatewayLine() })
    expect(old?.calls.map(({ input }) => input)).toContainEqual(expect.objectContaining({ kind: 'access', generation: 'v1' }))
  })
})

test('more pools than a load balancer can have are judged as far as they fail most', async () => {
  const group = (index: number): string => otherGroup.replace('blog', `p${1000 + index}`)
  const lines = Array.from({ length: 300 }, (_, index) =>
    albLine({ ...(index < 50 ? failing : {}), targetGroupArn: group(index) }),
  )
  const [evidence] = await collected({ 'a.log': lines.reverse().join('\n') })
  expect(evidence?.question.poolIds).toHaveLength(200)
  expect(evidence?.question.poolIds.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, index) => group(index)))
})

test('several load balancers have a piece of evidence each, in one order, over one time', async () => {
  const evidences = await collected({
    'z/one.log': albLine({ time: '2026-09-01T12:10:30.000Z' }),
    'a.gz': gzipSync(`${albLine({ balancer: other, targetGroupArn: otherGroup })}\n${gatewayLine()}`),
  })
  expect(evidences.map(({ question }) => question.loadBalancerId?.split('/').at(-2) ?? '')).toEqual([
    'applicationGateways',
    'blog',
    'shop',
  ])
  for (const { question } of evidences)
    expect(question.window).toEqual({ from: '2026-09-01T12:00:00.000Z', to: '2026-09-01T12:11:00.000Z' })
})

describe('time', () => {
  const contents = { 'a.log': [0, 10, 20].map((minute) => albLine({ time: `2026-09-01T12:${10 + minute}:00.000Z` })).join('\n') }

  test.each([
    [null, null, 3, '2026-09-01T12:10:00.000Z', '2026-09-01T12:31:00.000Z'],
    ['2026-09-01T12:15:00.000Z', null, 2, '2026-09-01T12:15:00.000Z', '2026-09-01T12:31:00.000Z'],
    [null, '2026-09-01T12:30:00.000Z', 2, '2026-09-01T12:10:00.000Z', '2026-09-01T12:30:00.000Z'],
    ['2026-09-01T13:00:00.000Z', '2026-09-01T14:00:00.000Z', 0, '2026-09-01T13:00:00.000Z', '2026-09-01T14:00:00.000Z'],
  ])('from %s to %s', async (from, to, inside, start, end) => {
    const [evidence] = await collected(contents, { from, to })
    expect(evidence?.question.window).toEqual({ from: start, to: end })
    const reading = evidence && access(evidence)
    expect(reading?.digest.lines).toMatchObject({ parsed: 3, outsideWindow: 3 - inside })
    expect(reading?.partial).toBe(inside === 0)
  })
})

describe('health-check logs', () => {
  test('are probes of their load balancer', async () => {
    const [evidence] = await collected({ 'a.log': albLine(), 'b.log': healthCheckLine({ passed: false }) })
    expect(evidence && read<ProbeLogReading>(evidence, 'probe').entries).toMatchObject([{ backend: '10.0.1.10:8080', failed: 1 }])
  })

  test('that name none belong to the only one there is', async () => {
    const probes = healthCheckLine({ fields: 8 })
    const [evidence, ...others] = await collected({ 'a.log': albLine(), 'b.log': probes })
    expect(others).toEqual([])
    expect(evidence && read<ProbeLogReading>(evidence, 'probe').entries).toHaveLength(1)
    expect(await collected({ 'a.log': `${albLine()}\n${albLine({ balancer: other })}`, 'b.log': probes })).toHaveLength(3)
  })
})

describe('files', () => {
  test('are read once each, links to folders not at all, and what cannot be read is told', async () => {
    await withFolder({ 'sub/a.log': albLine(), 'empty.log': '', 'notes.txt': 'hello\nworld\n' }, async (folder) => {
      await symlink(join(folder, 'sub'), join(folder, 'loop'))
      await symlink(join(folder, 'sub/a.log'), join(folder, 'again.log'))
      await symlink(join(folder, 'nowhere'), join(folder, 'dangling.log'))
      const [evidence] = await collectFiles([folder, join(folder, 'sub/a.log')], usual)
      if (evidence === undefined) throw new Error('nothing was found')
      expect(filesOf(evidence)).toEqual({ found: 4, read: 1, unknown: 2, broken: 0, unread: 1 })
      expect(linesOf(evidence)).toEqual({ 'alb-request': 1, 'unknown-format': 2 })
      expect(access(evidence)).toMatchObject({
        partial: true,
        notes: ['1 of 4 files could not be read: no such file or directory'],
      })
    })
  })

  test('that are damaged count as far as they go', async () => {
    const whole = Array.from({ length: 2000 }, (_, index) => albLine({ client: `203.0.113.10:${index}` })).join('\n')
    const [evidence] = await collected({
      'cut.gz': gzipSync(whole).subarray(0, 5000),
      'not.gz': Buffer.from([0x1f, 0x8b, 1, 2, 3]),
      'nul.log': Buffer.concat([Buffer.alloc(300), Buffer.from(`\n${albLine()}\n\0\0\n`)]),
      'long.log': `${'x'.repeat(5_000_000)}\n${albLine()}`,
      'bom.log': `\uFEFF${albLine()}\r\n${albLine().slice(0, 200)}`,
      'random.bin': Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 251)),
    })
    if (evidence === undefined) throw new Error('nothing was found')
    const { found, broken, unknown } = filesOf(evidence)
    expect([found, broken, unknown]).toEqual([6, 2, 1])
    expect(access(evidence).notes.some((note) => note.endsWith('could be read in part: the compressed data is cut short'))).toBe(
      true,
    )
    expect(linesOf(evidence)['alb-request']).toBeGreaterThan(3)
    expect(linesOf(evidence).malformed).toBe(4)
  })

  test.each([
    [{}, 'There is no file in '],
    [{ 'empty.log': '' }, 'There is no line in '],
    [{ 'damaged.log.gz': Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) }, ': the compressed data is damaged ('],
    [{ 'notes.txt': 'hello\n' }, 'but 1 line of no known format.'],
    [
      { 'conn.log': '2026-09-01T12:00:00Z 203.0.113.9 36280 443 TLSv1.2 - - "-" - - - TID_1' },
      'which shows the client side only.',
    ],
  ])('that hold nothing to judge end the run: %o', async (contents, message) => {
    await expect(collected(contents)).rejects.toThrow(message)
  })

  test('that are not there end the run', async () => {
    await expect(collectFiles(['/nowhere/a.log'], usual)).rejects.toThrow(
      'Cannot read /nowhere/a.log: no such file or directory.',
    )
  })
})

test('every line is counted once: the kinds add up to what a naive count gives', async () => {
  const kinds = {
    good: albLine(),
    bad: albLine(failing),
    probe: healthCheckLine(),
    row: gatewayLine(),
    old: oldGatewayLine(),
    cut: albLine().slice(0, 120),
    junk: 'hello world',
    json: '{"a":1}',
  } as const
  const files = fc.array(
    fc.array(fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), { minLength: 1, maxLength: 30 }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const contents = Object.fromEntries(
        given.map((names, index) => {
          const text = `${names.map((name) => kinds[name]).join('\n')}\n`
          return index % 2 === 0 ? [`${index}.log`, text] : [`${index}.gz`, gzipSync(text)]
        }),
      )
      const all = given.flat()
      const count = (...names: readonly string[]): number => all.filter((name) => names.includes(name)).length
      if (count('good', 'bad', 'probe', 'row', 'old') === 0) return
      const evidences = await collected(contents)
      const [first] = evidences
      if (first === undefined) throw new Error('nothing was found')
      const { malformed = 0, 'unknown-format': unknown = 0, ...lines } = linesOf(first)
      expect({ ...lines, damaged: malformed + unknown }).toEqual(
        Object.fromEntries(
          Object.entries({
            'alb-request': count('good', 'bad'),
            'alb-probe': count('probe'),
            'gateway-request': count('row', 'old'),
            'other-record': count('json'),
          })
            .filter(([, amount]) => amount > 0)
            .concat([['damaged', count('cut', 'junk')]]),
        ),
      )
      const failed = evidences.flatMap((evidence) => access(evidence)?.digest.failures ?? [])
      expect(failed.reduce((sum, { requests }) => sum + requests, 0)).toBe(count('bad'))
    }),
    { numRuns: 30 },
  )
})
