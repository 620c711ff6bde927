/** The one question to Athena: it reads the table once, for it charges by the byte. */
import { maximumPathLength } from '../../../core/digest/limits.ts'
import type { TimeWindow } from '../../../core/evidence.ts'

export interface TableQuery {
  readonly database: string
  readonly table: string
  /** `app/name/id`. */
  readonly balancer: string
  readonly window: TimeWindow
}

/** As many rows as are fetched. */
export const mostRows = 50_000

/** A file is named by the end of its five minutes, and may lie in the folder of the next day. */
const latestEnd = 10 * 60_000
const day = 86_400_000

/** Days whose folders may hold lines of the window: `2026/11/20`. */
export function daysOf({ from, to }: TimeWindow): readonly string[] {
  const first = Math.floor(Date.parse(from) / day) * day
  const last = Date.parse(to) + latestEnd
  const days: string[] = []
  for (let start = first; start <= last; start += day) days.push(new Date(start).toISOString().slice(0, 10).replaceAll('-', '/'))
  return days
}

/** As many fields as tell why a request failed, as the balancer would have written them. */
const line = [
  text('type'),
  text('time'),
  text('elb'),
  `${text('client_ip')} || ':' || ${text('client_port')}`,
  `coalesce(backend, '-')`,
  ...['request', 'target', 'response'].map((part) => `coalesce(format('%.3f', ${part}_processing_time), '-1')`),
  text('elb_status_code'),
  `coalesce(nullif(target_status_code, ''), '-')`,
  `'0 0'`,
  `'"' || request_verb || ' ' || request_url || ' ' || request_proto || '"'`,
  `'"-" - -'`,
  `coalesce(nullif(target_group_arn, ''), '-')`,
  `'"-" "-" "-" 0'`,
  `coalesce(nullif(request_creation_time, ''), '-')`,
  `'"' || coalesce(actions_executed, '-') || '" "-" "' || coalesce(lambda_error_reason, '-') || '"'`,
].join(` || ' ' || `)

function text(column: string): string {
  return `coalesce(CAST(${column} AS varchar), '')`
}

/**
 * Requests by minute and by who answered what, each failing line by itself, and how often the paths that failed were asked for. Columns
 * are named as in AWS's own table. Nothing that a log says goes into the query.
 */
export function tableQuery({ database, table, balancer, window }: TableQuery): string {
  const days = daysOf(window).map((one) => `'${one}'`)
  return `WITH named AS (
  SELECT *, CASE WHEN target_ip NOT IN ('', '-') THEN target_ip || ':' || CAST(target_port AS varchar) END AS backend
  FROM "${database}"."${table}"
  WHERE "day" IN (${days.join(', ')})
    AND "time" >= '${edge(window.from)}' AND "time" < '${edge(window.to)}'
    AND elb = '${balancer.replaceAll("'", "''")}'
), logged AS (
  SELECT
    "time", backend,
    substr("time", 1, 16) AS minute,
    nullif(nullif(target_group_arn, '-'), '') AS pool,
    elb_status_code AS status,
    try_cast(target_status_code AS integer) AS target_status,
    elb_status_code IN (502, 503, 504) AS failing,
    substr(request_verb || ' ' || coalesce(nullif(regexp_extract(request_url, '^(?:[a-z0-9]+://[^/?#]*)?([^?#]*)', 1), ''), '/'), 1, ${maximumPathLength}) AS path,
    CASE WHEN elb_status_code IN (502, 503, 504) THEN ${line} END AS line
  FROM named
), counted AS (
  SELECT
    grouping(path) AS by_minute, minute, pool, status, target_status, backend, line, path,
    count(*) AS requests, count_if(failing) AS failures, min("time") AS first_at, max("time") AS last_at
  FROM logged
  GROUP BY GROUPING SETS ((minute, pool, status, target_status, backend, line), (pool, path))
)
SELECT * FROM counted
WHERE by_minute = 1 OR failures > 0
ORDER BY by_minute DESC, requests DESC
LIMIT ${mostRows}`
}

/** Comes before every time of its moment as text, however many digits that is written with. */
function edge(time: string): string {
  return new Date(time).toISOString().replace(/(\.000)?Z$/, '')
}
