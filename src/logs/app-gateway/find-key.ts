/** Finding a key in a line of JSON by its bytes: first where it lay in the line before, then near that place, then anywhere. */

/** A key with its quotes and colon. Text inside a JSON string cannot look like one: its quotes are escaped. */
export interface Key {
  readonly bytes: Uint8Array
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
  return { bytes, strides, distance: 0 }
}

/** How far lines differ in what stands between two keys, when they differ in numbers only. */
const near = 24

/** Where the key begins, at or behind `start` and wholly before `end`; -1 when it does not. `from`: what its distance counts from. */
export function findKey(key: Key, bytes: Buffer, from: number, start: number, end: number): number {
  const last = end - key.bytes.length
  const guess = from + key.distance
  if (guess >= start && guess <= last && isAt(key, bytes, guess)) return guess
  const nearby = search(key, bytes, Math.max(start, guess - near), Math.min(last, guess + near))
  const found = nearby === -1 ? search(key, bytes, start, last) : nearby
  if (found !== -1) key.distance = found - from
  return found
}

function search({ bytes: wanted, strides }: Key, bytes: Buffer, start: number, last: number): number {
  const reach = wanted.length - 1
  const final = wanted[reach]
  for (let at = start; at <= last; ) {
    const byte = bytes[at + reach] ?? 0
    if (byte === final && startsAt(wanted, bytes, at)) return at
    at += strides[byte] ?? 1
  }
  return -1
}

function isAt({ bytes: wanted }: Key, bytes: Buffer, at: number): boolean {
  return bytes[at + wanted.length - 1] === wanted[wanted.length - 1] && startsAt(wanted, bytes, at)
}

/** Whether the bytes are the wanted ones. */
export function startsAt(wanted: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[at + index] !== wanted[index]) return false
  }
  return true
}
