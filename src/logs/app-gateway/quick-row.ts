/**
 * Counts the rows of requests that did not fail without parsing them: only what every request is counted by is looked for, where
 * rows as the gateway itself writes them have it. Whatever is unusual about a row is left to the parser.
 */
import { hasFailureStatus } from '../../core/digest/request.ts'
import type { TrafficDigest } from '../../core/traffic.ts'
import type { AccessLine, LoggedLine } from '../access-line.ts'
import { type Bounds, type Bulk, createBulk, scopeOf } from '../bulk.ts'
import type { Place } from '../bulk-cells.ts'
import { methodReader, methods } from '../methods.ts'
import { createPathFinder } from '../path-finder.ts'
import { createTimeReader } from '../time.ts'
import { copyOf, endOfQuoted, isSame, spareBytes } from '../words.ts'
import { createKey, findKey } from './find-key.ts'
import { createHeads, type Head, headOf } from './heads.ts'
import { originOf } from './outcome.ts'
import { endOfUriPath, hashOfText, isName, statusAt } from './values.ts'

export interface QuickReader {
  /** Whether the row was counted. */
  readonly count: (bytes: Buffer, start: number, end: number) => boolean
  /** Takes a row that was parsed as an example for those to come. */
  readonly learn: (line: string, row: AccessLine) => void
  /** Rows counted since the last time that they were handed on. */
  readonly pending: () => number
  /** Hands on what was counted since the last time. */
  readonly flush: () => void
}

/** The rows of one rule, and where their requests went. */
interface Rule extends Head {
  readonly bulk: Bulk
  /** By a hash of the backend's name; those of the same hash follow each other. */
  backends: (Backend | undefined)[]
}

interface Backend {
  /** With the quote behind it. */
  readonly view: DataView
  readonly length: number
  readonly place: Place
  readonly next: Backend | undefined
}

/** What was found of a row. */
interface Found {
  at: number
  status: number
  serverStatus: number
  method: number
  /** Where the backend's name lies. */
  routed: number
  routedEnd: number
}

const mostLessons = 1000
const slots = 64
const closing = 125
const localhost = Buffer.from('127.0.0.1"')
const localhostView = copyOf(localhost)
const methodAt = methodReader('"')
const minuteMilliseconds = 60_000

