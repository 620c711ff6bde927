import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { groupArn } from '../../test/scenarios/shop.ts'
import { windowFrom, windowTo } from '../../test/scenarios/world.ts'
import { type RemoteFake, startRemoteFake } from './fake.ts'

/** The scenario that is diagnosed, and its cause. */
export const incident = 'port-closed'

export interface Incident {
  readonly fake: RemoteFake
  /** The environment of whoever asks the fake, and nobody else. */
  readonly env: NodeJS.ProcessEnv
  /** The built command and its words. */
  readonly words: readonly string[]
}

/** Runs a measurement against a fake of one incident that takes so many milliseconds a call. */
export async function withIncident(latencyMilliseconds: number, measure: (incident: Incident) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'lb502-bench-'))
  const fake = await startRemoteFake(incident, latencyMilliseconds)
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_ENDPOINT_URL: fake.url,
    AWS_ACCESS_KEY_ID: 'fake',
    AWS_SECRET_ACCESS_KEY: 'fake',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
  const command = join(import.meta.dirname, '../../dist/bin.js')
  const words = [command, 'aws', '--tg', groupArn, '--since', windowFrom, '--until', windowTo, '--json']
  try {
    await measure({ fake, env, words })
  } finally {
    fake.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
