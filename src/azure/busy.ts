/** Waits while an object is being changed by somebody else. */
import { type PipelinePolicy, retryPolicy } from '@azure/core-rest-pipeline'
import { retryAfter } from './retry-after.ts'

const busyRetries = 4
const busyMilliseconds = 2000

/** The pipeline itself retries what is told to come back later; a conflict, or a throttle without a time, is told no such thing. */
export function waitWhileBusy(): PipelinePolicy {
  const policy = retryPolicy(
    [
      {
        name: 'waitWhileBusy',
        retry: ({ retryCount, response, responseError }) => {
          const told = retryAfter(response)
          const busy = response?.status === 409 || (response?.status === 429 && told === null)
          if (responseError !== undefined || !busy) return { skipStrategy: true }
          return { retryAfterInMs: told ?? busyMilliseconds * 2 ** retryCount }
        },
      },
    ],
    { maxRetries: busyRetries },
  )
  return { ...policy, name: 'waitWhileBusy' }
}
