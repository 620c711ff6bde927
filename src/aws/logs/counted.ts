/** From what a query engine counted, and the lines of failures that it handed over, to a digest as if every line had been read. */
import { addDigest, createAccumulator, digestOf } from '../../core/digest/accumulator.ts'
import { condenseDigest } from '../../core/digest/paths.ts'
import { hasFailureStatus } from '../../core/digest/request.ts'
import type { BackendCounts, LineCounts, PathCounts, PoolSeries, TrafficDigest } from '../../core/traffic.ts'
import { originOf } from '../../logs/alb/outcome.ts'

/** Requests of one minute that were answered alike. Times in milliseconds since 1970. */
export interface CountedRequests {
  readonly minute: number
  readonly pool: string | null
  readonly backend: string | null
  readonly status: number
  readonly targetStatus: number | null
  readonly requests: number
  readonly firstAt: number
  readonly lastAt: number
}

/** How often a path was asked for. */
export interface AskedPath {
  readonly pool: string | null
  readonly path: string
  readonly requests: number
}

export interface Counted {
  readonly requests: readonly CountedRequests[]
  /** Events that are no lines of this log. */
  readonly unreadable: number
  /** What the lines of failures say. */
  readonly failed: TrafficDigest
  /** Of paths that failed. */
  readonly asked: readonly AskedPath[]
}

export function digestOfCounted({ requests, unreadable, failed, asked }: Counted): TrafficDigest {
  const accumulator = createAccumulator(null)
  const parsed = requests.reduce((sum, row) => sum + row.requests, 0)
  const lines: LineCounts = { read: parsed + unreadable, parsed, malformed: unreadable, foreign: 0, outsideWindow: 0 }
  addDigest(accumulator, {
    lines,
    series: requests.map(seriesOf),
    failures: failed.failures,
    backends: requests.flatMap((row) => backendOf(row) ?? []),
    paths: pathsOf(failed.paths, asked),
    // Only paths that failed are counted.
    pathsTruncated: true,
  })
  return condenseDigest(digestOf(accumulator))
}

/** Requests with a failure's status: as many lines of failures there must be. */
export function failuresIn(requests: readonly CountedRequests[]): number {
  return requests
    .filter(({ status, targetStatus }) => hasFailureStatus({ origin: originOf(status, targetStatus), status }))
    .reduce((sum, row) => sum + row.requests, 0)
}

function seriesOf({ minute, pool, status, targetStatus, requests }: CountedRequests): PoolSeries {
  const counts = { [String(status)]: requests }
  const byBackend = originOf(status, targetStatus) === 'backend'
  const at = new Date(minute).toISOString()
  return { pool, minutes: [{ at, requests, gateway: byBackend ? {} : counts, backend: byBackend ? counts : {} }] }
}

function backendOf({ pool, backend, status, targetStatus, requests, firstAt, lastAt }: CountedRequests): BackendCounts | null {
  if (backend === null) return null
  const origin = originOf(status, targetStatus)
  const succeeded = origin === 'backend' && status < 500
  const last = new Date(lastAt).toISOString()
  return {
    ...{ pool, backend, requests, firstAt: new Date(firstAt).toISOString(), lastAt: last },
    succeeded: succeeded ? requests : 0,
    gatewayFailures: origin === 'gateway' && hasFailureStatus({ origin, status }) ? requests : 0,
    backendFailures: origin === 'backend' && status >= 500 ? requests : 0,
    lastSucceededAt: succeeded ? last : null,
  }
}

function pathsOf(failed: readonly PathCounts[], asked: readonly AskedPath[]): readonly PathCounts[] {
  const counts = new Map(asked.map(({ pool, path, requests }) => [JSON.stringify([pool, path]), requests] as const))
  return failed.flatMap(({ pool, path, failures }) => {
    const requests = counts.get(JSON.stringify([pool, path]))
    return requests === undefined || failures === 0 ? [] : [{ pool, path, requests: Math.max(requests, failures), failures }]
  })
}
