/** Tables that keep what counts most. */
import { compareText } from '../canonical.ts'

/** The rows that come first, in order. */
export function first<Row>(rows: readonly Row[], limit: number, compare: (one: Row, other: Row) => number): readonly Row[] {
  return [...rows].sort(compare).slice(0, limit)
}

export type Counted = readonly [name: string, count: number]

/** Most frequent first, ties by name. */
export function byCount(one: Counted, other: Counted): number {
  return other[1] - one[1] || compareText(one[0], other[0])
}

/** Counts a name; keeps at least the `limit` most frequent ones seen so far, and at most twice as many. */
export function countInTop(counts: Map<string, number>, name: string, amount: number, limit: number): void {
  counts.set(name, (counts.get(name) ?? 0) + amount)
  if (counts.size <= 2 * limit) return
  const kept = first([...counts], limit, byCount)
  counts.clear()
  for (const [key, count] of kept) counts.set(key, count)
}

/** Names that may be missing sort first. */
export function compareNames(one: string | null, other: string | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1
  return compareText(one, other)
}
