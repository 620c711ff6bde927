/** Finds what is kept for a text that was met before by its bytes, so that names which repeat on every line are not decoded each time. */
import { isSame, mix, spareBytes } from './words.ts'

export interface NameTable<Kept> {
  /** Undefined when the bytes are not known. Those of one scope are apart from those of another. */
  readonly find: (view: DataView, start: number, end: number, scope: number, hash: number) => Kept | undefined
  /** Remembers the bytes, unless there are too many already. */
  readonly add: (view: DataView, start: number, end: number, scope: number, hash: number, name: Kept) => void
}

/** As many as a digest counts paths of, and more. Beyond them names are decoded each time. */
const mostNames = 32_768
const mostBytes = 4 * 1024 * 1024
/** Slots looked at before giving up, so that chosen input cannot make it slow. */
const probes = 8
/** Numbers of a slot: hash, scope and length, where the bytes are kept, which name. They are read together, so they lie together. */
const width = 4
const longest = 0xffff

export function createNameTable<Kept>(): NameTable<Kept> {
  const names: Kept[] = []
  let slots = new Int32Array(width * 256)
  let mask = 255
  let kept = new DataView(new ArrayBuffer(4096))
  let used = 0

  const enter = (hash: number, key: number, place: number, name: number): void => {
    for (let probe = 0, slot = spread(hash) & mask; probe < probes; probe += 1, slot = (slot + 1) & mask) {
      if (slots[width * slot + 3] !== 0) continue
      slots.set([hash, key, place, name], width * slot)
      return
    }
  }

  const grow = (): void => {
    const old = slots
    slots = new Int32Array(2 * old.length)
    mask = 2 * mask + 1
    for (let at = 0; at < old.length; at += width) {
      const name = old[at + 3] ?? 0
      if (name !== 0) enter(old[at] ?? 0, old[at + 1] ?? 0, old[at + 2] ?? 0, name)
    }
  }

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
      for (let probe = 0, slot = spread(own) & mask; probe < probes; probe += 1, slot = (slot + 1) & mask) {
        const at = width * slot
        const name = slots[at + 3] ?? 0
        if (name === 0) return undefined
        if (slots[at] === own && slots[at + 1] === key && isSame(view, start, end, kept, slots[at + 2] ?? 0))
          return names[name - 1]
      }
      return undefined
    },
    add: (view, start, end, scope, hash, name) => {
      if (names.length >= mostNames || used + end - start > mostBytes || end - start > longest) return
      if (names.length > mask >> 1) grow()
      names.push(name)
      enter(mix(hash, scope), (scope << 16) | (end - start), used, names.length)
      keep(view, start, end)
    },
  }
}

/** The low bits of a product depend on low bits only. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}
