import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Evidence } from '../../src/core/evidence.ts'
import { formatEvidenceFile } from '../../src/evidence-file.ts'
import { judge } from '../../src/pipeline.ts'
import { renderJson } from '../../src/report/json.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { readingOf } from '../../src/report/reading.ts'
import { renderText } from '../../src/report/text.ts'
import { scenarios } from '../scenarios/aws.ts'
import { recordEvidence } from '../scenarios/record.ts'
import { runCli } from './in-process.ts'

const names = ['port-closed', 'healthy', 'blind'] as const
const evidences = new Map<string, Evidence>()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lb502-explain-'))
  for (const name of names) {
    const scenario = scenarios[name]
    if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
    evidences.set(name, await recordEvidence(scenario))
    await writeFile(path(name), formatEvidenceFile({ evidences: [evidenceOf(name)], wrapped: false }))
  }
})

afterAll(() => rm(folder, { recursive: true }))

const path = (name: string): string => join(folder, `${name}.json`)

function evidenceOf(name: string): Evidence {
  const evidence = evidences.get(name)
  if (evidence === undefined) throw new Error(`${name} is not recorded`)
  return evidence
}

describe('verdict and exit code', () => {
  test.each([
    ['port-closed', 1],
    ['healthy', 0],
    ['blind', 3],
  ])('%s exits with %d', async (name, code) => {
    expect((await runCli(['explain', path(name)])).code).toBe(code)
    expect((await runCli(['explain', path(name), '--exit-zero'])).code).toBe(0)
  })

  test.each([
    [['healthy', 'blind'], 3],
    [['healthy', 'blind', 'port-closed'], 1],
    [['healthy', 'healthy'], 0],
  ])('of %j the worst counts: %d', async (several, code) => {
    const stdin = formatEvidenceFile({ evidences: several.map(evidenceOf), wrapped: true })
    expect((await runCli(['explain', '-'], { stdin })).code).toBe(code)
  })

  test('--exit-zero does not turn bad usage into success', async () => {
    expect((await runCli(['explain', '/no/such/file', '--exit-zero'])).code).toBe(2)
  })
})

describe('the report', () => {
  test('is text, JSON or Markdown on standard output, with nothing on standard error', async () => {
    const evidence = evidenceOf('port-closed')
    const diagnoses = judge(evidence)
    const reading = readingOf([evidence])
    const text = await runCli(['explain', path('port-closed')])
    expect(text).toEqual({ code: 1, stdout: renderText(diagnoses, { reading }), stderr: '' })
    const json = await runCli(['explain', path('port-closed'), '--json'])
    expect(json).toEqual({ code: 1, stdout: renderJson(diagnoses, { wrap: false }), stderr: '' })
    expect(await runCli(['explain', path('port-closed'), '--format', 'json'])).toEqual(json)
    const markdown = await runCli(['explain', path('port-closed'), '--format=markdown'])
    expect(markdown).toEqual({ code: 1, stdout: renderMarkdown(diagnoses, { reading }), stderr: '' })
  })

  test('is coloured on a terminal only, and nowhere when that is not wanted', async () => {
    const words = ['explain', path('port-closed')]
    const colored = '\u001b[31mExplained: '
    const first = async (terminal: Parameters<typeof runCli>[1], ...more: string[]): Promise<string> =>
      (await runCli([...words, ...more], terminal)).stdout.slice(0, colored.length)
    expect(await first({ columns: 80 })).toBe(colored)
    expect(await first({})).not.toContain('\u001b')
    expect(await first({ env: { FORCE_COLOR: '1' } })).toBe(colored)
    expect(await first({ columns: 80, env: { FORCE_COLOR: '0' } })).not.toContain('\u001b')
    expect(await first({ columns: 80, env: { NO_COLOR: '1' } })).not.toContain('\u001b')
    expect(await first({ env: { NO_COLOR: '1', FORCE_COLOR: '1' } })).not.toContain('\u001b')
    expect(await first({ columns: 80, env: { TERM: 'dumb' } })).not.toContain('\u001b')
    expect(await first({ columns: 80 }, '--no-color')).not.toContain('\u001b')
  })

  test('has ASCII marks where the locale shows nothing else', async () => {
    const { stdout } = await runCli(['explain', path('port-closed')], { env: { LANG: 'C' } })
    expect(stdout).toContain('\n  ok load balancer')
    expect(stdout).not.toContain('✓')
    expect((await runCli(['explain', path('port-closed')], { env: { LANG: 'de_DE.UTF-8' } })).stdout).toContain(
      '\n  ✓ load balancer',
    )
  })

  test('goes to a file with --output, uncoloured, and keeps the exit code', async () => {
    const output = join(folder, 'report.txt')
    const run = await runCli(['explain', path('port-closed'), '--output', output], { columns: 60 })
    expect(run).toEqual({ code: 1, stdout: '', stderr: '' })
    expect(await readFile(output, 'utf8')).toBe((await runCli(['explain', path('port-closed')])).stdout)
  })

  test('a wrapper of evidence gives a wrapper of diagnoses', async () => {
    const stdin = formatEvidenceFile({ evidences: [evidenceOf('healthy')], wrapped: true })
    const document = JSON.parse((await runCli(['explain', '-', '--json'], { stdin })).stdout)
    expect(Object.keys(document)).toEqual(['schemaVersion', 'diagnoses'])
    expect(document.diagnoses).toHaveLength(1)
  })
})

