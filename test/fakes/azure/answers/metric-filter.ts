/** The `$filter` of a metrics request: what to split by, and which values to keep. */
import { Refusal } from '../refusals.ts'

/** Wanted values by dimension in lower case; `*` among them wants all. Series are split by every dimension named. */
export type MetricFilter = ReadonlyMap<string, readonly string[]>

const clause = /^([A-Za-z0-9_ ]+?)\s+eq\s+'((?:[^']|'')*)'$/i

/** `Pool eq '*' and (Status eq '4xx' or Status eq '5xx')`. Throws at what the service would not take. */
export function readMetricFilter(text: string | null): MetricFilter {
  const filter = new Map<string, string[]>()
  if (text === null || text.trim() === '') return filter
  for (const part of text.split(/\s+and\s+/i)) {
    const inner = part.trim().replace(/^\((.*)\)$/, '$1')
    for (const alternative of inner.split(/\s+or\s+/i)) {
      const [, dimension, value] = clause.exec(alternative.trim()) ?? []
      if (dimension === undefined || value === undefined) {
        throw new Refusal('BadRequest', `The filter '${text}' could not be parsed.`, 400)
      }
      const key = dimension.toLowerCase()
      filter.set(key, [...(filter.get(key) ?? []), value.replaceAll("''", "'")])
    }
  }
  return filter
}
