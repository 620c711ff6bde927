/** One string for the same bytes, so that what repeats on every line is not decoded and hashed again each time. */

export interface Interner {
  /** `prefix` and the text of `bytes` from `start` to `end` (excluded). */
  readonly intern: (bytes: Buffer, start: number, end: number, prefix: string) => string
}

const slots = 1 << 15
/** Beyond this many strings new ones are decoded each time. */
const maximumStrings = slots / 2
/** Slots looked at before giving up, so that chosen input cannot make it slow. */
const probes = 8
/** Names differ at their ends. */
const hashedBytes = 24

export function createInterner(): Interner {
  const table: (string | undefined)[] = new Array(slots)
  let size = 0
  return {
    intern: (bytes, start, end, prefix) => {
      let slot = hash(bytes, start, end) + prefix.length
      for (let probe = 0; probe < probes; probe += 1) {
        slot &= slots - 1
        const text = table[slot]
        if (text === undefined) {
          const decoded = prefix + bytes.toString('utf8', start, end)
          if (size < maximumStrings && isSame(decoded, bytes, start, end, prefix)) {
            table[slot] = decoded
            size += 1
          }
          return decoded
        }
        if (isSame(text, bytes, start, end, prefix)) return text
        slot += 1
      }
      return prefix + bytes.toString('utf8', start, end)
    },
  }
}

function hash(bytes: Buffer, start: number, end: number): number {
  let hashed = end - start
  for (let index = Math.max(start, end - hashedBytes); index < end; index += 1) {
    hashed = Math.imul(hashed ^ (bytes[index] ?? 0), 16777619)
  }
  return hashed ^ (hashed >>> 15)
}

/** Equal codes mean the same text for ASCII only; other text never compares equal, and so is decoded each time. */
function isSame(text: string, bytes: Buffer, start: number, end: number, prefix: string): boolean {
  const offset = prefix.length
  if (text.length !== offset + end - start || !text.startsWith(prefix)) return false
  for (let index = start, at = offset; index < end; index += 1, at += 1) {
    if (text.charCodeAt(at) !== bytes[index]) return false
  }
  return true
}
