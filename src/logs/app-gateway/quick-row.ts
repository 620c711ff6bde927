/**
 * Reads the rows of requests that did not fail without parsing them: only what every request is counted by is looked for, where
 * rows as the gateway itself writes them have it. Whatever is unusual about a row is left to the parser.
 */
import { hasFailureStatus } from '../../core/digest/request.ts'
import type { AccessLine, LoggedLine } from '../access-line.ts'
import { createTimeReader } from '../time.ts'
import { createKey, findKey, startsAt } from './find-key.ts'
import { createHeads, headOf } from './heads.ts'
import { originOf } from './outcome.ts'
import { createValues, endOfText, statusAt } from './values.ts'

export interface QuickReader {
  /** The request; null when the row must be parsed. */
  readonly read: (bytes: Buffer, start: number, end: number) => LoggedLine | null
  /** Takes a row that was parsed as an example for those to come. */
  readonly learn: (line: string, row: AccessLine) => void
}

const mostLessons = 1000
const closing = 125
const localhost = Buffer.from('127.0.0.1"')

export function createQuickReader(): QuickReader {
  const keys = {
    client: createKey('"clientIP":"'),
    method: createKey('"httpMethod":"'),
    uri: createKey('"requestUri":"'),
    status: createKey('"httpStatus":'),
    routed: createKey('"serverRouted":"'),
    serverStatus: createKey('"serverStatus":"'),
  }
  const heads = createHeads()
  const times = createTimeReader()
  const values = createValues()
  let lessons = 0

  const read = (bytes: Buffer, start: number, end: number): LoggedLine | null => {
    if (bytes[end - 1] !== closing || bytes[end - 2] !== closing) return null
    const known = heads.find(bytes, start, end)
    if (known === null) return null
    const clientKey = findKey(keys.client, bytes, known.end, known.end, end)
    if (clientKey === -1) return null
    const client = clientKey + keys.client.bytes.length
    const methodKey = findKey(keys.method, bytes, client, client, end)
    if (methodKey === -1 || startsAt(localhost, bytes, client)) return null
    const method = methodKey + keys.method.bytes.length
    const methodEnd = endOfText(bytes, method, end)
    const uriKey = findKey(keys.uri, bytes, methodEnd, methodEnd, end)
    if (uriKey === -1) return null
    const uri = uriKey + keys.uri.bytes.length
    const uriEnd = endOfText(bytes, uri, end)
    // What follows the client's own texts is found from the other end: it differs less in length.
    const routedKey = findKey(keys.routed, bytes, end, uriEnd, end)
    if (routedKey === -1) return null
    const routed = routedKey + keys.routed.bytes.length
    const routedEnd = endOfText(bytes, routed, end)
    const serverStatusKey = findKey(keys.serverStatus, bytes, routedEnd, routedEnd, end)
    const statusKey = findKey(keys.status, bytes, routedKey, uriEnd, routedKey)
    if (serverStatusKey === -1 || statusKey === -1) return null
    const status = statusAt(bytes, statusKey + keys.status.bytes.length)
    const serverStatus = statusAt(bytes, serverStatusKey + keys.serverStatus.bytes.length)
    const at = times.read(bytes, known.timeStart, known.timeEnd)
    if (!(status > 0) || Number.isNaN(serverStatus) || Number.isNaN(at)) return null
    if (hasFailureStatus({ origin: 'gateway', status })) return null
    const backend = values.name(bytes, routed, routedEnd)
    const path = values.path(bytes, method, methodEnd, uri, uriEnd)
    if (backend === undefined || path === undefined) return null
    const origin = originOf({ status, serverStatus: serverStatus || null })
    return {
      balancer: known.head.gateway,
      at,
      status,
      origin,
      backend,
      pool: known.head.pool,
      path,
      phase: 'unknown',
      reason: null,
      waitSeconds: null,
      durationSeconds: null,
      sample: '',
    }
  }

  return {
    read,
    learn: (line, row) => {
      if (typeof row === 'string' || hasFailureStatus(row) || lessons >= mostLessons) return
      lessons += 1
      const head = headOf(line, row)
      if (head === null) return
      heads.add(head)
      const bytes = Buffer.from(line)
      // One that is not read as it was parsed teaches nothing.
      if (!isSame(read(bytes, 0, bytes.length), row)) heads.drop(head)
    },
  }
}

function isSame(one: LoggedLine | null, other: LoggedLine): boolean {
  const traits = ['balancer', 'at', 'status', 'origin', 'backend', 'pool', 'path'] as const
  return one !== null && traits.every((trait) => one[trait] === other[trait])
}
