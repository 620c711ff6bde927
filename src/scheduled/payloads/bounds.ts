/** Messages have limits; what is over is cut, and says so. */

/** At most so many UTF-16 units, the mark of the cut included, and no half of a character at the end. */
export function atMost(text: string, length: number): string {
  if (text.length <= length) return text
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/** The first text that fits, from the fullest to the shortest. The last must always fit. */
export function firstThatFits(texts: Iterable<string>, bytes: number): string {
  let last = ''
  for (const text of texts) {
    last = text
    if (bytesOf(text) <= bytes) break
  }
  return last
}
