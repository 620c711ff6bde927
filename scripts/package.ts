/**
 * Writes dist/functions: one zip for each function, of a minified bundle with all that it needs. Fails, with the zips made, where one
 * weighs more than it may. Run after `npm run build`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { functions, packageFunction } from './package-function.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'dist/functions')

mkdirSync(folder, { recursive: true })
try {
  for (const made of functions) {
    const { zip, bytes } = await packageFunction(made, join(root, made.entry), folder)
    const heavy = bytes > made.mostBytes
    console.log(`${zip}: ${Math.ceil(bytes / 1000)} kB minified, ${heavy ? 'TOO HEAVY: ' : ''}at most ${made.mostBytes / 1000}`)
    if (heavy) process.exitCode = 1
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
