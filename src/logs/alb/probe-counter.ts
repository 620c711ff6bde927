/** Counts probes per backend. */
import { compareText } from '../../core/canonical.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import type { ProbeFailure, ProbeLogEntry } from '../../core/traffic.ts'
import type { LoggedProbe } from './health-check-line.ts'

export interface ProbeCounter {
  /** False, and nothing counted, for a probe outside the window or beyond what is kept. */
  readonly add: (probe: LoggedProbe) => boolean
  /** What has been counted so far: those that fail most first. */
  readonly entries: () => readonly ProbeLogEntry[]
}

interface Row {
  readonly backend: string
  readonly poolName: string
  passed: number
  failed: number
  readonly reasons: Map<ProbeFailure, number>
  last: LoggedProbe
}

/** More backends than a balancer can have: a file with more is none of its logs. */
const maximumBackends = 10_000

/** Probes outside the window (its end excluded) are not counted; null takes all. */
export function createProbeCounter(window: TimeWindow | null): ProbeCounter {
  const from = window === null ? Number.NEGATIVE_INFINITY : Date.parse(window.from)
  const to = window === null ? Number.POSITIVE_INFINITY : Date.parse(window.to)
  const rows = new Map<string, Row>()
  return {
    add: (probe) => probe.at >= from && probe.at < to && addProbe(rows, probe),
    entries: () => [...rows.values()].map(entryOf).sort(byFailures),
  }
}

function addProbe(rows: Map<string, Row>, probe: LoggedProbe): boolean {
  const key = `${probe.poolName} ${probe.backend}`
  const known = rows.get(key)
  if (known === undefined && rows.size >= maximumBackends) return false
  const { backend, poolName } = probe
  const row: Row = known ?? { backend, poolName, passed: 0, failed: 0, reasons: new Map(), last: probe }
  if (known === undefined) rows.set(key, row)
  if (probe.failure === null) row.passed += 1
  else {
    row.failed += 1
    row.reasons.set(probe.failure, (row.reasons.get(probe.failure) ?? 0) + 1)
  }
  if (isLater(probe, row.last)) row.last = probe
  return true
}

/** Files of several nodes come in any order; of probes in the same millisecond the text decides. */
function isLater(probe: LoggedProbe, other: LoggedProbe): boolean {
  return probe.at > other.at || (probe.at === other.at && (probe.status ?? '') > (other.status ?? ''))
}

function entryOf({ backend, poolName, passed, failed, reasons, last }: Row): ProbeLogEntry {
  const ordered = [...reasons].sort((one, other) => other[1] - one[1] || compareText(one[0], other[0]))
  return { backend, poolName, passed, failed, reasons: ordered, lastStatus: last.status }
}

function byFailures(one: ProbeLogEntry, other: ProbeLogEntry): number {
  return other.failed - one.failed || compareText(one.poolName, other.poolName) || compareText(one.backend, other.backend)
}
