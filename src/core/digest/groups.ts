/** Failing requests, grouped by what they have in common. */
import { compareText } from '../canonical.ts'
import { addDuration, addHistogram, createHistogram, type HistogramBuilder, histogramOf } from '../histogram.ts'
import type { FailureGroup } from '../traffic.ts'
import { isQuick } from '../waits.ts'
import { maximumGroups, maximumPathsOfGroup, maximumSampleLength, samplesOfGroup } from './limits.ts'
import type { LoggedRequest } from './request.ts'
import { byCount, countInTop, first } from './top.ts'

/** What the requests of one group share. */
export type GroupTraits = Pick<FailureGroup, 'origin' | 'status' | 'phase' | 'backend' | 'pool' | 'reason'>

interface GroupRow extends GroupTraits {
  requests: number
  firstAt: number
  lastAt: number
  readonly wait: HistogramBuilder
  readonly duration: HistogramBuilder
  readonly minutes: Map<number, number>
  readonly paths: Map<string, number>
  samples: readonly string[]
}

export type GroupTable = Map<string, GroupRow>

export function addToGroups(groups: GroupTable, request: LoggedRequest, minute: number): void {
  const group = groupFor(groups, request, request.waitSeconds, request.at)
  group.requests += 1
  group.firstAt = Math.min(group.firstAt, request.at)
  group.lastAt = Math.max(group.lastAt, request.at)
  const awaited = request.phase === 'cut-off' || request.phase === 'answered'
  if (awaited && request.waitSeconds !== null) addDuration(group.wait, request.waitSeconds)
  if (request.durationSeconds !== null) addDuration(group.duration, request.durationSeconds)
  group.minutes.set(minute, (group.minutes.get(minute) ?? 0) + 1)
  if (request.path !== null) countInTop(group.paths, request.path, 1, maximumPathsOfGroup)
  addSample(group, request.sample.slice(0, maximumSampleLength))
}

export function mergeGroup(groups: GroupTable, other: FailureGroup): void {
  const group = groupFor(groups, other, other.wait.maximum, Date.parse(other.firstAt))
  group.requests += other.requests
  group.firstAt = Math.min(group.firstAt, Date.parse(other.firstAt))
  group.lastAt = Math.max(group.lastAt, Date.parse(other.lastAt))
  addHistogram(group.wait, other.wait)
  addHistogram(group.duration, other.duration)
  for (const [at, count] of other.minutes) group.minutes.set(Date.parse(at), (group.minutes.get(Date.parse(at)) ?? 0) + count)
  for (const [path, count] of other.paths) countInTop(group.paths, path, count, maximumPathsOfGroup)
  for (const sample of other.samples) addSample(group, sample)
}

/** Largest first, then by what they share. */
export function failureGroupsOf(groups: GroupTable): readonly FailureGroup[] {
  return [...groups]
    .sort(([oneKey, one], [otherKey, other]) => other.requests - one.requests || compareText(oneKey, otherKey))
    .map(([, group]) => failureGroupOf(group))
}

function groupFor(groups: GroupTable, traits: GroupTraits, longestWait: number | null, at: number): GroupRow {
  const key = keyOf(traits, longestWait)
  const group = groups.get(key)
  if (group !== undefined) return group
  // A log naming more than any balancer has: keep the counts, and let the names go.
  const named = traits.backend !== null || traits.pool !== null || traits.reason !== null
  if (named && groups.size >= maximumGroups)
    return groupFor(groups, { ...traits, backend: null, pool: null, reason: null }, longestWait, at)
  const { origin, status, phase, backend, pool, reason } = traits
  const created: GroupRow = {
    ...{ origin, status, phase, backend, pool, reason },
    ...{ requests: 0, firstAt: at, lastAt: at, wait: createHistogram(), duration: createHistogram() },
    ...{ minutes: new Map(), paths: new Map(), samples: [] },
  }
  groups.set(key, created)
  return created
}

/** Connections closed at once and those closed in the middle of work have different causes, so they never share a group. */
function keyOf({ origin, status, phase, backend, pool, reason }: GroupTraits, longestWait: number | null): string {
  const held = phase === 'cut-off' && longestWait !== null && !isQuick(longestWait)
  return JSON.stringify([origin, status, phase, pool, backend, reason, held])
}

function addSample(group: GroupRow, sample: string): void {
  const last = group.samples[samplesOfGroup - 1]
  if (sample === '' || (last !== undefined && last <= sample)) return
  group.samples = first([...new Set([...group.samples, sample])], samplesOfGroup, compareText)
}

function failureGroupOf(group: GroupRow): FailureGroup {
  const { origin, status, phase, backend, pool, reason, requests } = group
  return {
    ...{ origin, status, phase, backend, pool, reason, requests },
    firstAt: new Date(group.firstAt).toISOString(),
    lastAt: new Date(group.lastAt).toISOString(),
    wait: histogramOf(group.wait),
    duration: histogramOf(group.duration),
    minutes: [...group.minutes]
      .sort(([one], [other]) => one - other)
      .map(([minute, count]) => [new Date(minute).toISOString(), count] as const),
    paths: first([...group.paths], maximumPathsOfGroup, byCount),
    samples: group.samples,
  }
}
