/** One line of an Application Load Balancer's access log, as the load balancer writes it to S3. */
import { answeredByRule, hasFailureStatus } from '../../core/digest/request.ts'
import type { AccessLine, LoggedLine } from '../access-line.ts'
import { createInterner, type Interner } from '../intern.ts'
import { createTimeReader, type TimeReader } from '../time.ts'
import { foreignKindOf } from './foreign.ts'
import { createFields, type Fields, field, findHead } from './head.ts'
import { originOf, secondsOf, timingOf } from './outcome.ts'
import { findPath } from './request-line.ts'
import { readTail } from './tail.ts'

/** Reads one line: `bytes` from `start` to `end` (excluded). What it returns is valid until the next line is read. Never throws. */
export type ReadAccessLine = (bytes: Buffer, start: number, end: number) => AccessLine

/** What one reader keeps from line to line. */
interface Desk {
  readonly fields: Fields
  readonly times: TimeReader
  readonly names: Interner
}

/** A reader for the lines of one load balancer (`app/name/id`); null reads every Application Load Balancer's. */
export function createAccessLineReader(balancer: string | null): ReadAccessLine {
  const desk: Desk = { fields: createFields(), times: createTimeReader(), names: createInterner() }
  const { fields } = desk
  return (bytes, start, end) => {
    if (!findHead(bytes, start, end, fields)) return strange(bytes, start, end)
    const at = desk.times.read(bytes, from(fields, field.time), to(fields, field.time))
    const status = statusAt(bytes, fields, field.status)
    if (Number.isNaN(at) || Number.isNaN(status) || !isWholeGroup(bytes, fields, end)) return strange(bytes, start, end)
    const elb = nameAt(desk, bytes, field.balancer)
    if (elb === null || elb.startsWith('net/') || (balancer !== null && elb !== balancer)) return 'foreign'
    const targetStatus = statusAt(bytes, fields, field.targetStatus)
    const counted: LoggedLine = {
      balancer: elb,
      at,
      status,
      origin: originOf(status, targetStatus > 0 ? targetStatus : null),
      backend: nameAt(desk, bytes, field.target),
      pool: nameAt(desk, bytes, field.targetGroup),
      path: pathAt(desk, bytes),
      phase: 'unknown',
      reason: null,
      waitSeconds: null,
      durationSeconds: null,
      sample: '',
    }
    return hasFailureStatus(counted) ? explained(counted, desk, bytes, start, end) : counted
  }
}

function explained(counted: LoggedLine, { fields, times }: Desk, bytes: Buffer, start: number, end: number): LoggedLine {
  const tail = readTail(bytes.toString('utf8', to(fields, field.targetGroup), end))
  const created = Buffer.from(tail.createdAt ?? '')
  const seconds = (at: number): number => secondsOf(bytes.toString('latin1', from(fields, at), to(fields, at)))
  const triple = [seconds(field.requestTime), seconds(field.targetTime), seconds(field.responseTime)] as const
  return {
    ...counted,
    ...timingOf(triple, counted.at, times.read(created, 0, created.length)),
    reason: tail.errorReason ?? (tail.byRule ? answeredByRule : null),
    sample: bytes.toString('utf8', start, end),
  }
}

function strange(bytes: Buffer, start: number, end: number): 'malformed' | 'foreign' {
  return foreignKindOf(bytes.toString('latin1', start, Math.min(end, start + 500))) === null ? 'malformed' : 'foreign'
}

const from = (fields: Fields, at: number): number => fields[2 * at] ?? 0
const to = (fields: Fields, at: number): number => fields[2 * at + 1] ?? 0

const dash = 45
const zero = 48

/** Three digits; 0 for `-`; NaN for anything else. */
function statusAt(bytes: Buffer, fields: Fields, at: number): number {
  const start = from(fields, at)
  const length = to(fields, at) - start
  if (length === 1 && bytes[start] === dash) return 0
  if (length !== 3) return Number.NaN
  let status = 0
  for (let index = start; index < start + 3; index += 1) {
    const digit = (bytes[index] ?? 0) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    status = status * 10 + digit
  }
  return status
}

function nameAt({ fields, names }: Desk, bytes: Buffer, at: number): string | null {
  const start = from(fields, at)
  const end = to(fields, at)
  return end - start === 1 && bytes[start] === dash ? null : names.intern(bytes, start, end, '')
}

function pathAt({ fields, names }: Desk, bytes: Buffer): string {
  const start = from(fields, field.request)
  const place = findPath(bytes, start, to(fields, field.request))
  const method = names.intern(bytes, start, place.method, '')
  return place.from === place.to ? `${method} /` : names.intern(bytes, place.from, place.to, `${method} `)
}

/** A line that ends with the target group may have been cut inside its name; only a complete one is believed. */
function isWholeGroup(bytes: Buffer, fields: Fields, end: number): boolean {
  if (to(fields, field.targetGroup) < end) return true
  return /^-$|:targetgroup\/[^/]+\/[0-9a-f]{16}$/.test(bytes.toString('latin1', from(fields, field.targetGroup), end))
}
