/** The rows of Athena's answer, all of them texts. */
import { UnusableAnswer } from '../../../collect/refusal.ts'
import type { AskedPath, CountedRequests } from '../counted.ts'
import type { Row } from './run-query.ts'

/** What a row tells of. Throws UnusableAnswer for one of another question. */
export type TableRow =
  | { readonly kind: 'requests'; readonly counted: CountedRequests; readonly line: string | null }
  | { readonly kind: 'path'; readonly asked: AskedPath }

export function tableRow(row: Row): TableRow {
  const requests = numberIn(row, 'requests')
  const pool = row.pool ?? null
  if (row.by_minute === '0') return { kind: 'path', asked: { pool, path: row.path ?? '', requests } }
  const [minute, firstAt, lastAt] = [timeIn(row.minute), timeIn(row.first_at), timeIn(row.last_at)]
  const counted: CountedRequests = {
    ...{ minute, pool, requests, firstAt, lastAt },
    backend: row.backend ?? null,
    // Where no answer could be sent the column has nothing.
    status: row.status === undefined ? 0 : numberIn(row, 'status'),
    targetStatus: row.target_status === undefined ? null : numberIn(row, 'target_status'),
  }
  return { kind: 'requests', counted, line: row.line ?? null }
}

/** `2026-09-01T12:00`, or a whole time. */
function timeIn(text = ''): number {
  const time = Math.floor(Date.parse(text.length === 16 ? `${text}Z` : text))
  if (Number.isNaN(time)) throw new UnusableAnswer('a row of the answer has no time')
  return time
}

function numberIn(row: Row, column: string): number {
  const value = Number(row[column] ?? Number.NaN)
  if (!Number.isFinite(value)) throw new UnusableAnswer(`a row of the answer has no ${column}`)
  return value
}
