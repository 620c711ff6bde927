/** Finds where the path of an address ends, and a hash of it, in one go. */
import { bitsBefore, markZero, mix } from './words.ts'

export interface PathFinder {
  /**
   * Gives where the path that begins at `start` ends: at the first space, `!`, quote, `#`, `?` or backslash; -1 when there is none
   * of them before `end`.
   */
  readonly find: (view: DataView, start: number, end: number) => number
  /** The path that was found last. */
  readonly found: Readonly<FoundPath>
}

interface FoundPath {
  start: number
  end: number
  /** Of its bytes. */
  hash: number
}

export function createPathFinder(): PathFinder {
  const found: FoundPath = { start: 0, end: 0, hash: 0 }
  return {
    found,
    find: (view, start, end) => {
      let at = start
      let hashed = 0
      let word = view.getInt32(at, true)
      let marks = endOfPath(word)
      while (marks === 0 && at < end) {
        hashed = mix(hashed, word)
        at += 4
        word = view.getInt32(at, true)
        marks = endOfPath(word)
      }
      const bits = bitsBefore(marks)
      at += bits >> 3
      found.start = start
      found.end = at
      found.hash = mix(hashed, word & ((1 << bits) - 1))
      return at < end ? at : -1
    },
  }
}

/** Space, `!`, `"` and `#` differ in their last two bits only. */
function endOfPath(word: number): number {
  return markZero((word & 0xfcfcfcfc) ^ 0x20202020) | markZero(word ^ 0x3f3f3f3f) | markZero(word ^ 0x5c5c5c5c)
}
