/** Runs the built command as a child process against a fake AWS, in an environment of its own. */
import type { Scenario } from '../scenarios/scenario.ts'
import { groupArn } from '../scenarios/shop.ts'
import { type World, windowFrom, windowTo } from '../scenarios/world.ts'
import { type FakeAws, type FakeOptions, startFakeAws } from './aws/server.ts'
import { type CommandRun, runCommand } from './run-command.ts'

export interface CliRun extends CommandRun {
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

export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const fake = options.world === undefined ? null : await startFakeAws(options.world, options)
  const environment = {
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(fake === null ? {} : { AWS_ENDPOINT_URL: fake.url, AWS_ACCESS_KEY_ID: 'fake', AWS_SECRET_ACCESS_KEY: 'fake' }),
    ...options.environment,
  }
  try {
    return { ...(await runCommand(words, environment, options.stdin)), requests: fake?.requests ?? [] }
  } finally {
    await fake?.close()
  }
}
