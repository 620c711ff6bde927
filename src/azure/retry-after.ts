/** When to come back, as an answer says. */
import type { PipelineResponse } from '@azure/core-rest-pipeline'

/** Milliseconds; null when the answer does not say, or not in seconds. */
export function retryAfter(response: PipelineResponse | undefined): number | null {
  const told = response?.headers.get('retry-after')?.trim() ?? ''
  return /^\d{1,4}$/.test(told) ? Number(told) * 1000 : null
}
