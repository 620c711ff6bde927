/** From what Log Analytics counted to a digest, as if the rows had been read one by one. */
import { addDigest, createAccumulator, digestOf } from '../../core/digest/accumulator.ts'
import { hasFailureStatus } from '../../core/digest/request.ts'
import type {
  BackendCounts,
  DurationHistogram,
  FailureGroup,
  LineCounts,
  MinuteCounts,
  PathCounts,
  PoolSeries,
  TrafficDigest,
} from '../../core/traffic.ts'
import { type Outcome, outcomeOf } from '../../logs/app-gateway/outcome.ts'
import type { QueryRow, RowKind } from './query-rows.ts'

/** The digest of the table that has most requests: when a gateway logs into both, they are the same requests. */
export function digestOfRows(rows: readonly QueryRow[]): TrafficDigest {
  const table = fullestTable(rows)
  const own = rows.filter((row) => row.table === table)
  const of = (kind: RowKind): readonly QueryRow[] => own.filter((row) => row.kind === kind)
  const accumulator = createAccumulator(null)
  addDigest(accumulator, {
    lines: linesOf(of('minute'), of('uncounted')),
    series: of('minute').map(seriesOf),
    failures: failuresOf(own),
    backends: of('backend').flatMap((row) => backendOf(row) ?? []),
    paths: pathsOf(of('asked'), of('path')),
    // Only paths that failed are counted.
    pathsTruncated: true,
  })
  return digestOf(accumulator)
}

function fullestTable(rows: readonly QueryRow[]): string {
  const counts = new Map<string, number>()
  for (const { kind, table, requests } of rows) {
    if (kind === 'minute') counts.set(table, (counts.get(table) ?? 0) + requests)
  }
  const [fullest] = [...counts].sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1))
  return fullest?.[0] ?? rows[0]?.table ?? ''
}

function linesOf(counted: readonly QueryRow[], uncounted: readonly QueryRow[]): LineCounts {
  const sum = (rows: readonly QueryRow[]): number => rows.reduce((total, { requests }) => total + requests, 0)
  const foreign = sum(uncounted.filter(({ text }) => text === 'foreign'))
  const malformed = sum(uncounted) - foreign
  const parsed = sum(counted)
  return { read: parsed + malformed + foreign, parsed, malformed, foreign, outsideWindow: 0 }
}

/** Only whether there was a wait, or a connection, decides about the outcome; how long it was is counted apart. */
function outcomeOfRow({ status, serverStatus, errorInfo, routed, waited, connected }: QueryRow): Outcome {
  const latencySeconds = waited ? 1 : null
  const connectSeconds = connected ? 0 : null
  return outcomeOf({ status, serverStatus, errorInfo, latencySeconds, routed: routed !== null, connectSeconds })
}

function seriesOf(row: QueryRow): PoolSeries {
  const counts = { [String(row.status)]: row.requests }
  const made = outcomeOfRow(row).origin
  const minute: MinuteCounts = {
    at: row.at,
    requests: row.requests,
    gateway: made === 'gateway' ? counts : {},
    backend: made === 'backend' ? counts : {},
  }
  return { pool: row.pool, minutes: [minute] }
}

function backendOf(row: QueryRow): BackendCounts | null {
  const { pool, routed: backend, status, requests, firstAt, lastAt } = row
  if (backend === null) return null
  const { origin } = outcomeOfRow(row)
  const succeeded = origin === 'backend' && status < 500
  return {
    ...{ pool, backend, requests, firstAt, lastAt },
    succeeded: succeeded ? requests : 0,
    gatewayFailures: origin === 'gateway' && hasFailureStatus({ origin, status }) ? requests : 0,
    backendFailures: origin === 'backend' && status >= 500 ? requests : 0,
    lastSucceededAt: succeeded ? lastAt : null,
  }
}

/** What all rows about the same failing requests share. */
function keyOf({ pool, status, serverStatus, errorInfo, routed, waited, held, connected }: QueryRow): string {
  return JSON.stringify([pool, status, serverStatus, errorInfo, routed, waited, held, connected])
}

function failuresOf(rows: readonly QueryRow[]): readonly FailureGroup[] {
  const related = new Map<string, QueryRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const before = related.get(key)
    if (before === undefined) related.set(key, [row])
    else before.push(row)
  }
  return [...related.values()].flatMap((group) => groupOf(group) ?? [])
}

function groupOf(rows: readonly QueryRow[]): FailureGroup | null {
  const of = (kind: RowKind): readonly QueryRow[] => rows.filter((row) => row.kind === kind)
  const minutes = of('failure')
  const [first] = minutes
  if (first === undefined) return null
  const { origin, phase, reason, waitSeconds } = outcomeOfRow(first)
  const { pool, status, routed: backend } = first
  if (!hasFailureStatus({ origin, status })) return null
  const times = minutes.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]).sort()
  return {
    ...{ origin, status, phase, backend, pool, reason },
    requests: minutes.reduce((sum, { requests }) => sum + requests, 0),
    firstAt: times[0] ?? first.at,
    lastAt: times.at(-1) ?? first.at,
    wait: histogramOf(waitSeconds === null ? [] : of('wait')),
    duration: histogramOf(of('duration')),
    minutes: minutes.map(({ at, requests }) => [at, requests] as const),
    paths: of('path').map(({ path, requests }) => [path, requests] as const),
    samples: of('sample').map(({ text }) => text),
  }
}

function histogramOf(rows: readonly QueryRow[]): DurationHistogram {
  const zero = rows.filter(({ bucket }) => bucket === null).reduce((sum, { requests }) => sum + requests, 0)
  return {
    zero,
    buckets: rows.flatMap(({ bucket, requests }) => (bucket === null ? [] : [[bucket, requests] as const])),
    minimum: rows.length === 0 ? null : Math.min(...rows.map(({ low }) => low)),
    maximum: rows.length === 0 ? null : Math.max(...rows.map(({ high }) => high)),
  }
}

/** Every request of a path that failed, and how many of them did. */
function pathsOf(asked: readonly QueryRow[], failed: readonly QueryRow[]): readonly PathCounts[] {
  const failures = new Map<string, number>()
  for (const row of failed) {
    const { origin } = outcomeOfRow(row)
    if (!hasFailureStatus({ origin, status: row.status })) continue
    const key = JSON.stringify([row.pool, row.path])
    failures.set(key, (failures.get(key) ?? 0) + row.requests)
  }
  return asked.flatMap(({ pool, path, requests }) => {
    const count = failures.get(JSON.stringify([pool, path])) ?? 0
    return count === 0 ? [] : [{ pool, path, requests, failures: count }]
  })
}
