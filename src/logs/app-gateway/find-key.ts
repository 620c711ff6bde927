/** Finding a key in a line of JSON by its bytes: first where it lay in the line before, then near that place, then anywhere. */
import { copyOf, isSame } from '../words.ts'

/** A key with its quotes and colon. Text inside a JSON string cannot look like one: its quotes are escaped. */
export interface Key {
  readonly view: DataView
  readonly length: number
  readonly last: number
  /** By byte, how far a search may move on when that byte stands where the key would end. */
  readonly strides: Uint8Array
  /** Where the key lay last, counted from the place it is looked for from. */
  distance: number
}

/** `text` as it stands in the line: `"httpStatus":`. At most 255 characters. */
export function createKey(text: string): Key {
  const bytes = Buffer.from(text)
  const strides = new Uint8Array(256).fill(bytes.length)
  for (let index = 0; index < bytes.length - 1; index += 1) strides[bytes[index] ?? 0] = bytes.length - 1 - index
  return { view: copyOf(bytes), length: bytes.length, last: bytes.at(-1) ?? 0, strides, distance: 0 }
}

/** How far lines differ in what stands between two keys, when they differ in numbers only. */
const near = 24

/** Where the key begins, at or behind `start` and wholly before `end`; -1 when it does not. `from`: what its distance counts from. */
export function findKey(key: Key, view: DataView, from: number, start: number, end: number): number {
  const last = end - key.length
  const guess = from + key.distance
  if (guess >= start && guess <= last && isAt(key, view, guess)) return guess
  const nearby = search(key, view, Math.max(start, guess - near), Math.min(last, guess + near))
  const found = nearby === -1 ? search(key, view, start, last) : nearby
  if (found !== -1) key.distance = found - from
  return found
}

function search(key: Key, view: DataView, start: number, last: number): number {
  const { length, strides } = key
  for (let at = start; at <= last; ) {
    const byte = view.getUint8(at + length - 1)
    if (byte === key.last && isAt(key, view, at)) return at
    at += strides[byte] ?? 1
  }
  return -1
}

function isAt(key: Key, view: DataView, at: number): boolean {
  return isSame(view, at, at + key.length, key.view, 0)
}
