/** What the balancer's log shows about pools that nobody asked about. */
import type { Reader, Subject } from './check.ts'
import type { Risk } from './diagnosis.ts'
import { isFailure } from './digest/request.ts'
import { count } from './wording.ts'

/** One line per other pool with failures, most first; at most five. */
export function siblingRisks({ snapshot, pool }: Subject, read: Reader): readonly Risk<never>[] {
  const asked = new Set([pool.id, ...snapshot.pools.map((one) => one.id)])
  const failures = new Map<string, number>()
  for (const group of read.see(snapshot.accessLog)?.digest.failures ?? []) {
    if (isFailure(group) && group.pool !== null && !asked.has(group.pool))
      failures.set(group.pool, (failures.get(group.pool) ?? 0) + group.requests)
  }
  return [...failures]
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, 5)
    .map(([other, requests]) => ({
      id: 'sibling-pool',
      summary: `${other} behind the same load balancer has ${count(requests, 'failing request')} in the window; ask about it by itself`,
    }))
}
