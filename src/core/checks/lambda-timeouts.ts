/** Telling a function that ran into its timeout from one that failed: by how long the balancer waited for it. */
import type { FailureGroup } from '../traffic.ts'

/** Whether these invocations took about the function's timeout. Half a second allows for start and transport. */
export function timedOut(group: FailureGroup, timeoutSeconds: number): boolean {
  const longest = group.wait.maximum ?? group.duration.maximum
  return longest !== null && longest >= timeoutSeconds * 0.97 && longest <= timeoutSeconds + Math.max(3, timeoutSeconds * 0.1)
}
