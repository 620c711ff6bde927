/** Plain lines that hold the fields of a chosen list, in its order. */
import { plainName } from './named-fields.ts'

/** The fields that a log delivery was told to write, as its owner named and ordered them, and what it writes between them. */
export interface RecordLayout {
  readonly fields: readonly string[]
  readonly delimiter: string
}

const wordy = new Set(['request', 'requestline', 'useragent', 'targetportlist', 'targetstatuscodelist', 'actionsexecuted'])

/** Whether a field may hold spaces, which a line need not quote. */
export function isWordy(name: string): boolean {
  return wordy.has(plainName(name))
}

/**
 * The fields of a line with their names; null when it has fewer than the layout. Where unquoted spaces make a space-separated line
 * longer, the fields before the first and after the last that may hold some are still found.
 */
export function readPlainRecord(
  line: string,
  { fields, delimiter }: RecordLayout,
): readonly (readonly [string, string])[] | null {
  const spaced = delimiter.trim() === '' && !line.includes('\t')
  const values = spaced ? wordsOf(line) : line.split(delimiter.trim() === '' ? '\t' : delimiter).map(unquote)
  if (values.length < fields.length) return null
  if (values.length === fields.length) return fields.map((name, index) => [name, values[index] ?? ''] as const)
  const first = fields.findIndex(isWordy)
  if (first === -1) return null
  const last = fields.findLastIndex(isWordy)
  const shift = values.length - fields.length
  return fields.flatMap((name, index) => {
    if (index < first) return [[name, values[index] ?? ''] as const]
    return index > last ? [[name, values[index + shift] ?? ''] as const] : []
  })
}

/** Words of a line; a quoted one may hold spaces. */
function wordsOf(line: string): readonly string[] {
  return Array.from(line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gs), ([, quoted, plain]) => quoted ?? plain ?? '')
}

function unquote(text: string): string {
  const trimmed = text.trim()
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed
}
