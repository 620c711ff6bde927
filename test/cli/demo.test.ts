import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { runCli } from './in-process.ts'

const folder = new URL('../../src/demo/incidents/', import.meta.url)
const names = (await readdir(folder)).map((file) => file.replace(/\.json$/, ''))

test('the incidents that users are promised are recorded', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'port-closed',
      'keep-alive-race',
      'blocked-security-group',
      'lambda-response',
      'backends-own-502',
      'half-blind',
    ]),
  )
})

test.each(names)('demo %s gives the same report as explaining its evidence, and 0', async (name) => {
  const { title, evidence } = JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'))
  expect(title).toMatch(/\S/)
  const demo = await runCli(['demo', name])
  expect(demo.code).toBe(0)
  expect(demo.stderr).toBe('')
  expect(demo.stdout).toBe((await runCli(['explain', '-'], { stdin: JSON.stringify(evidence) })).stdout)
})

test('without a name, demo lists the incidents on standard error and runs the first', async () => {
  const { code, stdout, stderr } = await runCli(['demo'])
  expect(code).toBe(0)
  const listed = stderr.split('\n').flatMap((line) => /^ {2}(\S+) {2,}\S/.exec(line)?.[1] ?? [])
  expect([...listed].sort()).toEqual([...names].sort())
  expect(stderr).toContain(`Running ${listed[0]}.`)
  expect(stdout).toBe((await runCli(['demo', listed[0] ?? ''])).stdout)
  expect((await runCli(['demo', '--quiet'])).stderr).toBe('')
})

test('a mistyped incident is answered with the nearest one', async () => {
  const { code, stdout, stderr } = await runCli(['demo', 'port-close'])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toBe('lb502: No incident is called port-close.\n  Did you mean port-closed?\n')
})
