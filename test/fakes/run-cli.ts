/** Runs the built command as a child process against a fake AWS, in an environment of its own. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scenario } from '../scenarios/scenario.ts'
import { groupArn } from '../scenarios/shop.ts'
import { type World, windowFrom, windowTo } from '../scenarios/world.ts'
import { type FakeAws, type FakeOptions, startFakeAws } from './aws/server.ts'

export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly requests: FakeAws['requests']
}

export interface CliOptions extends FakeOptions {
  readonly world?: World
  readonly environment?: Readonly<Record<string, string>>
  readonly stdin?: string
}

/** The hour that scenarios speak of. */
export const ofScenario: readonly string[] = ['aws', '--tg', groupArn, '--since', windowFrom, '--until', windowTo]

/** The words that ask what a scenario asks. */
export function asking({ pool = groupArn, logGroup, backendKeepAliveSeconds: seconds }: Scenario): readonly string[] {
  return [
    ...['aws', '--tg', pool, '--since', windowFrom, '--until', windowTo],
    ...(logGroup === undefined ? [] : ['--logs', logGroup]),
    ...(seconds === undefined ? [] : ['--backend-keepalive', `${seconds}s`]),
  ]
}

const command = new URL('../../dist/bin.js', import.meta.url).pathname

export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const fake = options.world === undefined ? null : await startFakeAws(options.world, options)
  const home = await mkdtemp(join(tmpdir(), 'lb502-home-'))
  try {
    const environment = {
      PATH: process.env.PATH ?? '',
      HOME: home,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...(fake === null ? {} : { AWS_ENDPOINT_URL: fake.url, AWS_ACCESS_KEY_ID: 'fake', AWS_SECRET_ACCESS_KEY: 'fake' }),
      ...options.environment,
    }
    return { ...(await finished(words, environment, options.stdin)), requests: fake?.requests ?? [] }
  } finally {
    await fake?.close()
    await rm(home, { recursive: true, force: true })
  }
}

function finished(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = '',
): Promise<Omit<CliRun, 'requests'>> {
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
