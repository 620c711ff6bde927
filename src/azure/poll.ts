/** Waits for the end of an operation that Azure runs in the background. */
import { setTimeout as wait } from 'node:timers/promises'
import type { PipelineResponse } from '@azure/core-rest-pipeline'
import { UnusableAnswer } from '../collect/refusal.ts'
import { retryAfter } from './retry-after.ts'

const usualMilliseconds = 2000

/** Follows the operation's address until it answers otherwise than "accepted". Ends early only with the signal. */
export async function untilDone(
  accepted: PipelineResponse,
  poll: (location: string) => Promise<PipelineResponse>,
  signal: AbortSignal,
): Promise<PipelineResponse> {
  let response = accepted
  let location: string | undefined
  while (response.status === 202) {
    location = response.headers.get('location') ?? location
    if (location === undefined) throw new UnusableAnswer('the operation has no address to ask for its result')
    await wait(retryAfter(response) ?? usualMilliseconds, undefined, { signal })
    response = await poll(location)
  }
  return response
}
