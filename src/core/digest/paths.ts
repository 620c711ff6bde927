/** How often each path was asked for, and how often it failed. */
import type { PathCounts, TrafficDigest } from '../traffic.ts'
import { maximumFailedPaths, maximumPathLength, maximumPaths } from './limits.ts'
import { isFailure, type LoggedRequest } from './request.ts'
import { compareNames, first } from './top.ts'

export interface PathRow {
  readonly pool: string | null
  readonly path: string
  requests: number
  failures: number
}

/**
 * By pool, then by path. A row counts every request of its path or it is not there: one that began late would make "fails
 * sometimes" look like "fails every time". So once the table is full no path enters it, and merging with a truncated table
 * keeps the paths that both hold.
 */
export interface PathTable {
  pools: Map<string | null, Map<string, PathRow>>
  size: number
  truncated: boolean
}

export function addToPaths(table: PathTable, request: LoggedRequest, path: string): void {
  const row = pathFor(table, request.pool, shortPath(path))
  if (row === undefined) return
  row.requests += 1
  if (isFailure(request)) row.failures += 1
}

/** Paths that differ only beyond this are counted as one. */
export function shortPath(path: string): string {
  return path.length > maximumPathLength ? path.slice(0, maximumPathLength) : path
}

export function mergePaths(table: PathTable, other: Pick<TrafficDigest, 'paths' | 'pathsTruncated'>): void {
  if (other.pathsTruncated) keepOnly(table, other.paths)
  for (const { pool, path, requests, failures } of other.paths) {
    const row = pathFor(table, pool, path)
    if (row === undefined) continue
    row.requests += requests
    row.failures += failures
  }
  if (other.pathsTruncated) table.truncated = true
}

/** Those that fail most first, then the most frequent, then by name. */
export function pathCountsOf(table: PathTable): Pick<TrafficDigest, 'paths' | 'pathsTruncated'> {
  const rows = [...table.pools.values()].flatMap((pool) => [...pool.values()].map((row) => ({ ...row })))
  return { paths: first(rows, maximumPaths, byFailures), ...(table.truncated ? { pathsTruncated: true } : {}) }
}

/** The digest as it is kept with the evidence: without the paths that never failed, which only merging needs. */
export function condenseDigest(digest: TrafficDigest): TrafficDigest {
  const failed = digest.paths.filter((path) => path.failures > 0).slice(0, maximumFailedPaths)
  return failed.length === digest.paths.length ? digest : { ...digest, paths: failed, pathsTruncated: true }
}

function byFailures(one: PathCounts, other: PathCounts): number {
  return (
    other.failures - one.failures ||
    other.requests - one.requests ||
    compareNames(one.pool, other.pool) ||
    compareNames(one.path, other.path)
  )
}

function pathFor(table: PathTable, pool: string | null, path: string): PathRow | undefined {
  return table.pools.get(pool)?.get(path) ?? enter(table, pool, path)
}

function enter(table: PathTable, pool: string | null, path: string): PathRow | undefined {
  if (table.truncated || table.size >= maximumPaths) {
    table.truncated = true
    return undefined
  }
  const created: PathRow = { pool, path, requests: 0, failures: 0 }
  const paths = table.pools.get(pool)
  if (paths === undefined) table.pools.set(pool, new Map([[path, created]]))
  else paths.set(path, created)
  table.size += 1
  return created
}

function keepOnly(table: PathTable, others: readonly PathCounts[]): void {
  const kept = others
    .map(
      ({ pool, path }) =>
        table.pools.get(pool)?.get(path) ?? (table.truncated ? undefined : { pool, path, requests: 0, failures: 0 }),
    )
    .filter((row) => row !== undefined)
  table.pools = new Map()
  table.size = kept.length
  for (const row of kept) {
    const paths = table.pools.get(row.pool)
    if (paths === undefined) table.pools.set(row.pool, new Map([[row.path, row]]))
    else paths.set(row.path, row)
  }
}