export function createQuickReader(bounds: Bounds, hand: (gateway: string | null, digest: TrafficDigest) => void): QuickReader {
  const keys = {
    client: createKey('"clientIP":"'),
    method: createKey('"httpMethod":"'),
    uri: createKey('"requestUri":"'),
    status: createKey('"httpStatus":'),
    routed: createKey('"serverRouted":"'),
    serverStatus: createKey('"serverStatus":"'),
  }
  const heads = createHeads<Rule>()
  const times = createTimeReader()
  const paths = createPathFinder()
  const bulks = new Map<string | null, Bulk>()
  const found: Found = { at: 0, status: 0, serverStatus: 0, method: 0, routed: 0, routedEnd: 0 }
  let bytes: Buffer = Buffer.alloc(0)
  let current: DataView = new DataView(new ArrayBuffer(0))
  let lessons = 0

  /** From the client to the path. Gives where the path ends; -1 for another kind of row. */
  const findRequest = (view: DataView, start: number, end: number): number => {
    const clientKey = findKey(keys.client, view, start, start, end)
    if (clientKey === -1) return -1
    const client = clientKey + keys.client.length
    const methodKey = findKey(keys.method, view, client, client, end)
    if (methodKey === -1 || isSame(view, client, client + localhost.length, localhostView, 0)) return -1
    const method = methodAt(view, methodKey + keys.method.length)
    if (method === undefined) return -1
    found.method = method.number
    const methodEnd = methodKey + keys.method.length + method.length
    const uriKey = findKey(keys.uri, view, methodEnd, methodEnd, end)
    return uriKey === -1 ? -1 : endOfUriPath(paths, view, uriKey + keys.uri.length, end)
  }

  /** What follows the client's own texts is found from the other end: it differs less in length. */
  const findAnswer = (view: DataView, start: number, end: number): boolean => {
    const routedKey = findKey(keys.routed, view, end, start, end)
    if (routedKey === -1) return false
    found.routed = routedKey + keys.routed.length
    found.routedEnd = endOfQuoted(view, found.routed, end)
    const serverStatusKey = findKey(keys.serverStatus, view, found.routedEnd, found.routedEnd, end)
    const statusKey = findKey(keys.status, view, routedKey, start, routedKey)
    if (serverStatusKey === -1 || statusKey === -1) return false
    found.status = statusAt(view, statusKey + keys.status.length)
    found.serverStatus = statusAt(view, serverStatusKey + keys.serverStatus.length)
    return found.status > 0 && found.serverStatus !== -1 && !hasFailureStatus({ origin: 'gateway', status: found.status })
  }

  const find = (view: DataView, start: number, end: number): Rule | undefined => {
    if (end - start < 2 || view.getUint8(end - 1) !== closing || view.getUint8(end - 2) !== closing) return undefined
    const rule = heads.find(view, start, end)
    if (rule === undefined) return undefined
    found.at = times.read(bytes, heads.found.timeStart, heads.found.timeEnd)
    const pathEnd = findRequest(view, heads.found.end, end)
    return Number.isNaN(found.at) || pathEnd === -1 || !findAnswer(view, pathEnd, end) ? undefined : rule
  }

  const placeOf = (rule: Rule, view: DataView): Place | undefined => {
    const slot = hashOfText(view, found.routed, found.routedEnd) & (slots - 1)
    for (let one = rule.backends[slot]; one !== undefined; one = one.next) {
      if (isSame(view, found.routed, found.routed + one.length, one.view, 0)) return one.place
    }
    const name = nameIn(view)
    const place = name === undefined ? undefined : rule.bulk.newPlace(rule.pool, name)
    if (place === undefined) return undefined
    const word = bytes.subarray(found.routed, found.routedEnd + 1)
    rule.backends[slot] = { view: copyOf(word), length: word.length, place, next: rule.backends[slot] }
    return place
  }

  /** The backend's name; null for none, undefined for one that only the parser should judge. */
  const nameIn = (view: DataView): string | null | undefined => {
    if (!isName(view, found.routed, found.routedEnd)) return undefined
    const name = bytes.toString('latin1', found.routed, found.routedEnd)
    return name === '' || name === '-' ? null : name
  }

  const countFound = (rule: Rule, view: DataView): boolean => {
    const place = placeOf(rule, view)
    if (place === undefined) return false
    const { start, end, hash } = paths.found
    const path = rule.bulk.paths.find(view, start, end, scopeOf(place.pool, found.method), hash)
    if (path === -1) return false
    const minute = Math.floor(found.at / minuteMilliseconds)
    const byBackend = found.status === found.serverStatus
    return rule.bulk.count(place, path, minute, found.at - minute * minuteMilliseconds, found.status, byBackend)
  }

  const turnTo = (source: Buffer): DataView => {
    if (source !== bytes) {
      bytes = source
      current = new DataView(source.buffer, source.byteOffset, source.length)
    }
    return current
  }

  const take = (gateway: string | null, bulk: Bulk): void => {
    const digest = bulk.take()
    for (const rule of heads.all()) if (rule.bulk === bulk) rule.backends = noBackends()
    if (digest !== null) hand(gateway, digest)
  }

  const bulkOf = (gateway: string | null): Bulk => {
    const known = bulks.get(gateway)
    if (known !== undefined) return known
    const bulk = createBulk(bounds, methods)
    bulks.set(gateway, bulk)
    return bulk
  }

  /** Whether a row is found to say what the parser read in it. */
  const agrees = (line: string, row: LoggedLine): boolean => {
    const padded = Buffer.from(line + ' '.repeat(spareBytes))
    const view = turnTo(padded)
    const rule = find(view, 0, padded.length - spareBytes)
    if (rule === undefined) return false
    const { start, end } = paths.found
    const path = `${methods[found.method]} ${padded.toString('utf8', start, end)}`
    const origin = originOf({ status: found.status, serverStatus: found.serverStatus || null })
    const isSameAnswer = found.at === row.at && found.status === row.status && origin === row.origin
    return isSameAnswer && path === row.path && nameIn(view) === row.backend
  }

  return {
    count: (source, start, end) => {
      if (end + spareBytes > source.length) return false
      const view = turnTo(source)
      const rule = find(view, start, end)
      if (rule === undefined) return false
      const isCounted = countFound(rule, view)
      if (rule.bulk.isDue()) take(rule.gateway, rule.bulk)
      return isCounted
    },
    learn: (line, row) => {
      if (typeof row === 'string' || hasFailureStatus(row) || lessons >= mostLessons) return
      lessons += 1
      const head = headOf(line, row)
      if (head === null) return
      const rule: Rule = { ...head, bulk: bulkOf(head.gateway), backends: noBackends() }
      heads.add(rule)
      // One that is not read as it was parsed teaches nothing.
      if (!agrees(line, row)) heads.drop(rule)
    },
    pending: () => [...bulks.values()].reduce((sum, bulk) => sum + bulk.lines(), 0),
    flush: () => {
      for (const [gateway, bulk] of bulks) take(gateway, bulk)
    },
  }
}

function noBackends(): (Backend | undefined)[] {
  return new Array(slots).fill(undefined)
}
