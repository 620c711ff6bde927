/** The rows of Logs Insights, all of them texts. */
import { UnusableAnswer } from '../../../collect/refusal.ts'
import { maximumPathLength } from '../../../core/digest/limits.ts'
import type { AskedPath, CountedRequests } from '../counted.ts'
import type { Row } from './run-query.ts'

/** What a counting row says; the number of events alone where they are no lines of the log. Throws UnusableAnswer. */
export function countedIn(row: Row): CountedRequests | number {
  const requests = numberIn(row, 'requests')
  const status = row.st ?? ''
  if (status === '') return requests
  const minute = timeIn(row.minute ?? '')
  if (Number.isNaN(minute) || !/^(\d{3}|-)$/.test(status))
    throw new UnusableAnswer('a row of the answer is not what was asked for')
  const targetStatus = row.ts ?? ''
  const [first, last] = [timeIn(row.firstAt ?? ''), timeIn(row.lastAt ?? '')]
  return {
    minute,
    pool: named(row.tg),
    backend: named(row.tgt),
    status: status === '-' ? 0 : Number(status),
    targetStatus: /^\d{3}$/.test(targetStatus) ? Number(targetStatus) : null,
    requests,
    // An event may come minutes after its request, but the request is of this minute.
    firstAt: within(minute, first),
    lastAt: within(minute, last),
  }
}

/** Null where the line shows no path. */
export function askedIn(row: Row): AskedPath | null {
  const { method = '', uri = '' } = row
  if (method === '') return null
  return { pool: named(row.tg), path: `${method} ${uri || '/'}`.slice(0, maximumPathLength), requests: numberIn(row, 'requests') }
}

/** `2026-09-01T12:00`, `2026-09-01 12:00:00.000` or milliseconds since 1970; NaN for anything else. */
export function timeIn(text: string): number {
  if (/^\d{12,14}(\.\d+)?$/.test(text)) return Math.floor(Number(text))
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?$/.exec(text) ?? []
  return date === undefined ? Number.NaN : Date.parse(`${date}T${clock}Z`)
}

function within(minute: number, time: number): number {
  return Number.isNaN(time) ? minute : Math.min(Math.max(time, minute), minute + 59_999)
}

function named(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '-' ? null : text
}

function numberIn(row: Row, field: string): number {
  const value = Number(row[field] ?? '')
  if (row[field] === undefined || !Number.isFinite(value)) throw new UnusableAnswer(`a row of the answer has no ${field}`)
  return value
}
