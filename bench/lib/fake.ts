import { type ChildProcess, fork } from 'node:child_process'
import type { RecordedRequest } from '../../test/fakes/aws/server.ts'

/** A fake AWS in another process. */
export interface RemoteFake {
  readonly url: string
  /** The requests since the last time they were taken. */
  readonly takeRequests: () => Promise<readonly RecordedRequest[]>
  readonly stop: () => void
}

/** Starts the fake with the world of a scenario; every call takes so many milliseconds. */
export async function startRemoteFake(scenario: string, latencyMilliseconds: number): Promise<RemoteFake> {
  const file = new URL('../fake-aws.ts', import.meta.url)
  const child = fork(file, [scenario, String(latencyMilliseconds)], { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
  const { url } = (await nextMessage(child)) as { url: string }
  return {
    url,
    takeRequests: async () => {
      child.send('requests')
      const { requests } = (await nextMessage(child)) as { requests: readonly RecordedRequest[] }
      return requests
    },
    stop: () => void child.kill(),
  }
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the fake ended'))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
