/** Lines that are JSON: a record with named fields, or a wrapper that a forwarder put around the line it copied. */

export type JsonLine =
  | { readonly kind: 'record'; readonly entries: readonly (readonly [string, unknown])[] }
  /** The line as it was before it was wrapped. */
  | { readonly kind: 'wrapped'; readonly line: string }
  | { readonly kind: 'broken' }

/** Where forwarders put the line. */
const wrapperFields = ['message', 'log', 'event']

export function readJsonLine(text: string): JsonLine {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: 'broken' }
  const entries = Object.entries(value)
  const wrapped = wrapperFields
    .flatMap((name) => entries.filter(([key]) => key === name))
    .find(([, inner]) => typeof inner === 'string')
  return wrapped ? { kind: 'wrapped', line: String(wrapped[1]).trim() } : { kind: 'record', entries }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
