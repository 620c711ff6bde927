/** Reads the lines of a health-check log in any of the forms in which they are kept, and counts the probes they tell of. */
import type { TimeWindow } from '../../core/evidence.ts'
import type { LineCounts, ProbeLogEntry } from '../../core/traffic.ts'
import { type LineSink, maximumLineBytes } from '../line-splitter.ts'
import { readHealthCheckLine } from './health-check-line.ts'
import type { RecordLayout } from './plain-record.ts'
import { createProbeCounter } from './probe-counter.ts'

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

export function createHealthCheckLogReader({ balancer, layout, window }: HealthCheckLogOptions): HealthCheckLogReader {
  const counter = createProbeCounter(window)
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
    if (!counter.add(probe)) lines.outsideWindow += 1
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
    counted: () => ({ entries: counter.entries(), lines: { ...lines } }),
  }
}
