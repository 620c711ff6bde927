/** Requests counted per pool, minute, origin and status. */
import type { MinuteCounts, Origin, PoolSeries } from '../traffic.ts'
import { maximumMinutes, maximumPools } from './limits.ts'
import type { LoggedRequest } from './request.ts'
import { compareNames } from './top.ts'

export interface MinuteRow {
  /** Milliseconds since 1970. */
  readonly at: number
  requests: number
  /** The few that there are, in the order in which they came: nearly always it is the first one that is wanted. */
  readonly answers: AnswerCount[]
}

interface AnswerCount {
  readonly origin: Origin
  readonly status: number
  requests: number
}

/** By pool, then by minute (milliseconds since 1970). */
export interface SeriesTable {
  readonly pools: Map<string | null, Map<number, MinuteRow>>
  /** Minutes of all pools. */
  size: number
}

/** Counts a request; false, and nothing counted, when the table is full. */
export function addToSeries(table: SeriesTable, request: LoggedRequest, minute: number): boolean {
  const row = minuteFor(table, request.pool, minute)
  if (row === undefined) return false
  row.requests += 1
  addAnswers(row, request.origin, request.status, 1)
  return true
}

/** How many requests the table had no room for. */
export function mergeMinute(table: SeriesTable, pool: string | null, other: MinuteCounts): number {
  const row = minuteFor(table, pool, Date.parse(other.at))
  if (row === undefined) return other.requests
  row.requests += other.requests
  for (const [status, requests] of Object.entries(other.gateway)) addAnswers(row, 'gateway', Number(status), requests)
  for (const [status, requests] of Object.entries(other.backend)) addAnswers(row, 'backend', Number(status), requests)
  return 0
}

/** By pool, requests without one first. */
export function poolSeriesOf(table: SeriesTable): readonly PoolSeries[] {
  return [...table.pools]
    .sort(([one], [other]) => compareNames(one, other))
    .map(([pool, minutes]) => ({
      pool,
      minutes: [...minutes.values()].sort((one, other) => one.at - other.at).map(minuteCountsOf),
    }))
}

function minuteFor(table: SeriesTable, pool: string | null, minute: number): MinuteRow | undefined {
  const minutes = table.pools.get(pool)
  const known = minutes?.get(minute)
  if (known !== undefined) return known
  if (table.size >= maximumMinutes || (minutes === undefined && table.pools.size >= maximumPools)) return undefined
  const created: MinuteRow = { at: minute, requests: 0, answers: [] }
  if (minutes === undefined) table.pools.set(pool, new Map([[minute, created]]))
  else minutes.set(minute, created)
  table.size += 1
  return created
}

function addAnswers({ answers }: MinuteRow, origin: Origin, status: number, requests: number): void {
  for (const answer of answers) {
    if (answer.status === status && answer.origin === origin) {
      answer.requests += requests
      return
    }
  }
  answers.push({ origin, status, requests })
}

function minuteCountsOf(row: MinuteRow): MinuteCounts {
  return {
    at: new Date(row.at).toISOString(),
    requests: row.requests,
    gateway: countsOf(row, 'gateway'),
    backend: countsOf(row, 'backend'),
  }
}

function countsOf({ answers }: MinuteRow, origin: Origin): Readonly<Record<string, number>> {
  const own = answers.filter((answer) => answer.origin === origin).sort((one, other) => one.status - other.status)
  return Object.fromEntries(own.map(({ status, requests }) => [String(status), requests]))
}
