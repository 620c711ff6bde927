/** The answer to the query of `kql.ts`, row by row. */
import { UnusableAnswer } from '../../collect/refusal.ts'

export type RowKind = 'uncounted' | 'minute' | 'backend' | 'failure' | 'wait' | 'duration' | 'path' | 'asked' | 'sample'

/** One row; which of its columns count depends on the kind. Texts that are missing are empty. */
export interface QueryRow {
  readonly kind: RowKind
  /** The table that the requests are logged in. */
  readonly table: string
  /** `pool/setting`; null for requests that no rule took to a pool. */
  readonly pool: string | null
  readonly status: number
  readonly serverStatus: number | null
  readonly errorInfo: string | null
  /** `address:port`. */
  readonly routed: string | null
  /** Whether a wait for the backend was logged, and whether a connection to it was. */
  readonly waited: boolean
  readonly connected: boolean
  /** Whether the wait was longer than connections take that are closed at once. */
  readonly held: boolean
  readonly path: string
  readonly text: string
  readonly requests: number
  /** Start of the minute; ISO 8601 UTC. */
  readonly at: string
  readonly firstAt: string
  readonly lastAt: string
  /** Of a histogram; null for what takes less than a millisecond. */
  readonly bucket: number | null
  readonly low: number
  readonly high: number
}

export interface QueryAnswer {
  readonly rows: readonly Cells[]
  /** Why rows may be missing, in the service's words; null when none are. */
  readonly cutShort: string | null
}

const kinds: readonly string[] = [
  'uncounted',
  'minute',
  'backend',
  'failure',
  'wait',
  'duration',
  'path',
  'asked',
  'sample',
] satisfies RowKind[]

/** Reads the body of an answer. Throws UnusableAnswer when it holds no table. */
export function readQueryAnswer(body: unknown): QueryAnswer {
  const { tables, error } = fieldsOf(body)
  const table = Array.isArray(tables) ? fieldsOf(tables[0]) : {}
  if (!Array.isArray(table.columns) || !Array.isArray(table.rows)) throw new UnusableAnswer('the answer has no table')
  const columns = table.columns.map((column) => String(fieldsOf(column).name))
  const rows = table.rows.map((row) => {
    if (!Array.isArray(row)) throw new UnusableAnswer('a row of the answer is no list')
    return Object.fromEntries(columns.map((name, index) => [name, row[index]]))
  })
  return { rows, cutShort: error === undefined || error === null ? null : messageIn(error) }
}

type Cells = Readonly<Record<string, unknown>>

/** Throws UnusableAnswer for a row that is none of the query's. */
export function rowOf(cells: Cells): QueryRow {
  const kind = cells.Kind
  if (!isRowKind(kind)) throw new UnusableAnswer('a row of the answer is of no kind that was asked for')
  const setting = textIn(cells, 'Setting')
  const pool = textIn(cells, 'Pool')
  return {
    kind,
    table: textIn(cells, 'Table'),
    pool: pool === '' || setting === '' ? pool || null : `${pool}/${setting}`,
    status: numberIn(cells, 'Status') ?? 0,
    serverStatus: numberIn(cells, 'ServerStatus'),
    errorInfo: textIn(cells, 'Error') || null,
    routed: textIn(cells, 'Routed') || null,
    waited: isTrue(cells.Waited),
    connected: isTrue(cells.Connected),
    held: isTrue(cells.Held),
    path: textIn(cells, 'Path'),
    text: textIn(cells, 'Text'),
    requests: numberIn(cells, 'N') ?? 1,
    at: timeIn(cells, 'At'),
    firstAt: timeIn(cells, 'First'),
    lastAt: timeIn(cells, 'Last'),
    bucket: numberIn(cells, 'Bucket'),
    low: numberIn(cells, 'Low') ?? 0,
    high: numberIn(cells, 'High') ?? 0,
  }
}

function isRowKind(value: unknown): value is RowKind {
  return typeof value === 'string' && kinds.includes(value)
}

function textIn(cells: Cells, name: string): string {
  const value = cells[name]
  return typeof value === 'string' ? value : ''
}

function numberIn(cells: Cells, name: string): number | null {
  const value = cells[name]
  if (value === null || value === undefined || value === '') return null
  const number = Number(value)
  if (!Number.isFinite(number)) throw new UnusableAnswer(`${name} is not a number`)
  return number
}

/** The service writes booleans as such, or as numbers. */
function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === 'true'
}

/** Empty where there is none. */
function timeIn(cells: Cells, name: string): string {
  const value = cells[name]
  if (value === null || value === undefined || value === '') return ''
  const time = new Date(String(value))
  if (Number.isNaN(time.getTime())) throw new UnusableAnswer(`${name} is not a time`)
  return time.toISOString()
}

/** The innermost message says most. */
export function messageIn(error: unknown): string {
  const { message, innererror } = fieldsOf(error)
  const inner = innererror === undefined ? '' : messageIn(innererror)
  return inner || (typeof message === 'string' ? message : '')
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
