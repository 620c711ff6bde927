/** Counts the probes of a health-check log, per backend. */
import { compareText } from '../../core/canonical.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import type { LineCounts, ProbeFailure, ProbeLogEntry } from '../../core/traffic.ts'
import { type LineSink, maximumLineBytes } from '../line-splitter.ts'
import { type LoggedProbe, readHealthCheckLine } from './health-check-line.ts'
import type { RecordLayout } from './plain-record.ts'

export interface HealthCheckLogOptions {
  /** `app/name/id`, or null for every balancer's. */
  readonly balancer: string | null
  readonly layout: RecordLayout | null
  /** Probes outside (its end excluded) are not counted; null takes all. */
  readonly window: TimeWindow | null
}

export interface HealthCheckLogReader extends LineSink {
  /** A log event, which may hold several lines. */
  readonly event: (message: string) => void
  /** What has been counted so far: those that fail most first. */
  readonly counted: () => { readonly entries: readonly ProbeLogEntry[]; readonly lines: LineCounts }
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

export function createHealthCheckLogReader({ balancer, layout, window }: HealthCheckLogOptions): HealthCheckLogReader {
  const from = window === null ? Number.NEGATIVE_INFINITY : Date.parse(window.from)
  const to = window === null ? Number.POSITIVE_INFINITY : Date.parse(window.to)
  const rows = new Map<string, Row>()
  const lines = { read: 0, parsed: 0, malformed: 0, foreign: 0, outsideWindow: 0 }

  const tooLong = (): void => {
    lines.read += 1
    lines.malformed += 1
  }

  const count = (line: string): void => {
    const probe = readHealthCheckLine(line, balancer, layout)
    lines.read += 1
    if (typeof probe === 'string') {
      lines[probe] += 1
      return
    }
    lines.parsed += 1
    const inside = probe.at >= from && probe.at < to
    if (!inside || !addProbe(rows, probe)) lines.outsideWindow += 1
  }

  return {
    line: (bytes, start, end) => count(bytes.toString('utf8', start, end)),
    tooLong,
    event: (message) => {
      for (const line of message.split(/[\r\n]+/)) {
        if (line.length > maximumLineBytes) tooLong()
        else if (line !== '') count(line)
      }
    },
    counted: () => ({ entries: [...rows.values()].map(entryOf).sort(byFailures), lines: { ...lines } }),
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
