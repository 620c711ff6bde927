import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedRequest } from '../../test/fakes/aws/server.ts'
import type { RecordedAzureRequest } from '../../test/fakes/azure/server.ts'
import { gatewayId } from '../../test/scenarios/azure-worlds/ids.ts'
import { groupArn } from '../../test/scenarios/shop.ts'
import { windowFrom, windowTo } from '../../test/scenarios/world.ts'
import { type RemoteFake, startRemoteFake } from './fake.ts'

/** The scenario of either cloud that is diagnosed, and its cause. */
export const incident = 'port-closed'

export interface Incident<Request> {
  readonly fake: RemoteFake<Request>
  /** The environment of whoever asks the fake, and nobody else. */
  readonly env: NodeJS.ProcessEnv
  /** The built command and its words. */
  readonly words: readonly string[]
}

type Measure<Request> = (incident: Incident<Request>) => Promise<void>

/** Runs a measurement against a fake AWS with one incident, that takes so many milliseconds a call. */
export function withAwsIncident(latencyMilliseconds: number, measure: Measure<RecordedRequest>): Promise<void> {
  const environment = {
    AWS_ACCESS_KEY_ID: 'fake',
    AWS_SECRET_ACCESS_KEY: 'fake',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
  const file = new URL('../fake-aws.ts', import.meta.url)
  return withIncident({ file, environment, words: ['aws', '--tg', groupArn] }, latencyMilliseconds, measure)
}

/** The same against a fake Azure. */
export function withAzureIncident(latencyMilliseconds: number, measure: Measure<RecordedAzureRequest>): Promise<void> {
  const file = new URL('../fake-azure.ts', import.meta.url)
  return withIncident({ file, environment: {}, words: ['azure', '--gateway', gatewayId] }, latencyMilliseconds, measure)
}

interface Cloud {
  /** What serves the fake. */
  readonly file: URL
  readonly environment: Readonly<Record<string, string>>
  readonly words: readonly string[]
}

async function withIncident<Request>(cloud: Cloud, latencyMilliseconds: number, measure: Measure<Request>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'lb502-bench-'))
  const fake = await startRemoteFake<Request>(cloud.file, incident, latencyMilliseconds)
  const env = { PATH: process.env.PATH, HOME: home, ...cloud.environment, ...fake.environment }
  const command = join(import.meta.dirname, '../../dist/bin.js')
  const words = [command, ...cloud.words, '--since', windowFrom, '--until', windowTo, '--json']
  try {
    await measure({ fake, env, words })
  } finally {
    fake.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
