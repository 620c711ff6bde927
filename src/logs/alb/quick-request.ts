/** Finds the path of a request that is written as nearly all are: `GET https://shop.example.com:443/cart?id=1 HTTP/1.1`. */
import { blank, type RowNote } from '../../core/digest/notes.ts'
import type { PathRow } from '../../core/digest/paths.ts'
import { createNameTable } from '../name-table.ts'
import { bitsBefore, copyOf, isSame, markZero, mix } from '../words.ts'

export interface RequestReader {
  /** Reads the request behind the quote; returns where its closing quote is, or -1 when the request is written in another way. */
  readonly read: (bytes: Buffer, view: DataView, start: number, end: number) => number
  /** The path of the request that was read last. Paths are kept apart for each number of a pool. */
  readonly path: (bytes: Buffer, view: DataView, pool: number) => KnownPath
}

export interface KnownPath extends RowNote<PathRow> {
  /** `METHOD /path` */
  readonly text: string
}

interface Method {
  readonly name: string
  /** With the space behind it. */
  readonly view: DataView
  readonly length: number
}

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH'].map((name) => ({
  name,
  view: copyOf(Buffer.from(`${name} `)),
  length: name.length + 1,
}))

const space = 32
const quote = 34
const hash = 35
const slash = 47
const question = 63
const http = 0x70747468
/** ` HTTP/1.1` */
const protocolLength = 9

export function createRequestReader(): RequestReader {
  const paths = createNameTable<KnownPath>()
  /** Scheme, host and port of the request before: most lines have the same. */
  let host = copyOf(Buffer.alloc(0))
  let hostLength = 0
  let method = 0
  let pathStart = 0
  let pathEnd = 0
  let pathHash = 0

  /** Where the path begins; -1 for an address without one. */
  const readHost = (bytes: Buffer, view: DataView, start: number, end: number): number => {
    const expected = start + hostLength
    if (hostLength > 0 && expected < end && view.getUint8(expected) === slash && isSame(view, start, expected, host, 0)) {
      return expected
    }
    const scheme = bytes.toString('latin1', start, start + 8)
    let at = start + (scheme === 'https://' ? 8 : 7)
    if (view.getInt32(start, true) !== http || !/^https?:\/\//.test(scheme)) return -1
    while (at < end && view.getUint8(at) > hash && view.getUint8(at) !== slash && view.getUint8(at) !== question) at += 1
    if (at >= end || view.getUint8(at) !== slash) return -1
    hostLength = at - start
    host = copyOf(bytes.subarray(start, at))
    return at
  }

  /** Where the path ends: before the first space, quote, hash, question or exclamation mark. */
  const readPath = (view: DataView, start: number, end: number): number => {
    let hashed = 0
    for (let at = start; at < end; at += 4) {
      const word = view.getInt32(at, true)
      // Space, `!`, `"` and `#` differ in their last two bits only.
      const marks = markZero((word & 0xfcfcfcfc) ^ 0x20202020) | markZero(word ^ 0x3f3f3f3f)
      if (marks !== 0) {
        const bits = bitsBefore(marks)
        pathHash = mix(hashed, word & ((1 << bits) - 1))
        return at + (bits >> 3)
      }
      hashed = mix(hashed, word)
    }
    return end
  }

  return {
    read: (bytes, view, start, end) => {
      method = methodAt(view, start)
      if (method === -1) return -1
      pathStart = readHost(bytes, view, start + (methods[method]?.length ?? 0), end)
      if (pathStart === -1) return -1
      pathEnd = readPath(view, pathStart, end)
      const stop = view.getUint8(pathEnd)
      if (stop !== space && stop !== question && stop !== hash) return -1
      const closing = stop === space ? pathEnd + protocolLength : bytes.indexOf(quote, pathEnd)
      if (closing === -1 || closing >= end || closing - protocolLength < pathEnd) return -1
      return isProtocol(view, closing - protocolLength) ? closing : -1
    },
    path: (bytes, view, pool) => {
      const scope = pool * methods.length + method
      const known = paths.find(view, pathStart, pathEnd, scope, pathHash)
      if (known !== undefined) return known
      const text = `${methods[method]?.name} ${bytes.toString('utf8', pathStart, pathEnd)}`
      const path = { text, ...blank }
      paths.add(view, pathStart, pathEnd, scope, pathHash, path)
      return path
    },
  }
}

function methodAt(view: DataView, start: number): number {
  for (let number = 0; number < methods.length; number += 1) {
    const method = methods[number]
    if (method !== undefined && isSame(view, start, start + method.length, method.view, 0)) return number
  }
  return -1
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
