/** One string for the same bytes, so that what repeats on every line is not decoded and hashed again each time. */

export interface Interner {
  /** `prefix` and the text of `bytes` from `start` to `end` (excluded). Few prefixes should be in use. */
  readonly intern: (bytes: Buffer, start: number, end: number, prefix: string) => string
}

interface Entry {
  readonly prefix: string
  readonly bytes: Uint8Array
  readonly text: string
}

const slots = 1 << 15
/** Beyond this many strings new ones are decoded each time. */
const maximumStrings = slots / 2
/** Longer ones are rare, and would make the table large. */
const longestKept = 250
/** Slots looked at before giving up, so that chosen input cannot make it slow. */
const probes = 8
/** Names differ at their ends. */
const hashedBytes = 24

export function createInterner(): Interner {
  const table: (Entry | undefined)[] = new Array(slots)
  let size = 0
  return {
    intern: (bytes, start, end, prefix) => {
      let slot = hash(bytes, start, end) + prefix.length
      for (let probe = 0; probe < probes; probe += 1) {
        slot &= slots - 1
        const entry = table[slot]
        if (entry === undefined) {
          const text = prefix + bytes.toString('utf8', start, end)
          if (size < maximumStrings && end - start <= longestKept) {
            table[slot] = { prefix, bytes: Uint8Array.prototype.slice.call(bytes, start, end), text }
            size += 1
          }
          return text
        }
        if (entry.prefix === prefix && isSame(entry.bytes, bytes, start, end)) return entry.text
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

function isSame(known: Uint8Array, bytes: Buffer, start: number, end: number): boolean {
  const { length } = known
  if (length !== end - start) return false
  for (let index = 0; index < length; index += 1) {
    if (known[index] !== bytes[start + index]) return false
  }
  return true
}
