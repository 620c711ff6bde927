/** Runs the built command as a child process against a fake Azure. */

import { gatewayId } from '../scenarios/azure-worlds/ids.ts'
import type { AzureWorld } from '../scenarios/azure-worlds/world.ts'
import type { AzureScenario } from '../scenarios/scenario.ts'
import { windowFrom, windowTo } from '../scenarios/world.ts'
import { type FakeAzure, type FakeAzureOptions, startFakeAzure } from './azure/server.ts'
import { type CommandRun, runCommand } from './run-command.ts'

export interface AzureCliRun extends CommandRun {
  readonly requests: FakeAzure['requests']
}

export interface AzureCliOptions extends FakeAzureOptions {
  readonly world: AzureWorld
  readonly environment?: Readonly<Record<string, string>>
}

/** The hour that scenarios speak of. */
export const ofAzureScenario: readonly string[] = ['azure', '--gateway', gatewayId, '--since', windowFrom, '--until', windowTo]

/** The words that ask what a scenario asks. */
export function askingAzure({ backendKeepAliveSeconds: seconds }: AzureScenario): readonly string[] {
  return [...ofAzureScenario, ...(seconds === undefined ? [] : ['--backend-keepalive', `${seconds}s`])]
}

export async function runAzureCli(words: readonly string[], options: AzureCliOptions): Promise<AzureCliRun> {
  const fake = await startFakeAzure(options.world, options)
  try {
    const run = await runCommand(words, { ...fake.environment, ...options.environment })
    return { ...run, requests: fake.requests }
  } finally {
    await fake.close()
  }
}
