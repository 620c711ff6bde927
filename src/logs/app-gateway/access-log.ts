/** Reads the lines of an Application Gateway's access log, as storage accounts and exports keep them, and counts what they say. */
import type { CountingReader, LineCounter } from '../access-line.ts'
import { fieldsOf } from './fields.ts'
import { parseLine } from './json.ts'
import { createQuickReader } from './quick-row.ts'
import { type RowOptions, readRow } from './row.ts'

/** Counts every row it is given, once. Never throws. */
export function createAccessLogReader({ bounds, count, add }: LineCounter, options: RowOptions): CountingReader {
  const quick = createQuickReader(bounds, add)

  const countRecord = (record: unknown, line: string): void => {
    if (!isObject(record)) {
      count('malformed')
      return
    }
    const row = readRow(fieldsOf(record), options)
    quick.learn(line, row)
    count(row)
  }

  const countParsed = (line: string): void => {
    const value = parseLine(line)
    const records = recordsIn(value)
    if (records === null) countRecord(value, line)
    else for (const record of records) countRecord(record, JSON.stringify(record))
  }

  return {
    line: (bytes, start, end) => {
      if (!quick.count(bytes, start, end)) countParsed(bytes.toString('utf8', start, end))
    },
    tooLong: () => count('malformed'),
    pending: quick.pending,
    flush: quick.flush,
  }
}

/** `{"records":[…]}`, as event hubs and old storage files wrap rows, or a bare list of them; null for anything else. */
function recordsIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value
  const records = isObject(value) && 'records' in value ? value.records : null
  return Array.isArray(records) ? records : null
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
