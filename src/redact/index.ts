/** Evidence without identifiers: everything downstream of it is redacted for free, and judges alike. */
import { canonical, compareText } from '../core/canonical.ts'
import type { Evidence } from '../core/evidence.ts'
import { renumberAddresses } from './addresses.ts'
import { createCollector, type Pseudonyms } from './pseudonyms.ts'
import { isJson, redactPath, redactText } from './text.ts'
import { isProviderName } from './words.ts'

/**
 * Replaces account ids, addresses, names, paths, users and free text by stable pseudonyms. Joins, containment of addresses and
 * every number stay, so verdict and causes stay. Whatever is not known to be harmless is replaced.
 */
export function redactEvidence(evidence: Evidence): Evidence {
  const collector = createCollector()
  redactValue(evidence, '', collector)
  const names = collector.settle(renumberAddresses)
  const redacted = redactValue(evidence, '', names) as Evidence
  const calls = redacted.calls.map((record) => ({ record, key: canonical([record.call, record.scope, record.input]) }))
  calls.sort((one, other) => compareText(one.key, other.key))
  return { ...redacted, tool: evidence.tool, calls: calls.map(({ record }) => record) }
}

/** Free text of the provider or of people, and raw log lines: nothing in them is worth the risk. */
const dropped = new Set(['samples', 'notes', 'Tags', 'TagSet', 'tags', 'userAgent', 'sourceIPAddress'])

function redactValue(value: unknown, key: string, names: Pseudonyms): unknown {
  if (typeof value === 'string') return redactString(value, key, names)
  if (Array.isArray(value)) {
    if (dropped.has(key)) return []
    if (key === 'paths') return value.map((path) => redactPathEntry(path, names))
    return value.map((inner) => redactValue(inner, key, names))
  }
  if (typeof value !== 'object' || value === null) return value
  if ('ok' in value && value.ok === false) return { ...value, message: 'refused; the provider’s words are redacted' }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isProviders(key, name, inner) ? inner : redactValue(inner, name, names)]),
  )
}

/** Where the provider, and nobody else, names things: filters, dimensions, attributes, states. */
const namedByProvider = new Set(['Filters.Name', 'Dimensions.Name', 'State.Name', 'Attributes.Key'])

function isProviders(under: string, name: string, value: unknown): boolean {
  return namedByProvider.has(`${under}.${name}`) && typeof value === 'string' && isProviderName(value)
}

function redactString(value: string, key: string, names: Pseudonyms): string {
  if (dropped.has(key)) return ''
  if (!isJson(value)) return redactText(value, key, names)
  try {
    return JSON.stringify(redactValue(JSON.parse(value), key, names))
  } catch {
    return names.name(value)
  }
}

/** `[path, count]` of a failure group, or the path's own counts. */
function redactPathEntry(entry: unknown, names: Pseudonyms): unknown {
  if (!Array.isArray(entry)) return redactValue(entry, 'paths', names)
  const [path, ...counts] = entry as readonly unknown[]
  return [typeof path === 'string' ? redactPath(path, names) : path, ...counts]
}
