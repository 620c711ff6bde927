/** Lines of text that are no access-log line as they stand. */

const prefixLength = 300
/** How an access-log or health-check-log line of a load balancer begins, with something before it. */
const inside = /^(.*?\s)(\w+ \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z \S+ .*)$/s
const beforeJson = /^(\S*\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s(?:\S+\s){0,3})(\{.*)$/s
const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/

/** A line without what an export or a forwarder wrote before it, and the time told there (NaN if none); null when nothing stands before. */
export function unprefixed(line: string): { readonly line: string; readonly at: number } | null {
  const match = inside.exec(line) ?? beforeJson.exec(line)
  const [, before = '', rest] = match ?? []
  if (rest === undefined || before.length > prefixLength) return null
  return { line: rest, at: Date.parse(time.exec(before)?.[0] ?? '') }
}

/** Whether a line begins as one of an access log does, so that it must be a damaged one. */
export function looksLikeAccessLine(line: string): boolean {
  return /^\w{1,10} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z? app\//.test(line)
}
