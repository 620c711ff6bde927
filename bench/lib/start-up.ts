import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleaved, runNode } from './measure.ts'
import { milliseconds, printRatio, printRow } from './print.ts'

const runs = 21

/**
 * Prints how long the command takes to start, beside an empty node process, in turns. `words` are those of a diagnosis that ends
 * with exit code 1 in this environment: what it loads is what counts as the AWS path.
 */
export async function printStartUp(words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const [command = ''] = words
  const modules = await modulesOf(words, env)
  const imports = modules.map((url) => `import(${JSON.stringify(url)})`)
  const { nothing, version, aws } = await interleaved(runs, {
    nothing: () => runNode(['-e', '0'], env),
    version: () => runNode([command, '--version'], env),
    aws: () => runNode(['--input-type=module', '-e', `await Promise.all([${imports.join(', ')}])`], env),
  })
  printRow(`start-up, medians of ${runs} runs in turns: node -e 0`, milliseconds(nothing))
  printRow('  lb502 --version', milliseconds(version))
  printRow(`  the ${modules.length} modules that lb502 aws --tg loads`, milliseconds(aws))
  printRatio('lb502 --version / node -e 0', version, nothing, 1.4)
  printRatio('AWS path loaded / node -e 0', aws, nothing, 3.5)
}

/** The modules that a run loads; without its entry, which would begin to work when imported. */
async function modulesOf(words: readonly string[], env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lb502-loads-'))
  try {
    const file = join(folder, 'loads.txt')
    const preload = ['--import', 'tsx', '--import', new URL('./note-loads.ts', import.meta.url).href]
    await runNode([...preload, ...words], { ...env, LB502_LOADS: file }, [1])
    const loaded = readFileSync(file, 'utf8').trim().split('\n')
    return [...new Set(loaded)].filter((url) => url.includes('/dist/') && !url.endsWith('/dist/bin.js'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
