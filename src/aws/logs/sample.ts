/** Reading part of what would take too long to read whole. */

/** Compressed bytes: a minute's work on two cores is several times as much, but not over most networks. */
export const mostBytes = 2e9

export interface Sized {
  readonly bytes: number
}

export function bytesOf(items: readonly Sized[]): number {
  return items.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** All of the items if they are small enough; otherwise as many as are, spread evenly over all, at least one. */
export function sampleOf<Item extends Sized>(items: readonly Item[], budget: number): readonly Item[] {
  const total = bytesOf(items)
  if (total <= budget) return items
  const share = budget / total
  const chosen = items.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share))
  return chosen.length > 0 ? chosen : items.slice(0, 1)
}

/** `4.2 GB`. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
