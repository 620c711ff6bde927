/** Counts how often texts go by, by their bytes: none is decoded before the counts are asked for. */
import { isSame, mix, spareBytes, spread } from './words.ts'

export interface TextCounts {
  /**
   * Where the count of the text from `start` to `end` is kept; -1 when there is no room for it. Texts of one scope, a number below
   * 2^15, are apart from those of another. The text is not empty, and `hash` is that of its bytes.
   */
  readonly find: (view: DataView, start: number, end: number, scope: number, hash: number) => number
  readonly add: (place: number) => void
  /** Whether room for new texts is to be made by taking the counts. */
  readonly isFull: () => boolean
  /** Tells every count and forgets it. */
  readonly take: (tell: (text: string, scope: number, count: number) => void) => void
}

const firstSlots = 4096
const mostSlots = 1 << 16
const mostBytes = 4 * 1024 * 1024
const longest = 0xffff
/** Slots looked at before giving up, so that chosen input cannot make it slow. */
const probes = 8
/** Numbers of a slot: hash, scope and length, where the bytes are kept, count. They are used together, so they lie together. */
const width = 4

export function createTextCounts(): TextCounts {
  let slots = new Int32Array(width * firstSlots)
  let mask = firstSlots - 1
  let kept = new DataView(new ArrayBuffer(16 * firstSlots))
  let used = 0
  let size = 0

  const isFull = (): boolean => size > mask >> 1 || used > mostBytes

  const keep = (view: DataView, start: number, end: number): void => {
    if (used + end - start + spareBytes > kept.byteLength) {
      const larger = new Uint8Array(2 * kept.byteLength + end - start)
      larger.set(new Uint8Array(kept.buffer))
      kept = new DataView(larger.buffer)
    }
    new Uint8Array(kept.buffer).set(new Uint8Array(view.buffer, view.byteOffset + start, end - start), used)
    used += end - start
  }

  return {
    find: (view, start, end, scope, hash) => {
      const own = mix(hash, scope)
      const key = (scope << 16) | (end - start)
      let at = width * (spread(own) & mask)
      for (let probe = 0; probe < probes; probe += 1) {
        const there = slots[at + 1]
        if (there === 0) {
          if (isFull() || end - start > longest) return -1
          slots.set([own, key, used, 0], at)
          keep(view, start, end)
          size += 1
          return at
        }
        if (there === key && slots[at] === own && isSame(view, start, end, kept, slots[at + 2] ?? 0)) return at
        at = (at + width) & (width * mask + width - 1)
      }
      return -1
    },
    add: (place) => {
      slots[place + 3] = (slots[place + 3] ?? 0) + 1
    },
    isFull,
    take: (tell) => {
      const texts = Buffer.from(kept.buffer)
      for (let at = 0; at < slots.length; at += width) {
        const [, key = 0, place = 0, count = 0] = slots.subarray(at, at + width)
        if (count > 0) tell(texts.toString('utf8', place, place + (key & longest)), key >>> 16, count)
      }
      if (size > mask >> 1 && mask + 1 < mostSlots) mask = 2 * mask + 1
      slots = new Int32Array(width * (mask + 1))
      used = 0
      size = 0
    },
  }
}
