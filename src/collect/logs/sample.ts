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

/** A part of a file: from a byte on, so many bytes. */
export interface Piece {
  readonly from: number
  readonly bytes: number
}

const mostPieces = 16
/** Smaller ones take longer to ask for than to read. */
const leastBytes = 1_000_000

/** Pieces of a file that together are the share (0 to 1) of it, spread evenly over it; the whole file when the share is 1. */
export function piecesOf(bytes: number, share: number): readonly Piece[] {
  if (share >= 1) return [{ from: 0, bytes }]
  const count = Math.max(1, Math.min(mostPieces, Math.floor((bytes * share) / leastBytes)))
  return Array.from({ length: count }, (_, index) => ({
    from: Math.floor((index * bytes) / count),
    bytes: Math.ceil((bytes * share) / count),
  }))
}

/** `4.2 GB`. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
