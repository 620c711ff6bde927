/** Has Athena count the requests of a table, and hand over the lines of those that failed. */
import type { Answer } from '../../../collect/answer.ts'
import { doubtsOf } from '../../../collect/logs/coverage.ts'
import type { Refusal } from '../../../collect/refusal.ts'
import { createAccumulator, digestOf } from '../../../core/digest/accumulator.ts'
import type { LogReading } from '../../../core/traffic.ts'
import { countInto } from '../../../logs/access-line.ts'
import { createAccessLogReader } from '../../../logs/alb/access-log.ts'
import type { LogRequest } from '../../log-request.ts'
import { refusalOf } from '../../refusal.ts'
import { digestOfCounted } from '../counted.ts'
import { recordLog } from '../records.ts'
import { chargedFor, estimateOf } from './price.ts'
import { mostRows, tableQuery } from './query.ts'
import { tableRow } from './rows.ts'
import type { TableResult } from './run-query.ts'

/** A table of access logs, and whose lines of it count. */
export interface LogTable {
  readonly database: string
  readonly table: string
  /** `app/name/id`. */
  readonly balancer: string
}

const call = 'athena:StartQueryExecution'

/** Counts the table's requests of the window and records the reading, or why there is none. */
export async function countByAthena(table: LogTable, request: LogRequest): Promise<void> {
  const { region, window, signal, onProgress } = request
  const name = `Athena table ${table.database}.${table.table}`
  const say = (says: string): void => onProgress?.({ call, state: 'started', done: 0, total: 1, says })
  const place = { kind: 'access', call, region, source: name } as const
  try {
    say(`${name}: ${await estimateOf(request)}.`)
    const [{ runQuery }, client] = await Promise.all([import('./run-query.ts'), request.client('athena', region)])
    const result = await runQuery(client, table.database, tableQuery({ ...table, window }), signal)
    const charged = chargedFor(result.bytesScanned)
    say(`${name}: ${charged} were scanned.`)
    onProgress?.({ call, state: 'done', done: 1, total: 1 })
    recordLog(request, place, readingOf(result, `${name}, ${charged} scanned`, table, request))
  } catch (error) {
    onProgress?.({ call, state: 'failed', done: 1, total: 1 })
    recordLog(request, place, { ok: false, ...(signal.aborted ? late : explained(refusalOf(error))) })
  }
}

function readingOf({ rows }: TableResult, source: string, table: LogTable, { window }: LogRequest): Answer<LogReading> {
  const read = rows.map(tableRow)
  const failed = createAccumulator(window)
  const reader = createAccessLogReader(countInto(failed), { balancer: table.balancer, layout: null })
  for (const row of read) {
    if (row.kind !== 'requests' || row.line === null) continue
    for (let request = 0; request < row.counted.requests; request += 1) reader.event(row.line, row.counted.firstAt)
  }
  const requests = read.flatMap((row) => (row.kind === 'requests' ? [row.counted] : []))
  const asked = read.flatMap((row) => (row.kind === 'path' ? [row.asked] : []))
  const digest = digestOfCounted({ requests, unreadable: 0, failed: digestOf(failed), asked })
  const doubts = doubtsOf(digest.lines)
  const isFull = rows.length >= mostRows
  return {
    ok: true,
    output: {
      source,
      digest,
      objects: { listed: 1, read: 1, failed: 0, skipped: 0 },
      notes: [...(isFull ? [`the answer was cut at ${mostRows} rows: ask about less time`] : []), ...doubts.notes],
      partial: isFull || doubts.partial,
    },
  }
}

const late: Refusal = { gap: 'failed', code: 'Deadline', message: 'the deadline was reached before the query had ended' }

/** What Athena says, and what mends it where its words are known. */
const remedies: readonly (readonly [words: RegExp, remedy: string])[] = [
  [/output location/i, 'set a query result location for the work group `primary`'],
  [
    /COLUMN_NOT_FOUND|SYNTAX_ERROR|cannot be resolved/i,
    '`lb502 logs --athena-ddl` prints a table with the columns that are asked for',
  ],
  [/TABLE_NOT_FOUND|does not exist/i, '`lb502 logs --athena-ddl` prints the statement that makes one'],
]

function explained(refusal: Refusal): Refusal {
  const remedy = remedies.find(([words]) => words.test(refusal.message))?.[1]
  return remedy === undefined ? refusal : { ...refusal, message: `${refusal.message}; ${remedy}` }
}
