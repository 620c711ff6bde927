/** The candidate most like a mistyped word; null when none is near enough to be meant. */
export function closest(word: string, candidates: readonly string[]): string | null {
  const near = candidates
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)))
  near.sort((a, b) => a.edits - b.edits)
  return near[0]?.candidate ?? null
}

/** Levenshtein distance: insertions, deletions and replacements that turn one word into the other. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 40) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, character] of [...from].entries()) {
    let before = i + 1
    const next = [before]
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (character === to[j - 1] ? 0 : 1)
      before = Math.min(before + 1, (row[j] ?? 0) + 1, replaced)
      next.push(before)
    }
    row = next
  }
  return row[to.length] ?? 0
}
