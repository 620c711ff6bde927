/** What the waits of cut-off requests tell: closed at once, after a constant time, or scattered. */
import { timesOf } from './histogram.ts'
import type { DurationHistogram, FailureGroup } from './traffic.ts'
import { seconds } from './wording.ts'

/** A backend that closes without working on the request does so within a round trip; real reports go up to 0.15 s. */
export const quickSeconds = 0.2

/** Whether a connection that was closed after this wait was closed at once. */
export function isQuick(waitSeconds: number): boolean {
  return waitSeconds < quickSeconds
}

/** Part of a failure group: requests of it that share a trait the group is not split by. */
export interface Part {
  readonly group: FailureGroup
  readonly requests: number
}

export interface Waits {
  readonly group: FailureGroup
  /** Requests closed within a round trip. */
  readonly quick: number
  /** [seconds (middle of the bucket), requests] of those that waited longer. */
  readonly held: readonly (readonly [number, number])[]
}

export function waitsOf(group: FailureGroup): Waits {
  const timed = timesOf(group.wait)
  const quick = timed.filter(([wait]) => isQuick(wait)).reduce((sum, [, requests]) => sum + requests, 0)
  return { group, quick, held: timed.filter(([wait]) => !isQuick(wait)) }
}

export function heldRequests(waits: Waits): number {
  return waits.held.reduce((sum, [, requests]) => sum + requests, 0)
}

/**
 * The wait that most held requests share, to within ten per cent: the mark of a timeout. Waits within one bucket of the fullest
 * one count, since a timeout near a bucket's edge falls into two.
 */
export function steadyWait(all: readonly Waits[]): { readonly seconds: number; readonly parts: readonly Part[] } | null {
  const totals = new Map<number, number>()
  for (const [wait, requests] of all.flatMap((waits) => waits.held)) totals.set(wait, (totals.get(wait) ?? 0) + requests)
  const fullest = [...totals].sort((one, other) => other[1] - one[1] || one[0] - other[0])[0]
  if (fullest === undefined) return null
  const centre = fullest[0]
  const near = (wait: number): boolean => wait > centre / 1.06 && wait < centre * 1.06
  const parts = all
    .map((waits) => ({
      group: waits.group,
      requests: waits.held.filter(([wait]) => near(wait)).reduce((sum, [, requests]) => sum + requests, 0),
    }))
    .filter((part) => part.requests > 0)
  const clustered = [...totals].filter(([wait]) => near(wait))
  const total = clustered.reduce((sum, [, requests]) => sum + requests, 0)
  const seconds = clustered.reduce((sum, [wait, requests]) => sum + wait * requests, 0) / total
  return { seconds: withinRange(seconds, waitRange(parts.map((part) => part.group))), parts }
}

/** The middle of a bucket may lie outside what was measured; a constant wait is then told exactly. */
function withinRange(seconds: number, range: ReturnType<typeof waitRange>): number {
  return range === null ? seconds : Math.min(range.maximum, Math.max(range.minimum, seconds))
}

/** The smallest and largest wait in seconds over several groups; null when none was measured. */
export function waitRange(groups: readonly FailureGroup[]): { readonly minimum: number; readonly maximum: number } | null {
  const measured = groups
    .map((group) => group.wait)
    .filter(
      (wait): wait is DurationHistogram & { minimum: number; maximum: number } => wait.minimum !== null && wait.maximum !== null,
    )
  if (measured.length === 0) return null
  return {
    minimum: Math.min(...measured.map((wait) => wait.minimum)),
    maximum: Math.max(...measured.map((wait) => wait.maximum)),
  }
}

/** `0.2 s to 30 s`; `30 s` where both are that. */
export function rangeWords({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }): string {
  const [from, to] = [seconds(minimum), seconds(maximum)]
  return from === to ? to : `${from} to ${to}`
}
