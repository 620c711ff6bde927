/** Runs the built command as a child process, in a home and an environment of its own. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface CommandRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const command = new URL('../../dist/bin.js', import.meta.url).pathname

export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  stdin = '',
): Promise<CommandRun> {
  const home = await mkdtemp(join(tmpdir(), 'lb502-home-'))
  try {
    return await finished(words, { PATH: process.env.PATH ?? '', HOME: home, ...environment }, stdin)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

function finished(words: readonly string[], env: Readonly<Record<string, string>>, stdin: string): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...words], { env, stdio: 'pipe' })
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
    child.stdin.end(stdin)
  })
}
