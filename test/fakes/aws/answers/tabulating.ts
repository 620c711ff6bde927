import { randomUUID } from 'node:crypto'
import { linePattern, tableColumns } from '../../../../src/aws/logs/athena-ddl.ts'
import type { World } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import type { Answers } from './index.ts'

type Row = Readonly<Record<string, string | null>>

interface Execution {
  readonly outcome: { readonly rows: readonly Row[]; readonly bytes: number } | { readonly why: string }
  polls: number
  stopped: boolean
}

/** The one table there is. */
export const logTable = 'logs.alb'

/** Athena: what the tool's query would give is worked out from the log lines; SQL that asks for something else fails. */
export function tabulating(world: World): Answers {
  const executions = new Map<string, Execution>()
  const executionOf = (id: unknown): Execution => {
    const execution = executions.get(String(id))
    if (execution === undefined) throw new Refusal('InvalidRequestException', `QueryExecution ${String(id)} was not found`)
    return execution
  }
  return {
    'athena:StartQueryExecution': ({ QueryString }) => {
      const QueryExecutionId = randomUUID()
      executions.set(QueryExecutionId, { outcome: outcomeOf(String(QueryString), world), polls: 0, stopped: false })
      return { QueryExecutionId }
    },
    'athena:GetQueryExecution': ({ QueryExecutionId }) => {
      const execution = executionOf(QueryExecutionId)
      execution.polls += 1
      const { outcome } = execution
      if (execution.stopped) return { QueryExecution: { Status: { State: 'CANCELLED' } } }
      if (execution.polls < 2) return { QueryExecution: { Status: { State: execution.polls === 0 ? 'QUEUED' : 'RUNNING' } } }
      if ('why' in outcome) return { QueryExecution: { Status: { State: 'FAILED', StateChangeReason: outcome.why } } }
      return { QueryExecution: { Status: { State: 'SUCCEEDED' }, Statistics: { DataScannedInBytes: outcome.bytes } } }
    },
    'athena:GetQueryResults': ({ QueryExecutionId, NextToken }) => {
      const { outcome } = executionOf(QueryExecutionId)
      if ('why' in outcome) throw new Refusal('InvalidRequestException', 'Query has not yet finished.')
      const columns = Object.keys(outcome.rows[0] ?? { requests: '' })
      const shown = [columns, ...outcome.rows.map((row) => columns.map((column) => row[column] ?? null))]
      const from = Number(NextToken ?? 0)
      const page = shown.slice(from, from + 1000)
      return {
        ResultSet: {
          Rows: page.map((values) => ({ Data: values.map((value) => (value === null ? {} : { VarCharValue: value })) })),
        },
        ...(from + 1000 < shown.length ? { NextToken: String(from + 1000) } : {}),
      }
    },
    'athena:StopQueryExecution': ({ QueryExecutionId }) => {
      executionOf(QueryExecutionId).stopped = true
      return {}
    },
  }
}

const needed = [
  'GROUP BY GROUPING SETS ((minute, pool, status, target_status, backend, line), (pool, path))',
  'count_if(failing)',
]

function outcomeOf(sql: string, { objects }: World): Execution['outcome'] {
  const [, table] = /FROM "(\w+"\."\w+)"/.exec(sql) ?? []
  if (table?.replace('"."', '.') !== logTable) return { why: `TABLE_NOT_FOUND: Table '${table}' does not exist` }
  const [, from = '', to = ''] = /"time" >= '([^']+)' AND "time" < '([^']+)'/.exec(sql) ?? []
  const [, balancer = ''] = /elb = '([^']+)'/.exec(sql) ?? []
  const days = [...(/"day" IN \(([^)]*)\)/.exec(sql)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, day]) => `/${day}/`)
  if (needed.some((part) => !sql.includes(part))) return { why: 'SYNTAX_ERROR: not what this fake works out' }
  const scanned = Object.entries(objects).filter(([key]) => days.some((day) => key.includes(day)))
  const lines = scanned.flatMap(([, of]) => of)
  const logged = lines.map(columnsOf).filter(({ time, elb }) => (time ?? '') >= from && (time ?? '') < to && elb === balancer)
  return { rows: [...byMinute(logged), ...byPath(logged)], bytes: lines.reduce((sum, line) => sum + line.length, 0) }
}

type Columns = Readonly<Record<string, string | undefined>>

function columnsOf(line: string): Columns {
  const groups = new RegExp(`^${linePattern}$`).exec(line)?.slice(1)
  return Object.fromEntries(tableColumns.map(([name], index) => [name, groups?.[index]]))
}

const failing = ({ elb_status_code: status }: Columns): boolean => ['502', '503', '504'].includes(status ?? '')
const poolOf = ({ target_group_arn: group }: Columns): string | null => (group === '-' ? null : (group ?? null))

function pathOf({ request_verb: verb, request_url: url = '' }: Columns): string {
  return `${verb} ${/^(?:[a-z0-9]+:\/\/[^/?#]*)?([^?#]*)/.exec(url)?.[1] || '/'}`
}

function byMinute(logged: readonly Columns[]): readonly Row[] {
  const rows = grouped(logged, (row) => ({
    by_minute: '1',
    minute: (row.time ?? '').slice(0, 16),
    pool: poolOf(row),
    status: row.elb_status_code ?? null,
    target_status: /^\d+$/.test(row.target_status_code ?? '') ? (row.target_status_code ?? null) : null,
    backend: row.target_ip ? `${row.target_ip}:${row.target_port}` : null,
    line: failing(row) ? lineOf(row) : null,
    path: null,
  }))
  return rows
}

function byPath(logged: readonly Columns[]): readonly Row[] {
  const rows = grouped(logged, (row) => ({
    ...{ by_minute: '0', minute: null, pool: poolOf(row), status: null, target_status: null, backend: null, line: null },
    path: pathOf(row),
  }))
  return rows.filter(({ failures }) => failures !== '0')
}

function grouped(logged: readonly Columns[], keysOf: (row: Columns) => Row): readonly Row[] {
  const groups = new Map<string, Columns[]>()
  for (const row of logged) {
    const key = JSON.stringify(keysOf(row))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups].map(([key, group]) => {
    const times = group.map(({ time = '' }) => time).sort()
    return {
      ...(JSON.parse(key) as Row),
      requests: String(group.length),
      failures: String(group.filter(failing).length),
      first_at: times[0] ?? '',
      last_at: times.at(-1) ?? '',
    }
  })
}

/** As the query puts it together. */
function lineOf(row: Columns): string {
  const seconds = (part: string): string => Number(row[`${part}_processing_time`]).toFixed(3)
  return [
    ...[
      row.type,
      row.time,
      row.elb,
      `${row.client_ip}:${row.client_port}`,
      row.target_ip ? `${row.target_ip}:${row.target_port}` : '-',
    ],
    ...['request', 'target', 'response'].map(seconds),
    ...[row.elb_status_code, row.target_status_code, '0 0'],
    `"${row.request_verb} ${row.request_url} ${row.request_proto}"`,
    ...['"-" - -', row.target_group_arn, '"-" "-" "-" 0', row.request_creation_time],
    `"${row.actions_executed}" "-" "${row.lambda_error_reason}"`,
  ].join(' ')
}
