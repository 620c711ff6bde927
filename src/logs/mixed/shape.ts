/** How a stream is to be cut into lines and records, told by how it begins: names of files lie. */
import { fieldNames } from './csv.ts'

/**
 * - `lines`: one a line, text or JSON.
 * - `values`: JSON objects over as many lines as they like.
 * - `listed`: JSON objects in a list, or in the list of a wrapper.
 * - `tables`: the answer of a query: `{"tables":[{"columns":[…],"rows":[…]}]}` of Log Analytics, `{"results":[[…]]}` of Logs Insights.
 * - `separated`: lines of values between commas, below a line of names.
 */
export type Shape = 'lines' | 'values' | 'listed' | 'tables' | 'separated'

/** Enough for a first line as long as a line may be; a stream that has a line break is told by less. */
export const mostHeadBytes: number = 64 * 1024
export const fewestHeadBytes = 4096

/** Newer answers name the query's language first. */
const insightsAnswer = /^\{\s*("queryLanguage"\s*:\s*"\w*"\s*,\s*)?"results"\s*:\s*\[\s*\[/

export function shapeOf(head: string): Shape {
  const text = head.replace(/^\uFEFF/, '').trimStart()
  const [first = ''] = text.split('\n', 1)
  if (/^\{\s*"tables"\s*:/.test(text) || insightsAnswer.test(text)) return 'tables'
  if (/^\[\s*([{\]]|$)/.test(text) || /^\{\s*"\w{1,40}"\s*:\s*\[\s*\{/.test(text)) return 'listed'
  if (text.startsWith('{')) return isWhole(first) ? 'lines' : 'values'
  return fieldNames(first) === null ? 'lines' : 'separated'
}

/** Whether the line may be a record by itself: one that only looks so is counted as a damaged line. */
function isWhole(line: string): boolean {
  return line.trimEnd().endsWith('}') && line.split('{').length === line.split('}').length
}
