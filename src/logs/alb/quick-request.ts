/** Finds the path of a request that is written as nearly all are: `GET https://shop.example.com:443/cart?id=1 HTTP/1.1`. */
import { methodReader } from '../methods.ts'
import { createPathFinder, type PathFinder } from '../path-finder.ts'
import { copyOf, endOfQuoted, isSame } from '../words.ts'

export interface RequestFinder {
  /** Finds the path of the request behind the quote; gives where the closing quote is, or -1 when the request is written in another way. */
  readonly find: (bytes: Buffer, view: DataView, start: number, end: number) => number
  /** The path that was found last. */
  readonly path: PathFinder['found']
  /** The number of its method. */
  readonly method: () => number
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
  const paths = createPathFinder()
  let methodNumber = 0

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
    path: paths.found,
    method: () => methodNumber,
    find: (bytes, view, start, end) => {
      const method = methodAt(view, start)
      if (method === undefined) return -1
      methodNumber = method.number
      const address = start + method.length
      const expected = address + hostLength
      const isKnown = hostLength > 0 && isSame(view, address, expected, host, 0) && view.getUint8(expected) === slash
      const path = isKnown ? expected : readHost(bytes, view, address, end)
      const pathEnd = path === -1 ? -1 : paths.find(view, path, end)
      if (pathEnd === -1) return -1
      const closing = closingQuote(view, pathEnd, end)
      return closing < end && closing - protocolLength >= pathEnd && isProtocol(view, closing - protocolLength) ? closing : -1
    },
  }
}

/** Where the request's closing quote is, if what ends the path is what usually does; else `end`. */
function closingQuote(view: DataView, pathEnd: number, end: number): number {
  const stop = view.getUint8(pathEnd)
  if (stop === space) return pathEnd + protocolLength
  return stop === question || stop === hash ? endOfQuoted(view, pathEnd, end) : end
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
