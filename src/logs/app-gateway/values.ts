/** Values of a row as they lie in its bytes. */
import type { PathFinder } from '../path-finder.ts'
import { mix, spread } from '../words.ts'

const quote = 34
const hash = 35
const comma = 44
const slash = 47
const question = 63
const backslash = 92
/** Of the characters that neither end a word nor are trimmed from one. */
const firstPlain = 0x21
const lastPlain = 0x7e

/** Three digits, and nothing after them; 0 for no status, -1 for anything else. In quotes or not. */
export function statusAt(view: DataView, start: number): number {
  const word = view.getInt32(start, true)
  const first = word & 0xff
  if (first === quote || (word & 0xffff) === 0x222d) return 0
  const isNumber = (word & 0xf0f0f0) === 0x303030 && ((word + 0x060606) & 0xf0f0f0) === 0x303030 && (word & 15) !== 0
  const next = word >>> 24
  if (!isNumber || (next !== quote && next !== comma)) return -1
  return (word & 15) * 100 + ((word >> 8) & 15) * 10 + ((word >> 16) & 15)
}

/** A single word of plain characters: never a list, nor anything that was escaped. */
export function isName(view: DataView, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = view.getUint8(at)
    if (!isPlain(byte) || byte === comma || byte === backslash) return false
  }
  return true
}

/** A hash of the text whose low bits tell as much as the others. */
export function hashOfText(view: DataView, start: number, end: number): number {
  let hashed = 0
  for (let at = start; at + 4 <= end; at += 4) hashed = mix(hashed, view.getInt32(at, true))
  return spread(mix(hashed, view.getUint8(Math.max(start, end - 1))))
}

/** Where the path at the beginning of a URI ends; -1 when only the parser should judge it. */
export function endOfUriPath(paths: PathFinder, view: DataView, start: number, end: number): number {
  if (view.getUint8(start) !== slash) return -1
  const at = paths.find(view, start, end)
  const stop = at === -1 ? 0 : view.getUint8(at)
  if (stop === quote) return isPlain(view.getUint8(at - 1)) ? at : -1
  return stop === question || stop === hash ? at : -1
}

function isPlain(byte: number): boolean {
  return byte >= firstPlain && byte <= lastPlain
}
