import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Builds dist: the library as tsc emits it, then the command bundled from that. With `--if-stale` it does so only when dist is
 * missing or older than what it is made of, because npx runs `prepare` again every time it starts this package's own command.
 */
const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const command = join(dist, 'bin.js')
const ingredients = ['src', 'scripts/build.ts', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'rollup.config.js']

if (!process.argv.includes('--if-stale') || isStale()) build()

function isStale(): boolean {
  if (!existsSync(command)) return true
  const builtAt = statSync(command).mtimeMs
  return ingredients.some((name) => newestChange(join(root, name)) > builtAt)
}

/** Milliseconds since 1970. A folder's own time counts too: it tells of files that were removed. */
function newestChange(path: string): number {
  const own = statSync(path)
  if (!own.isDirectory()) return own.mtimeMs
  return Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}

/** Builds beside dist and then swaps, so that a failed build leaves the old one and a running command keeps its files. */
function build(): void {
  const next = join(root, `dist.${process.pid}`)
  try {
    // Types are checked by `npm run types`; isolatedDeclarations lets tsc emit them without that.
    run('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck', '--outDir', join(next, 'lib'))
    run('rollup/dist/bin/rollup', '-c', '--logLevel', 'warn', '--input', join(next, 'lib/bin.js'), '--dir', next)
    chmodSync(join(next, 'bin.js'), 0o755)
    rmSync(dist, { recursive: true, force: true })
    renameSync(next, dist)
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}

function run(tool: string, ...words: readonly string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules', tool), ...words], { cwd: root, stdio: 'inherit' })
}
