/** The digest being made: requests go in one at a time, in any order, and a TrafficDigest comes out. */
import type { TimeWindow } from '../evidence.ts'
import type { LineCounts, TrafficDigest } from '../traffic.ts'
import { addToBackends, type BackendTable, backendCountsOf, mergeBackend } from './backends.ts'
import { addToGroups, failureGroupsOf, type GroupTable, mergeGroup } from './groups.ts'
import { addToPaths, mergePaths, type PathTable, pathCountsOf, shortPath } from './paths.ts'
import { hasFailureStatus, type LoggedRequest } from './request.ts'
import { addToSeries, mergeMinute, poolSeriesOf, type SeriesTable } from './series.ts'

/** Counters and tables that grow in place. Fill one with `addRequest` and its like, then take its `digestOf`. */
export interface Accumulator {
  /** Milliseconds since 1970: first inside, first outside. */
  readonly from: number
  readonly to: number
  readonly lines: { -readonly [Counter in keyof LineCounts]: LineCounts[Counter] }
  readonly series: SeriesTable
  readonly groups: GroupTable
  readonly backends: BackendTable
  readonly paths: PathTable
}

const minuteMilliseconds = 60_000

/** An empty accumulator. Requests answered outside the window (its end excluded) are counted as such; null takes all. */
export function createAccumulator(window: TimeWindow | null): Accumulator {
  return {
    from: window === null ? Number.NEGATIVE_INFINITY : Date.parse(window.from),
    to: window === null ? Number.POSITIVE_INFINITY : Date.parse(window.to),
    lines: { read: 0, parsed: 0, malformed: 0, foreign: 0, outsideWindow: 0 },
    series: { pools: new Map(), size: 0 },
    groups: new Map(),
    backends: { pools: new Map(), size: 0 },
    paths: { pools: new Map(), size: 0, truncated: false },
  }
}

/** Counts a line that told of a request. */
export function addRequest(accumulator: Accumulator, request: LoggedRequest): void {
  const { lines, series, groups, backends, paths } = accumulator
  lines.read += 1
  lines.parsed += 1
  const { at, backend, path } = request
  const minute = at - (((at % minuteMilliseconds) + minuteMilliseconds) % minuteMilliseconds)
  if (!(at >= accumulator.from && at < accumulator.to) || !addToSeries(series, request, minute)) {
    lines.outsideWindow += 1
    return
  }
  if (backend !== null) addToBackends(backends, request, backend)
  if (path !== null) addToPaths(paths, request, path)
  // Answers that a rule gave are grouped too: that is how they are known and counted apart.
  if (hasFailureStatus(request)) addToGroups(groups, { ...request, path: path === null ? null : shortPath(path) }, minute)
}

/** Counts a line that cannot be read as one of its format. */
export function addMalformed(accumulator: Accumulator): void {
  accumulator.lines.read += 1
  accumulator.lines.malformed += 1
}

/** Counts a readable line that is not about this balancer's requests. */
export function addForeign(accumulator: Accumulator): void {
  accumulator.lines.read += 1
  accumulator.lines.foreign += 1
}

/** Counts everything another digest counted; its window is its own affair. */
export function addDigest(accumulator: Accumulator, digest: TrafficDigest): void {
  const { lines, series, groups, backends, paths } = accumulator
  lines.read += digest.lines.read
  lines.parsed += digest.lines.parsed
  lines.malformed += digest.lines.malformed
  lines.foreign += digest.lines.foreign
  lines.outsideWindow += digest.lines.outsideWindow
  for (const { pool, minutes } of digest.series) {
    for (const minute of minutes) lines.outsideWindow += mergeMinute(series, pool, minute)
  }
  for (const group of digest.failures) mergeGroup(groups, group)
  for (const backend of digest.backends) mergeBackend(backends, backend)
  mergePaths(paths, digest)
}

/** What has been counted so far, every array in an order of its own, whatever the order of the requests. */
export function digestOf(accumulator: Accumulator): TrafficDigest {
  return {
    lines: { ...accumulator.lines },
    series: poolSeriesOf(accumulator.series),
    failures: failureGroupsOf(accumulator.groups),
    backends: backendCountsOf(accumulator.backends),
    ...pathCountsOf(accumulator.paths),
  }
}

/** The digest of nothing. */
export function emptyDigest(): TrafficDigest {
  return digestOf(createAccumulator(null))
}

/** The digest of both digests' lines: exactly what one reading of all would have given, within the limits of `limits.ts`. */
export function mergeDigests(one: TrafficDigest, other: TrafficDigest): TrafficDigest {
  const accumulator = createAccumulator(null)
  addDigest(accumulator, one)
  addDigest(accumulator, other)
  return digestOf(accumulator)
}
