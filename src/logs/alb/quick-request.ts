/** Finds the path of a request that is written as nearly all are: `GET https://shop.example.com:443/cart?id=1 HTTP/1.1`. */
import { methodReader } from '../methods.ts'
import { bitsBefore, copyOf, endOfQuoted, isSame, markZero, mix } from '../words.ts'

export interface RequestFinder {
  /** Finds the path of the request behind the quote; gives where the closing quote is, or -1 when the request is written in another way. */
  readonly find: (bytes: Buffer, view: DataView, start: number, end: number) => number
  /** The path that was found last: its method's number, where it lies, and the hash of its bytes. */
  readonly found: Readonly<FoundPath>
}

interface FoundPath {
  method: number
  start: number
  end: number
  hash: number
}

const methodAt = methodReader(' ')

const space = 32
const quote = 34
const hash = 35
const slash = 47
const question = 63
const http = 0x70747468
/** ` HTTP/1.1` */
const protocolLength = 9

export function createRequestFinder(): RequestFinder {
  /** Scheme, host and port of the request before: most lines have the same. */
  let host = copyOf(Buffer.alloc(0))
  let hostLength = 0
  const found: FoundPath = { method: 0, start: 0, end: 0, hash: 0 }

  /** Where the path begins; -1 for an address without one. */
  const readHost = (bytes: Buffer, view: DataView, start: number, end: number): number => {
    const scheme = bytes.toString('latin1', start, start + 8)
    let at = start + (scheme === 'https://' ? 8 : 7)
    if (view.getInt32(start, true) !== http || !/^https?:\/\//.test(scheme)) return -1
    while (at < end && view.getUint8(at) > hash && view.getUint8(at) !== slash && view.getUint8(at) !== question) at += 1
    if (at >= end || view.getUint8(at) !== slash) return -1
    hostLength = at - start
    host = copyOf(bytes.subarray(start, at))
    return at
  }

  return {
    found,
    find: (bytes, view, start, end) => {
      const method = methodAt(view, start)
      if (method === undefined) return -1
      const address = start + method.length
      let at = address + hostLength
      const isKnown = hostLength > 0 && isSame(view, address, at, host, 0) && view.getUint8(at) === slash
      if (!isKnown) at = readHost(bytes, view, address, end)
      if (at === -1) return -1
      found.method = method.number
      found.start = at
      // The path ends before the first space, quote, hash, question or exclamation mark.
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
      if (at >= end) return -1
      found.end = at
      found.hash = mix(hashed, word & ((1 << bits) - 1))
      const stop = view.getUint8(at)
      if (stop === space) at += protocolLength
      else if (stop === question || stop === hash) {
        at = endOfQuoted(view, at, end)
      } else return -1
      return at < end && at - protocolLength >= found.end && isProtocol(view, at - protocolLength) ? at : -1
    },
  }
}

/** Space, `!`, `"` and `#` differ in their last two bits only. */
function endOfPath(word: number): number {
  return markZero((word & 0xfcfcfcfc) ^ 0x20202020) | markZero(word ^ 0x3f3f3f3f)
}

/** Whether ` HTTP/1.1"` stands there, with any digits. */
function isProtocol(view: DataView, start: number): boolean {
  return (
    view.getUint8(start) === space &&
    view.getInt32(start + 1, true) === 0x50545448 &&
    (view.getInt32(start + 5, true) & 0xf0fff0ff) === 0x302e302f &&
    view.getUint8(start + protocolLength) === quote
  )
}
