/** Telling invocations that ran into the function's timeout from those that failed: by how long the balancer waited for each. */
import { timesOf } from '../histogram.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Part } from '../waits.ts'

export interface Split {
  /** Requests that were waited for as long as the function may run, or longer: its start comes on top. */
  readonly timedOut: readonly Part[]
  /** The others: they ended before. */
  readonly failed: readonly Part[]
}

/** Each group's requests split by their own waits: one slow invocation does not make the quick ones of its group timeouts. */
export function splitByTimeout(groups: readonly FailureGroup[], timeoutSeconds: number): Split {
  const late = groups.map((group) => ({ group, requests: reached(group, timeoutSeconds) }))
  const early = late.map(({ group, requests }) => ({ group, requests: group.requests - requests }))
  const some = (parts: readonly Part[]): readonly Part[] => parts.filter((part) => part.requests > 0)
  return { timedOut: some(late), failed: some(early) }
}

/** A bucket's middle may lie 2.5 per cent beside what was measured, so a wait just short of the timeout counts as reaching it. */
function reached({ wait, duration, requests }: FailureGroup, timeoutSeconds: number): number {
  const measured = wait.maximum === null ? duration : wait
  const longest = measured.maximum ?? 0
  const late = timesOf(measured).filter(([time]) => Math.min(time, longest) >= timeoutSeconds * 0.97)
  return Math.min(
    requests,
    late.reduce((sum, [, count]) => sum + count, 0),
  )
}
