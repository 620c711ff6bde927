/** Runs the built handlers in a bare node, at the hour that scenarios speak of. */
import { spawn } from 'node:child_process'
import { windowTo } from '../scenarios/world.ts'
import type { CommandRun } from './run-command.ts'

export interface FunctionRun extends CommandRun {
  /** The lines of the log that are JSON. */
  readonly lines: readonly Readonly<Record<string, unknown>>[]
}

const entry = (name: string): string => new URL(`../../dist/lib/${name}/index.js`, import.meta.url).href

/** A clock that stands at the end of the scenarios' hour, so that a run looks at just that hour however long it takes to start. */
const clock = `
  const now = Date.parse(${JSON.stringify(windowTo)})
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super(now) : super(...given) }
    static now() { return now }
  }`

const hosts: Readonly<Record<'lambda' | 'azure-function', string>> = {
  lambda: `const { handler } = await import(${JSON.stringify(entry('lambda'))})
    await handler({}, { getRemainingTimeInMillis: () => 60_000 })`,
  'azure-function': `const { handler } = await import(${JSON.stringify(entry('azure-function'))})
    await handler({}, { log: (line) => console.log(line) })`,
}

export async function runFunction(name: keyof typeof hosts, environment: Readonly<Record<string, string>>): Promise<FunctionRun> {
  const script = `${clock}
    try { ${hosts[name]} } catch (error) { console.error(error.message); process.exitCode = 1 }`
  const run = await finished(['--input-type=module', '--eval', script], {
    PATH: process.env.PATH ?? '',
    NODE_NO_WARNINGS: '1',
    ...environment,
  })
  const lines = run.stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
  return { ...run, lines }
}

function finished(words: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
