/**
 * Access-log records whose fields are named: JSON objects, or plain lines of a field list. A delivery holds whatever fields its
 * owner chose, so any may be missing.
 */
import { answeredByRule, hasFailureStatus } from '../../core/digest/request.ts'
import type { Origin } from '../../core/traffic.ts'
import type { AccessLine } from '../access-line.ts'
import { originOf, secondsOf, type Times, timingOf } from './outcome.ts'
import { pathOf } from './request-line.ts'
import { isByRule } from './tail.ts'

/** The text of a field, or null when the record does not have the field or has `-` or nothing in it. */
export interface NamedFields {
  readonly has: (name: string) => boolean
  readonly text: (name: string) => string | null
}

/** `client:port`, `client_port` and `clientPort` are one name. */
export function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase()
}

/** Fields by name, however the names are spelled. Lists become what they would be in a line; other nested values are no fields. */
export function namedFields(entries: Iterable<readonly [name: string, value: unknown]>): NamedFields {
  const fields = new Map<string, string>()
  for (const [name, value] of entries) {
    const text = Array.isArray(value) ? value.filter(isScalar).join(' ') : isScalar(value) ? String(value) : null
    if (text !== null) fields.set(plainName(name), text)
  }
  return {
    has: (name) => fields.has(name),
    text: (name) => {
      const text = fields.get(name)
      return text === undefined || text === '-' || text === '' ? null : text
    },
  }
}

/** What a record tells of its surroundings rather than of itself. */
export interface Setting {
  /** `app/name/id`, or null for every balancer. */
  readonly balancer: string | null
  /** Milliseconds since 1970 to use where the record has no time; NaN when none is known. */
  readonly at: number
  /** The record as it stood in the log. */
  readonly sample: string
}

export function readAccessRecord(fields: NamedFields, { balancer, at: fallback, sample }: Setting): AccessLine {
  if (!isAccessRecord(fields)) return 'foreign'
  const elb = fields.text('elb')
  if (elb !== null && ((balancer !== null && elb !== balancer) || elb.startsWith('net/'))) return 'foreign'
  const at = fields.has('time') ? timeOf(fields.text('time')) : fallback
  const status = statusOf(fields, 'elbstatuscode')
  const times = timesOf(fields)
  const origin = status === null ? null : madeBy(fields, status, times)
  if (Number.isNaN(at) || status === null || origin === null) return 'malformed'
  const request = fields.text('request') ?? fields.text('requestline')
  const counted = {
    balancer: elb,
    at,
    status,
    origin,
    backend: fields.text('targetport'),
    pool: fields.text('targetgrouparn'),
    path: request === null ? null : pathOf(request),
  }
  return hasFailureStatus(counted)
    ? {
        ...counted,
        ...timingOf(times, at, timeOf(fields.text('requestcreationtime'))),
        reason: fields.text('errorreason') ?? (isByRule(fields.text('actionsexecuted') ?? '') ? answeredByRule : null),
        sample,
      }
    : { ...counted, phase: 'unknown', reason: null, waitSeconds: null, durationSeconds: null, sample: '' }
}

/** The one field without which nothing can be told, or two that no other log has. */
function isAccessRecord(fields: NamedFields): boolean {
  return fields.has('elbstatuscode') || fields.has('targetgrouparn') || fields.has('targetstatuscode')
}

/**
 * Without the target's status only the times and the reason tell who made a 502; null when neither does, for a guess would put the blame on
 * the wrong side. For other answers it matters less, and a named target is taken for their maker.
 */
function madeBy(fields: NamedFields, status: number, times: Times): Origin | null {
  if (fields.has('targetstatuscode')) return originOf(status, statusOf(fields, 'targetstatuscode'))
  if (times.some((seconds) => seconds < 0) || fields.text('errorreason') !== null) return 'gateway'
  if (hasFailureStatus({ origin: 'gateway', status })) return null
  return fields.text('targetport') === null ? 'gateway' : 'backend'
}

/** 0 for `-`; null when the field is missing or no status. */
function statusOf(fields: NamedFields, name: string): number | null {
  const text = fields.text(name)
  if (text === null) return fields.has(name) ? 0 : null
  return /^\d{3}$/.test(text) ? Number(text) : null
}

function timesOf(fields: NamedFields): Times {
  const seconds = (name: string): number => secondsOf(fields.text(name) ?? '')
  return [seconds('requestprocessingtime'), seconds('targetprocessingtime'), seconds('responseprocessingtime')]
}

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** ISO 8601, or a number of seconds or milliseconds since 1970; NaN for anything else. */
export function timeOf(text: string | null): number {
  if (text === null) return Number.NaN
  if (iso.test(text)) return Math.floor(Date.parse(text))
  if (!/^\d{10,13}(\.\d+)?$/.test(text)) return Number.NaN
  return Math.floor(Number(text) * (Number(text) < 1e11 ? 1000 : 1))
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
