import { expect, test } from 'vitest'
import { callInfo, callNames } from '../../src/aws/call-names.ts'
import { catalogue, causeIds } from '../../src/core/catalogue.ts'
import { runCli } from './in-process.ts'

test('causes lists every cause once, with its title', async () => {
  const { code, stdout } = await runCli(['causes'])
  expect(code).toBe(0)
  for (const id of causeIds) expect(stdout.split('\n').filter((line) => line.startsWith(`${id} `))).toHaveLength(1)
  expect(stdout.replace(/\s+/g, ' ')).toContain(catalogue['port-closed'].title)
})

test('causes <id> tells one in full', async () => {
  const { code, stdout } = await runCli(['causes', 'port-closed'], { columns: 80, env: { NO_COLOR: '1' } })
  expect(code).toBe(0)
  const flat = stdout.replace(/\s+/g, ' ')
  const { title, meaning, signature, fix, docs } = catalogue['port-closed']
  for (const text of [title, meaning, signature, fix, docs.aws ?? '']) expect(flat).toContain(text)
})

test('causes --json is the catalogue', async () => {
  const { stdout } = await runCli(['causes', '--json'])
  expect(JSON.parse(stdout)).toEqual(causeIds.map((id) => ({ id, ...catalogue[id] })))
  const one = await runCli(['causes', 'dns-stale', '--json'])
  expect(JSON.parse(one.stdout)).toEqual({ id: 'dns-stale', ...catalogue['dns-stale'] })
})

test('permissions aws allows every call, reading only', async () => {
  const { code, stdout } = await runCli(['permissions', 'aws'])
  expect(code).toBe(0)
  const { Version, Statement } = JSON.parse(stdout)
  expect(Version).toBe('2012-10-17')
  const actions: readonly string[] = Statement.flatMap((statement: { Action: string[] }) => statement.Action)
  expect([...actions].sort()).toEqual([...new Set(callNames.map((name) => callInfo(name).permission))].sort())
  expect(actions.filter((action) => !/:(?:Describe|Get|List|Lookup|Filter|StartQuery|StopQuery)/.test(action))).toEqual([])
})
