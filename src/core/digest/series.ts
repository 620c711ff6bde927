/** Requests counted per pool, minute, origin and status. */
import type { MinuteCounts, PoolSeries } from '../traffic.ts'
import { maximumMinutes, maximumPools } from './limits.ts'
import type { LoggedRequest } from './request.ts'
import { compareNames } from './top.ts'

interface MinuteRow {
  requests: number
  readonly gateway: Map<number, number>
  readonly backend: Map<number, number>
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
  const counts = request.origin === 'gateway' ? row.gateway : row.backend
  counts.set(request.status, (counts.get(request.status) ?? 0) + 1)
  return true
}

/** How many requests the table had no room for. */
export function mergeMinute(table: SeriesTable, pool: string | null, other: MinuteCounts): number {
  const row = minuteFor(table, pool, Date.parse(other.at))
  if (row === undefined) return other.requests
  row.requests += other.requests
  addCounts(row.gateway, other.gateway)
  addCounts(row.backend, other.backend)
  return 0
}

/** By pool, requests without one first. */
export function poolSeriesOf(table: SeriesTable): readonly PoolSeries[] {
  return [...table.pools]
    .sort(([one], [other]) => compareNames(one, other))
    .map(([pool, minutes]) => ({
      pool,
      minutes: [...minutes].sort(([one], [other]) => one - other).map(([minute, row]) => minuteCountsOf(minute, row)),
    }))
}

function minuteFor(table: SeriesTable, pool: string | null, minute: number): MinuteRow | undefined {
  const minutes = table.pools.get(pool)
  const known = minutes?.get(minute)
  if (known !== undefined) return known
  if (table.size >= maximumMinutes || (minutes === undefined && table.pools.size >= maximumPools)) return undefined
  const created: MinuteRow = { requests: 0, gateway: new Map(), backend: new Map() }
  if (minutes === undefined) table.pools.set(pool, new Map([[minute, created]]))
  else minutes.set(minute, created)
  table.size += 1
  return created
}

function addCounts(counts: Map<number, number>, other: Readonly<Record<string, number>>): void {
  for (const [status, requests] of Object.entries(other)) {
    counts.set(Number(status), (counts.get(Number(status)) ?? 0) + requests)
  }
}

function minuteCountsOf(minute: number, row: MinuteRow): MinuteCounts {
  return {
    at: new Date(minute).toISOString(),
    requests: row.requests,
    gateway: countsOf(row.gateway),
    backend: countsOf(row.backend),
  }
}

function countsOf(counts: ReadonlyMap<number, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([one], [other]) => one - other).map(([status, count]) => [String(status), count]))
}
