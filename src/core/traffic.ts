/**
 * The traffic digest: what request logs say, small enough to keep in the evidence and mergeable, so that files, workers and
 * query engines combine into one. Every log source produces it.
 */
import type { Gap } from './fact.ts'

/** Who made the answer the client saw. */
export type Origin = 'gateway' | 'backend'

/**
 * How far a failing request got.
 * - `nobody`: the balancer held no backend in service and tried none (Application Gateway `ERRORINFO_UPSTREAM_NO_LIVE`).
 * - `not-dispatched`: no request reached a backend, or the connection died before it did (ALB `-1 -1 -1`).
 * - `no-answer`: the request was sent and nothing came back (ALB `x -1 -1`).
 * - `cut-off`: the backend ended the connection while the answer was awaited (ALB `x y -1`); the wait is y.
 * - `answered`: an answer came back whole (all times present).
 * - `unknown`: the log does not carry the times.
 */
export type Phase = 'nobody' | 'not-dispatched' | 'no-answer' | 'cut-off' | 'answered' | 'unknown'

/**
 * A mergeable histogram of durations in seconds. Bucket i holds values v with `floor(log(v) / log(1.05)) == i`, so a bucket is
 * at most 5 % wide; values below one millisecond (which logs print as 0.000) are counted in `zero`.
 */
export interface DurationHistogram {
  readonly zero: number
  /** [bucket index, count], ascending by index. */
  readonly buckets: readonly (readonly [number, number])[]
  /** Seconds; null when empty. */
  readonly minimum: number | null
  readonly maximum: number | null
}

/** Requests that failed alike: same origin, status, phase, backend, pool and reason; cut-off ones also by whether they were closed at once. */
export interface FailureGroup {
  readonly origin: Origin
  readonly status: number
  readonly phase: Phase
  /** `address:port` as the log names it; null when the log names none. */
  readonly backend: string | null
  /** Provider id of the pool as the log names it; null when the log names none. */
  readonly pool: string | null
  /** The provider's reason word (`LambdaUnhandled`); null when there is none. */
  readonly reason: string | null
  readonly requests: number
  /** ISO 8601 UTC, times of the answers. */
  readonly firstAt: string
  readonly lastAt: string
  /** How long the balancer waited for the backend after dispatch. Empty unless the phase is `cut-off` or `answered`. */
  readonly wait: DurationHistogram
  /** From the request's arrival to the balancer's answer, where the log tells. */
  readonly duration: DurationHistogram
  /** Requests a minute: [ISO minute, count], ascending. Bounded by the window. */
  readonly minutes: readonly (readonly [string, number])[]
  /** Most frequent `METHOD /path` without query string, bounded: [path, count], descending, ties by name. */
  readonly paths: readonly (readonly [string, number])[]
  /** Up to three lines as they stood in the log, shortened: the first in order of their text, so that merging keeps the same ones. */
  readonly samples: readonly string[]
}

/** Counts of one minute and one pool. Statuses as decimal strings, so that the object is plain JSON. */
export interface MinuteCounts {
  /** ISO 8601 UTC, start of the minute. */
  readonly at: string
  readonly requests: number
  /** Answers the balancer made itself, by status; `0` where none could be sent. */
  readonly gateway: Readonly<Record<string, number>>
  /** Answers a backend made, by status. */
  readonly backend: Readonly<Record<string, number>>
}

export interface PoolSeries {
  /** As the log names it; null for requests that no pool was chosen for. */
  readonly pool: string | null
  /** Ascending. */
  readonly minutes: readonly MinuteCounts[]
}

/** Requests one backend received. Bounded to the busiest; requests of the others are still counted in the series. */
export interface BackendCounts {
  readonly pool: string | null
  readonly backend: string
  readonly requests: number
  /** Answered by the backend itself with a status below 500. */
  readonly succeeded: number
  /** 502, 503 or 504 that the balancer made, without those that a rule gave. */
  readonly gatewayFailures: number
  /** 5xx the backend answered itself. */
  readonly backendFailures: number
  readonly firstAt: string
  readonly lastAt: string
  /** Time of the last answer that succeeded; null when none did. */
  readonly lastSucceededAt: string | null
}

/** How often one path was asked for and succeeded: kept only for paths that failed at least once, so it needs a second look. */
export interface PathCounts {
  readonly pool: string | null
  /** `METHOD /path` without query string. */
  readonly path: string
  readonly requests: number
  readonly failures: number
}

/** What became of every line that was read. They add up: read = parsed + malformed + foreign. */
export interface LineCounts {
  readonly read: number
  readonly parsed: number
  /** Not readable as a line of this format: cut, binary, over-long, too few fields. */
  readonly malformed: number
  /** Another product's or another balancer's line, or the provider's test file. */
  readonly foreign: number
  /** Of the parsed: answered outside the window (or beyond what a digest can hold), so counted nowhere else. */
  readonly outsideWindow: number
}

export interface TrafficDigest {
  readonly lines: LineCounts
  readonly series: readonly PoolSeries[]
  readonly failures: readonly FailureGroup[]
  readonly backends: readonly BackendCounts[]
  readonly paths: readonly PathCounts[]
  /** Set when there were more paths than `paths` holds: those it holds are counted in full, others may have been asked for too. */
  readonly pathsTruncated?: true
}

/** What one log source gave: the digest, and how much of the source it stands for. */
export interface LogReading {
  /** Where it came from, for display: `s3://bucket/prefix`, `log group /aws/alb`. */
  readonly source: string
  readonly digest: TrafficDigest
  /** Objects (or pages) found for the window, read, and failed; skipped are not of this balancer or not access logs. */
  readonly objects: { readonly listed: number; readonly read: number; readonly failed: number; readonly skipped: number }
  /** One line each: objects that could not be read and why, a limit that was reached, logs still arriving. */
  readonly notes: readonly string[]
  /** True when part of the window's logs could not be read, so counts are lower bounds. */
  readonly partial: boolean
  /** What kept most of the missing part from being read; absent where nothing was refused. */
  readonly refused?: { readonly gap: Gap; readonly permission: string | null }
}

/** One backend's probes as a health-check log tells them. */
export interface ProbeLogEntry {
  /** `address:port`, or a function's id. */
  readonly backend: string
  /** The pool's name as the log gives it. */
  readonly poolName: string
  readonly passed: number
  readonly failed: number
  /** [neutral reason, count]: why probes failed, most frequent first. */
  readonly reasons: readonly (readonly [ProbeFailure, number])[]
  readonly lastStatus: string | null
}

export type ProbeFailure =
  | 'timed-out'
  | 'connection-reset'
  | 'status-mismatch'
  | 'body-mismatch'
  | 'backend-error'
  | 'internal'
  | 'other'

export interface ProbeLogReading {
  readonly source: string
  readonly entries: readonly ProbeLogEntry[]
  readonly lines: LineCounts
}
