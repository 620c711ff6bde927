/** The request as the log quotes it: `GET https://shop.example.com:443/cart?id=1 HTTP/1.1`, or whatever a client sent instead. */

const space = 32
const slash = 47
const colon = 58
const question = 63
const hash = 35

/** Where the path lies in a request line, without query and fragment; `from` equals `to` where there is none. */
export interface PathPlace {
  /** End of the method, which starts the line. */
  readonly method: number
  readonly from: number
  readonly to: number
}

/** Finds method and path. The address in between is never looked into: it may hold anything. */
export function findPath(bytes: Uint8Array, start: number, end: number): PathPlace {
  let method = start
  while (method < end && bytes[method] !== space) method += 1
  const to = endOfAddress(bytes, method, end)
  let from = method + 1
  if (bytes[from] !== slash) {
    from = afterScheme(bytes, from, to)
    while (from < to && bytes[from] !== slash && bytes[from] !== question && bytes[from] !== hash) from += 1
  }
  let stop = from
  while (stop < to && bytes[stop] !== question && bytes[stop] !== hash) stop += 1
  return { method, from: Math.min(from, stop), to: stop }
}

/** `METHOD /path` of a request line. */
export function pathOf(request: string): string {
  const bytes = Buffer.from(request)
  const { method, from, to } = findPath(bytes, 0, bytes.length)
  return `${bytes.toString('utf8', 0, method)} ${bytes.toString('utf8', from, to) || '/'}`
}

/** The protocol stands last, if it stands there at all: ` HTTP/1.1`, ` -`, or nothing, with or without a space behind. */
function endOfAddress(bytes: Uint8Array, start: number, end: number): number {
  let last = end
  while (last > start && bytes[last - 1] === space) last -= 1
  let from = last
  while (from > start && bytes[from - 1] !== space) from -= 1
  const isProtocol = startsProtocol(bytes, from)
  const isMissing = last - from === 1 && bytes[from] === 45
  if (isProtocol && from - 1 <= start) return start
  if ((!isProtocol && !isMissing) || from - 1 <= start) return last
  let to = from - 1
  while (to > start && bytes[to - 1] === space) to -= 1
  return to
}

/** `HTTP/` */
function startsProtocol(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 72 && bytes[at + 1] === 84 && bytes[at + 2] === 84 && bytes[at + 3] === 80 && bytes[at + 4] === slash
}

function afterScheme(bytes: Uint8Array, start: number, end: number): number {
  for (let index = start; index + 2 < end && index < start + 8; index += 1) {
    if (bytes[index] === colon && bytes[index + 1] === slash && bytes[index + 2] === slash) return index + 3
  }
  return start
}