describe('asking anew', () => {
  test('--only and --ignore override what the evidence recorded', async () => {
    const causes = async (...more: string[]): Promise<string[]> => {
      const { stdout } = await runCli(['explain', path('port-closed'), '--json', ...more])
      return JSON.parse(stdout).causes.map((cause: { id: string }) => cause.id)
    }
    expect(await causes()).toContain('port-closed')
    expect(await causes('--ignore', 'port-closed')).not.toContain('port-closed')
    expect(await causes('--only', 'port-closed', '--only', 'traffic-blocked')).toEqual(['port-closed'])
    expect(await causes('--only', 'lambda-failed')).toEqual([])
  })

  test('--save keeps the new question, so that the saved evidence answers alike', async () => {
    const saved = join(folder, 'asked-anew.json')
    const first = await runCli([
      'explain',
      path('port-closed'),
      '--json',
      '--ignore',
      'port-closed',
      '--backend-keepalive',
      '5s',
      '--save',
      saved,
    ])
    expect(JSON.parse(await readFile(saved, 'utf8')).question).toMatchObject({
      ignore: ['port-closed'],
      backendKeepAliveSeconds: 5,
    })
    expect(await runCli(['explain', saved, '--json'])).toEqual(first)
  })
})

describe('--save', () => {
  test('writes evidence that only its owner reads, also over a file that everybody could', async () => {
    const saved = join(folder, 'saved.json')
    for (const mode of [undefined, 0o644]) {
      if (mode !== undefined) await chmod(saved, mode)
      expect((await runCli(['explain', path('healthy'), '--save', saved])).code).toBe(0)
      expect((await stat(saved)).mode & 0o777).toBe(0o600)
      expect(await readFile(saved, 'utf8')).toBe(await readFile(path('healthy'), 'utf8'))
    }
  })

  test('with --redact saves and reports evidence without identifiers, and the verdict stays', async () => {
    const saved = join(folder, 'redacted.json')
    const redacted = await runCli(['explain', path('port-closed'), '--json', '--redact', '--save', saved])
    const text = redacted.stdout + (await readFile(saved, 'utf8'))
    for (const secret of ['111122223333', 'i-0aaaaaaaaaaaaaaa1', '10.0.11.10', '50dc6c495c0c9188'])
      expect(text).not.toContain(secret)
    expect(await runCli(['explain', saved, '--json'])).toEqual(redacted)
    const open = JSON.parse((await runCli(['explain', path('port-closed'), '--json'])).stdout)
    const { verdict, causes } = JSON.parse(redacted.stdout)
    expect(verdict).toBe(open.verdict)
    expect(causes.map((cause: { id: string }) => cause.id)).toEqual(open.causes.map((cause: { id: string }) => cause.id))
  })
})

describe('what is no evidence', () => {
  const good = (): Record<string, unknown> => structuredClone(evidenceOf('healthy')) as unknown as Record<string, unknown>
  test.each<[string, () => string, string]>([
    ['nothing', () => ' \n', 'Standard input is empty.'],
    ['a log', () => 'https 2026-01-31T14:00:00Z app/shop', 'Standard input is not JSON.'],
    ['cut off', () => JSON.stringify(good()).slice(0, 500), 'Standard input is not JSON.'],
    ['a list', () => '[]', 'Standard input is not evidence of lb502: no object.'],
    ['no evidence', () => '{"schemaVersion":1,"evidences":[]}', 'Standard input holds no evidence.'],
    [
      'a later version',
      () => JSON.stringify({ ...good(), schemaVersion: 2 }),
      'Standard input is not evidence of lb502: schemaVersion is 2, not 1.',
    ],
    [
      'a report',
      () => renderJson(judge(evidenceOf('healthy')), { wrap: false }),
      'Standard input is not evidence of lb502: collectedAt is no time.\n  It is a report.',
    ],
    [
      'no question',
      () => JSON.stringify({ ...good(), question: null }),
      'Standard input is not evidence of lb502: question.cloud is missing.',
    ],
    [
      'a damaged call',
      () => JSON.stringify({ ...good(), calls: [{ call: 'x' }] }),
      'Standard input is not evidence of lb502: calls[0] is no call.',
    ],
    [
      'another cloud',
      () => JSON.stringify(evidenceOf('healthy')).replace('"cloud":"aws"', '"cloud":"gcp"'),
      'Standard input is not evidence of lb502: question.cloud',
    ],
  ])('%s: one line, exit 2', async (_, text, message) => {
    const { code, stdout, stderr } = await runCli(['explain', '-'], { stdin: text() })
    expect(stderr.split('\n')).toHaveLength(3)
    expect(stderr).toContain(`lb502: ${message}`)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('a byte order mark does no harm', async () => {
    const stdin = `\ufeff${await readFile(path('healthy'), 'utf8')}`
    expect((await runCli(['explain', '-'], { stdin })).code).toBe(0)
  })

  test('whatever a call answered, there is a verdict or one clear line', async () => {
    const evidence = evidenceOf('port-closed')
    const indexes = evidence.calls.flatMap((call, index) => (call.outcome.ok ? [index] : []))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...indexes), fc.jsonValue(), async (at, output) => {
        const calls = evidence.calls.map((call, index) => (index === at ? { ...call, outcome: { ok: true, output } } : call))
        const { code, stderr } = await runCli(['explain', '-'], { stdin: JSON.stringify({ ...evidence, calls }) })
        expect(stderr).toBe('')
        expect([0, 1, 3]).toContain(code)
      }),
    )
  })
})
