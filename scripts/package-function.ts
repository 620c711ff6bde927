/** A function of a cloud as the zip that is deployed. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'

export interface PackagedFunction {
  readonly name: 'lambda' | 'azure'
  /** What tsc wrote, from the root of the package. */
  readonly entry: string
  /** What the bundle may weigh, minified and unzipped. */
  readonly mostBytes: number
  /** Files that its platform wants beside the bundle. */
  readonly besides: Readonly<Record<string, object>>
}

export const functions: readonly PackagedFunction[] = [
  { name: 'lambda', entry: 'dist/lib/lambda/index.js', mostBytes: 600_000, besides: {} },
  {
    name: 'azure',
    entry: 'dist/lib/azure-function/index.js',
    mostBytes: 1_600_000,
    besides: {
      // Runs may take as long as the Consumption plan lets them.
      'host.json': { version: '2.0', functionTimeout: '00:10:00' },
      'package.json': { name: 'lb502-function', private: true, main: 'index.cjs' },
    },
  },
]

const root = join(import.meta.dirname, '..')

/** The first day that a zip can name: its bytes follow from its contents alone. */
const day = new Date(1980, 0, 1)

/** Bundles and zips. Throws where the entry is missing. */
export async function packageFunction(
  { name, besides }: PackagedFunction,
  entry: string,
  folder: string,
): Promise<{ readonly zip: string; readonly bytes: number }> {
  if (!existsSync(entry)) throw new Error(`There is no ${entry}; npm run build makes it.`)
  const bundled = mkdtempSync(join(tmpdir(), 'lb502-package-'))
  try {
    const words = ['-c', 'rollup.functions.config.js', '--silent']
    const given = ['--configFunction', name, '--configEntry', entry, '--configFolder', bundled]
    execFileSync(process.execPath, [join(root, 'node_modules/rollup/dist/bin/rollup'), ...words, ...given], {
      cwd: root,
      stdio: 'inherit',
    })
    const files = Object.fromEntries(readdirSync(bundled).map((file) => [file, readFileSync(join(bundled, file))] as const))
    const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0)
    const zip = join(folder, `lb502-${name}.zip`)
    const texts = Object.entries(besides).map(([file, value]) => [file, Buffer.from(`${JSON.stringify(value)}\n`)] as const)
    writeFileSync(zip, zipSync({ ...files, ...Object.fromEntries(texts) }, { mtime: day, level: 9 }))
    return { zip, bytes }
  } finally {
    rmSync(bundled, { recursive: true, force: true })
  }
}
