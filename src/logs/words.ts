/**
 * Looking at text four and eight bytes at a time. In JavaScript a byte costs about a nanosecond wherever it is looked at, and a
 * word hardly more: read by bytes, the part of a line that every request is counted by takes as long as decompressing the line.
 *
 * All of these read up to seven bytes beyond `end`: see `spareBytes`.
 */

/** How many bytes there must be behind the text that is looked at. */
export const spareBytes = 16

const everyByte = 0x01010101
const highBits = 0x80808080 | 0
const spaces = 0x20202020
const quotes = 0x22222222
const multiplier = 0x9e3779b1 | 0

/** A mark in the high bit of the first byte of the word that is zero, and maybe of later ones; 0 when none is. */
export function markZero(word: number): number {
  return (word - everyByte) & ~word & highBits
}

/** How many bits stand before the first marked byte: 0, 8, 16 or 24. */
export function bitsBefore(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) & 24
}

/** Where the next space is, from `from` on; at least `end` when there is none before it. */
export function endOfWord(view: DataView, from: number, end: number): number {
  for (let at = from; at < end; at += 4) {
    const marks = markZero(view.getInt32(at, true) ^ spaces)
    if (marks !== 0) return at + (bitsBefore(marks) >> 3)
  }
  return end
}

/** Where the next quote is, from `from` on; at least `end` when there is none before it. */
export function endOfQuoted(view: DataView, from: number, end: number): number {
  for (let at = from; at < end; at += 4) {
    const marks = markZero(view.getInt32(at, true) ^ quotes)
    if (marks !== 0) return at + (bitsBefore(marks) >> 3)
  }
  return end
}

/** Whether as many bytes are the same in both. May say no to some that are and hold no text: NaN and zero, read as numbers. */
export function isSame(one: DataView, start: number, end: number, other: DataView, otherStart: number): boolean {
  let at = start
  let there = otherStart
  for (; at + 8 <= end; at += 8, there += 8) {
    const number = one.getFloat64(at, true)
    if (number !== other.getFloat64(there, true) || number === 0) return false
  }
  if (at + 4 <= end) {
    if (one.getInt32(at, true) !== other.getInt32(there, true)) return false
    at += 4
    there += 4
  }
  return ((one.getInt32(at, true) ^ other.getInt32(there, true)) & maskOf(end - at)) === 0
}

/** For telling texts apart, word by word; the last one may be cut, other bytes zero. Anything may share a hash. */
export function mix(hash: number, word: number): number {
  return Math.imul(hash ^ word, multiplier)
}

/** A hash whose low bits tell as much as the others: those of a product depend on low bits only. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

/** The bits of so many bytes, of at most three. */
function maskOf(bytes: number): number {
  return (1 << (8 * bytes)) - 1
}

/** A view of a copy of the bytes, with spare ones behind it. */
export function copyOf(bytes: Uint8Array): DataView {
  const copy = new Uint8Array(bytes.length + spareBytes)
  copy.set(bytes)
  return new DataView(copy.buffer)
}
