import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { albLine } from '../fakes/logs/alb-lines.ts'
import { gatewayLine, nobodyAsked } from '../fakes/logs/app-gateway-lines.ts'
import { type Contents, withFolder } from '../files/folder.ts'
import { type Outcome, runCli, type Terminal } from './in-process.ts'

const own = albLine({ status: 502, targetStatus: 502 })
const other = {
  balancer: 'app/blog/60dc6c495c0c9188',
  targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/blog/83e2d6bc24d8a067',
}

/** Runs it in a folder with such files; `{}` stands for the folder. */
function logs(contents: Contents, words: readonly string[], terminal: Terminal = {}): Promise<Outcome> {
  return withFolder(contents, (folder) => runCli(['logs', ...words.map((word) => word.replace('{}', folder))], terminal))
}

describe('the exit code', () => {
  test.each([
    ['failures', own, 1],
    ['none', albLine(), 3],
  ])('with %s', async (_, line, code) => {
    expect((await logs({ 'a.log': line }, ['{}'])).code).toBe(code)
    expect((await logs({ 'a.log': line }, ['{}', '--exit-zero'])).code).toBe(0)
  })

  test.each([
    [[], 'logs needs a file, a folder or -.'],
    [['{}/nowhere.log'], 'no such file or directory.'],
    [['{}', '--window', 'soon'], '--window soon is not a duration.'],
    [['{}', '--logs', 'off'], 'logs takes no --logs.'],
    [['{}', '--format', 'pdf'], 'Unknown format pdf.'],
    [['{}/notes.txt'], 'No line of a load balancer’s request log in '],
  ])('is 2 for %j, with one line and a hint', async (words, message) => {
    const { code, stdout, stderr } = await logs({ 'notes.txt': 'hello' }, words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(2)
  })
})

describe('what it reads', () => {
  test('is files, folders and standard input', async () => {
    const contents = { 'a/one.gz': gzipSync(own), 'two.log': own }
    const { stdout } = await logs(contents, ['{}/a', '{}/two.log', '-', '--json'], { stdin: `${own}\n${own}` })
    const { traffic, logFiles } = JSON.parse(stdout)
    expect(traffic).toMatchObject({ requests: 4, backend502: 4 })
    expect(logFiles).toEqual({ files: { found: 3, read: 3, unknown: 0, broken: 0, unread: 0 }, lines: [['alb-request', 4]] })
  })

  test('is told in the last lines of text and Markdown', async () => {
    const contents = { 'a.log': `${own}\n${albLine().slice(0, 99)}`, 'b.txt': 'x' }
    for (const format of ['text', 'markdown']) {
      const { stdout } = await logs(contents, ['{}', '--format', format])
      const text = stdout.replace(/\s+/g, ' ')
      expect(text).toContain('1 of 2 files read (1 of no known format)')
      expect(text).toContain('3 lines: 1 request of an Application Load Balancer, 1 damaged line and 1 line of no known format')
    }
  })

  test('is narrowed by time', async () => {
    const contents = { 'a.log': [own, albLine({ status: 502, targetStatus: 502, time: '2026-09-01T13:00:00.000Z' })].join('\n') }
    const { stdout } = await logs(contents, ['{}', '--json', '--until', '2026-09-01T12:30Z'])
    expect(JSON.parse(stdout)).toMatchObject({
      window: { from: '2026-09-01T12:00:00.000Z', to: '2026-09-01T12:30:00.000Z' },
      traffic: { requests: 1 },
    })
  })
})

test('several load balancers are the wrapper, the failing ones in full', async () => {
  const contents = { 'a.log': `${own}\n${albLine(other)}`, 'b.json': gatewayLine(nobodyAsked) }
  const { code, stdout } = await logs(contents, ['{}', '--json'])
  expect(code).toBe(1)
  const { diagnoses } = JSON.parse(stdout)
  expect(
    diagnoses.map((one: { subject: { cloud: string; pools: { name: string }[] } }) => [
      one.subject.cloud,
      one.subject.pools[0]?.name,
    ]),
  ).toEqual([
    ['azure', 'web'],
    ['aws', 'blog'],
    ['aws', 'web'],
  ])
  expect((await logs(contents, ['{}', '--only', 'backend-answered-502', '--json'])).stdout).not.toContain('no-backends')
})

describe('saved evidence', () => {
  const contents = { 'a.log': `${own}\n${albLine(other)}`, 'b.json': gatewayLine(nobodyAsked), 'c.log': 'x' }

  test.each([[[]], [['--redact']]])('is judged again to the same document: %j', async (extra) => {
    await withFolder(contents, async (folder) => {
      const file = join(folder, 'e.json')
      const first = await runCli(['logs', folder, '--save', file, '--json', ...extra])
      const again = await runCli(['explain', file, '--json'])
      expect(again).toEqual(first)
    })
  })

  test('without identifiers has none, and the same verdicts', async () => {
    await withFolder(contents, async (folder) => {
      const file = join(folder, 'e.json')
      const plain = JSON.parse((await runCli(['logs', folder, '--json'])).stdout)
      const redacted = JSON.parse((await runCli(['logs', folder, '--save', file, '--redact', '--json'])).stdout)
      const verdicts = ({ diagnoses }: typeof plain): unknown[] =>
        diagnoses.map(({ verdict, causes, traffic }: typeof plain) => [
          verdict,
          traffic.requests,
          causes.map(({ id, certainty }: typeof plain) => [id, certainty]),
        ])
      expect(new Set(verdicts(redacted).map((one) => JSON.stringify(one)))).toEqual(
        new Set(verdicts(plain).map((one) => JSON.stringify(one))),
      )
      expect(redacted.diagnoses[0].logFiles).toEqual(plain.diagnoses[0].logFiles)
      const text = await readFile(file, 'utf8')
      for (const secret of [folder, 'shop', 'blog', '111122223333', '10.20.2.4', '203.0.113.10', '/cart', 'Mozilla'])
        expect(text).not.toContain(secret)
    })
  })
})

describe('an interrupt', () => {
  test('gives the diagnosis of what was read', async () => {
    const controller = new AbortController()
    const contents = { 'a.log': own }
    const { code, stdout, stderr } = await withFolder(contents, async (folder) => {
      async function* endless(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(`${own}\n`)
        setImmediate(() => controller.abort())
        await new Promise(() => {})
      }
      return runCli(['logs', join(folder, 'a.log'), '-', '--json'], { signal: controller.signal, input: endless() })
    })
    expect(stderr).toBe('Interrupted: judging what was read so far.\n')
    expect(code).toBe(1)
    const { traffic, blindSpots } = JSON.parse(stdout)
    expect(traffic.backend502).toBeGreaterThan(0)
    expect(blindSpots.map(({ message }: { message: string }) => message).join()).toContain('the run was interrupted')
  })

  test('before anything was read is 130', async () => {
    const signal = AbortSignal.abort()
    expect((await logs({ 'a.log': own }, ['{}'], { signal })).code).toBe(130)
  })
})

test('progress shows bytes, requests and 502s, on a terminal only', async () => {
  const big = Array.from({ length: 9000 }, () => own).join('\n')
  const { stderr } = await logs({ 'a.log': big }, ['{}'], { columns: 100 })
  expect(stderr).toMatch(/Reading 0\/1 {2}\d+ MB, \d+ requests, \d+ of them 502/)
  expect((await logs({ 'a.log': big }, ['{}'])).stderr).toBe('')
  expect((await logs({ 'a.log': big }, ['{}', '--quiet'], { columns: 100 })).stderr).toBe('')
})
