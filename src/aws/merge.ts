/** Puts the pages of one call together. */

import { UnusableAnswer } from '../collect/refusal.ts'
import type { CallOutput } from './call-types.ts'

type Page = Readonly<Record<string, unknown>>

/** One output of all pages: the growing arrays joined, everything else from the last page, the page tokens gone. */
export function mergePages(pages: readonly Page[], items: readonly string[], tokens: readonly string[]): Page {
  const merged: Record<string, unknown> = { ...pages.at(-1) }
  for (const field of items) {
    if (pages.some((page) => page[field] !== undefined)) merged[field] = pages.flatMap((page) => page[field] ?? [])
  }
  for (const token of tokens) delete merged[token]
  return merged
}

type Metrics = CallOutput<'cloudwatch:GetMetricData'>

/**
 * A metric that continues on the next page comes back once a page: one result for each id, its points in order of arrival.
 * Throws UnusableAnswer when a metric is not complete after the last page: missing points would read as zeros.
 */
export function joinMetrics(output: Metrics): Metrics {
  const byId = new Map<string, NonNullable<Metrics['MetricDataResults']>[number]>()
  for (const result of output.MetricDataResults ?? []) {
    const id = result.Id ?? ''
    const earlier = byId.get(id)
    byId.set(id, {
      ...result,
      Timestamps: [...(earlier?.Timestamps ?? []), ...(result.Timestamps ?? [])],
      Values: [...(earlier?.Values ?? []), ...(result.Values ?? [])],
    })
  }
  const results = [...byId.values()]
  const cut = results.find(({ StatusCode }) => StatusCode !== undefined && StatusCode !== 'Complete')
  if (cut) throw new UnusableAnswer(`metric ${cut.Label ?? cut.Id} came back as ${cut.StatusCode}`)
  return { ...output, MetricDataResults: results }
}
