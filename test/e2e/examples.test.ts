/** The examples, as their READMEs say to run them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../examples')

function run(
  file: string,
  ...words: readonly string[]
): { readonly status: number | null; readonly out: string; readonly error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, file), ...words], { encoding: 'utf8' })
  return { status, out: stdout, error: stderr }
}

test('a custom check stands in the report beside the built-in ones', () => {
  const { status, out, error } = run('custom-check/custom-check.js')
  expect(error).toBe('')
  expect(status).toBe(0)
  expect(out).toContain('The nightly import keeps the backends busy')
  expect(out).toContain('nightly-import')
  expect(out).toContain('https://wiki.example.com/nightly-import')
})

test.each([
  ['port-closed', 1, /^## Explained: /],
  ['healthy', 0, /^$/],
] as const)('the gate lets %s through with %i', (name, code, says) => {
  const { status, error } = run('ci-gate/ci-gate.js', name)
  expect(error).toMatch(says)
  expect(status).toBe(code)
})

test('the health page serves the report and its document', async () => {
  const server = spawn(process.execPath, [join(folder, 'health-page/health-page.js')], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const address = await firstLine(server)
    const page = await fetch(address)
    expect(page.status).toBe(503)
    expect(await page.text()).toMatch(/^Explained: /)
    const document = await fetch(new URL('diagnosis.json', address))
    expect(document.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await document.json()).toMatchObject({ schemaVersion: 1, verdict: 'explained' })
  } finally {
    server.kill()
  }
})

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('standard output is not read')
  const [line] = await once(createInterface(stdout), 'line')
  return String(line)
}
