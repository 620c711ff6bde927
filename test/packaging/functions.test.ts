/** The zips that are deployed, of entries that stand in for the functions' own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { functions, packageFunction } from '../../scripts/package-function.ts'

const folder = mkdtempSync(join(tmpdir(), 'lb502-functions-'))
const standIn = (name: string): string => join(import.meta.dirname, 'stand-ins', `${name}.js`)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(functions)('the zip of $name', (made) => {
  test('holds what its platform wants, and the same bytes each time', async () => {
    const { zip } = await packageFunction(made, standIn('small'), folder)
    const first = readFileSync(zip)
    await packageFunction(made, standIn('small'), folder)
    expect(readFileSync(zip).equals(first)).toBe(true)
    const bundle = made.name === 'lambda' ? 'index.mjs' : 'index.cjs'
    expect(Object.keys(unzipSync(first)).sort()).toEqual([...Object.keys(made.besides), bundle].sort())
  })

  test('is refused where its entry is missing', async () => {
    await expect(packageFunction(made, standIn('nothing'), folder)).rejects.toThrow(/There is no .*nothing\.js/)
  })

  test('loads with all that diagnosing needs where there are no packages', { timeout: 180_000 }, async () => {
    const { zip } = await packageFunction(made, standIn(made.name), folder)
    const alone = join(folder, made.name)
    mkdirSync(alone)
    const files = Object.entries(unzipSync(readFileSync(zip)))
    for (const [name, bytes] of files) writeFileSync(join(alone, name), bytes)
    const [bundle = ''] = files.map(([name]) => name).filter((name) => name.startsWith('index.'))
    const loaded: { readonly handler?: unknown } = await import(pathToFileURL(join(alone, bundle)).href)
    expect(loaded.handler).toBeTypeOf('function')
  })
})
