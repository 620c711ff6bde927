/** Counts what the lines of one kind of log say, whatever source they come from. */
import type { Coverage } from '../../collect/logs/coverage.ts'
import { createAccumulator, digestOf } from '../../core/digest/accumulator.ts'
import { condenseDigest } from '../../core/digest/paths.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import type { LineCounts, LogReading, ProbeLogReading } from '../../core/traffic.ts'
import { countInto } from '../../logs/access-line.ts'
import { createAccessLogReader } from '../../logs/alb/access-log.ts'
import { createHealthCheckLogReader } from '../../logs/alb/health-check-log.ts'
import type { RecordLayout } from '../../logs/alb/plain-record.ts'
import type { LineSink } from '../../logs/line-splitter.ts'

/** Requests (access log) or the balancer's own probes (health-check log). */
export type LogKind = 'access' | 'probe'

export interface Gatherer extends LineSink {
  /** A log event with its time in milliseconds since 1970. */
  readonly event: (message: string, at: number) => void
  /** Lines read so far. */
  readonly linesRead: () => number
  /** What became of the lines, all of them being read. */
  readonly lines: () => LineCounts
  /** Requests answered with 502 so far. */
  readonly badGateways: () => number
  /** What goes into the evidence. */
  readonly reading: (source: string, coverage: Coverage) => LogReading | ProbeLogReading
}

export interface GathererOptions {
  readonly kind: LogKind
  /** `app/name/id`: lines of others do not count. */
  readonly balancer: string
  readonly layout: RecordLayout | null
  readonly window: TimeWindow
}

export function createGatherer({ kind, ...options }: GathererOptions): Gatherer {
  switch (kind) {
    case 'access':
      return gatherRequests(options)
    case 'probe':
      return gatherProbes(options)
  }
}

type Options = Omit<GathererOptions, 'kind'>

function gatherRequests(options: Options): Gatherer {
  const accumulator = createAccumulator(options.window)
  const reader = createAccessLogReader(countInto(accumulator), options)
  return {
    ...reader,
    linesRead: () => accumulator.lines.read + reader.pending(),
    lines: () => {
      reader.flush()
      return accumulator.lines
    },
    badGateways: () =>
      [...accumulator.groups.values()].reduce((sum, { status, requests }) => sum + (status === 502 ? requests : 0), 0),
    reading: (source, coverage): LogReading => {
      reader.flush()
      return { source, digest: condenseDigest(digestOf(accumulator)), ...coverage }
    },
  }
}

function gatherProbes(options: Options): Gatherer {
  const reader = createHealthCheckLogReader(options)
  return {
    line: reader.line,
    tooLong: reader.tooLong,
    event: reader.event,
    linesRead: () => reader.counted().lines.read,
    lines: () => reader.counted().lines,
    badGateways: () => 0,
    reading: (source): ProbeLogReading => ({ source, ...reader.counted() }),
  }
}
