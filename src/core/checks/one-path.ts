/** Telling whether failures keep to one URL that never succeeds: a fault in what is answered, not in the connection. */
import type { Reader, Subject } from '../check.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Waits } from '../waits.ts'

/**
 * The URL that keeps being cut off, and the failures that ask for it: all cut-off requests, or those closed in the middle of work or
 * those closed at once alone, where other failures run beside. Null when no URL stands out.
 */
export function cutOffPath(
  subject: Subject,
  read: Reader,
  cut: readonly Waits[],
): { readonly path: string; readonly groups: readonly FailureGroup[] } | null {
  const held = cut.filter((waits) => waits.held.length > 0)
  const quick = cut.filter((waits) => waits.quick > 0)
  for (const waits of [cut, held, quick]) {
    const groups = waits.map(({ group }) => group)
    const path = alwaysFailingPath(subject, read, groups)
    if (path !== null) return { path, groups }
  }
  return null
}

/** `GET /report` when nearly all of these failures ask for it and nearly all of its requests fail; null otherwise. */
export function alwaysFailingPath(subject: Subject, read: Reader, groups: readonly FailureGroup[]): string | null {
  const log = read.see(subject.snapshot.accessLog)
  if (log === undefined) return null
  const failures = new Map<string, number>()
  for (const [path, requests] of groups.flatMap((group) => group.paths)) failures.set(path, (failures.get(path) ?? 0) + requests)
  const total = groups.reduce((sum, group) => sum + group.requests, 0)
  const top = [...failures].sort((one, other) => other[1] - one[1])[0]
  if (top === undefined || total < 3 || top[1] < total * 0.9) return null
  const pools = new Set(groups.map((group) => group.pool))
  const counted = log.digest.paths.filter((path) => path.path === top[0] && pools.has(path.pool))
  const requests = counted.reduce((sum, path) => sum + path.requests, 0)
  const everything = log.digest.series
    .filter((series) => pools.has(series.pool))
    .flatMap((series) => series.minutes)
    .reduce((sum, minute) => sum + minute.requests, 0)
  // With no other traffic beside it, one path says nothing.
  if (requests === 0 || top[1] < requests * 0.8 || requests > everything * 0.8) return null
  return top[0]
}
