import { type ChildProcess, fork } from 'node:child_process'

/** A fake cloud in another process. */
export interface RemoteFake<Request> {
  /** What whoever asks must find in the environment to take the fake for the cloud. */
  readonly environment: Readonly<Record<string, string>>
  /** The requests since the last time they were taken. */
  readonly takeRequests: () => Promise<readonly Request[]>
  readonly stop: () => void
}

/** Starts the fake, a file that serves, with the world of a scenario; every call takes so many milliseconds. */
export async function startRemoteFake<Request>(
  file: URL,
  scenario: string,
  latencyMilliseconds: number,
): Promise<RemoteFake<Request>> {
  const child = fork(file, [scenario, String(latencyMilliseconds)], { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
  const { environment } = (await nextMessage(child)) as Pick<RemoteFake<Request>, 'environment'>
  return {
    environment,
    takeRequests: async () => {
      child.send('requests')
      const { requests } = (await nextMessage(child)) as { requests: readonly Request[] }
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
