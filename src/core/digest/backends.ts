/** Requests counted per backend. */
import type { BackendCounts } from '../traffic.ts'
import { maximumBackends } from './limits.ts'
import { isFailure, type LoggedRequest } from './request.ts'
import { compareNames, first } from './top.ts'

export interface BackendRow {
  readonly pool: string | null
  readonly backend: string
  requests: number
  succeeded: number
  gatewayFailures: number
  backendFailures: number
  firstAt: number
  lastAt: number
  lastSucceededAt: number
}

/** By pool, then by backend. A time of minus infinity stands for never. */
export interface BackendTable {
  pools: Map<string | null, Map<string, BackendRow>>
  size: number
}

export function addToBackends(table: BackendTable, request: LoggedRequest, backend: string): void {
  const row = backendFor(table, request.pool, backend)
  row.requests += 1
  if (request.at < row.firstAt) row.firstAt = request.at
  if (request.at > row.lastAt) row.lastAt = request.at
  if (request.origin === 'gateway') {
    if (isFailure(request)) row.gatewayFailures += 1
  } else if (request.status >= 500) {
    row.backendFailures += 1
  } else {
    row.succeeded += 1
    if (request.at > row.lastSucceededAt) row.lastSucceededAt = request.at
  }
}

export function mergeBackend(table: BackendTable, other: BackendCounts): void {
  const row = backendFor(table, other.pool, other.backend)
  row.requests += other.requests
  row.succeeded += other.succeeded
  row.gatewayFailures += other.gatewayFailures
  row.backendFailures += other.backendFailures
  row.firstAt = Math.min(row.firstAt, Date.parse(other.firstAt))
  row.lastAt = Math.max(row.lastAt, Date.parse(other.lastAt))
  if (other.lastSucceededAt !== null) row.lastSucceededAt = Math.max(row.lastSucceededAt, Date.parse(other.lastSucceededAt))
}

/** The busiest first, then by name. */
export function backendCountsOf(table: BackendTable): readonly BackendCounts[] {
  return busiest(table).map((row) => ({
    ...row,
    firstAt: new Date(row.firstAt).toISOString(),
    lastAt: new Date(row.lastAt).toISOString(),
    lastSucceededAt: row.lastSucceededAt === Number.NEGATIVE_INFINITY ? null : new Date(row.lastSucceededAt).toISOString(),
  }))
}

function busiest(table: BackendTable): readonly BackendRow[] {
  const rows = [...table.pools.values()].flatMap((pool) => [...pool.values()])
  return first(
    rows,
    maximumBackends,
    (one, other) =>
      other.requests - one.requests || compareNames(one.pool, other.pool) || compareNames(one.backend, other.backend),
  )
}

function backendFor(table: BackendTable, pool: string | null, backend: string): BackendRow {
  const known = table.pools.get(pool)?.get(backend)
  if (known !== undefined) return known
  if (table.size >= 2 * maximumBackends) keepBusiest(table)
  const never = Number.NEGATIVE_INFINITY
  const created: BackendRow = {
    ...{ pool, backend, requests: 0, succeeded: 0, gatewayFailures: 0, backendFailures: 0 },
    ...{ firstAt: Number.POSITIVE_INFINITY, lastAt: never, lastSucceededAt: never },
  }
  insert(table, created)
  return created
}

function keepBusiest(table: BackendTable): void {
  const kept = busiest(table)
  table.pools = new Map()
  table.size = 0
  for (const row of kept) insert(table, row)
}

function insert(table: BackendTable, row: BackendRow): void {
  const pool = table.pools.get(row.pool)
  if (pool === undefined) table.pools.set(row.pool, new Map([[row.backend, row]]))
  else pool.set(row.backend, row)
  table.size += 1
}
