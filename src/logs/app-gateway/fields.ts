/** The fields of a record, whether a storage account, an event hub or a query wrote it. */

export interface Field {
  /** As the record spells it. */
  readonly key: string
  readonly value: string | number
}

/** Fields by plain name: `clientIP`, `ClientIp` and `clientIP_s` are all `clientip`. */
export type Fields = ReadonlyMap<string, Field>

/** What the columns of the AzureDiagnostics table end with: their type. */
const typeSuffix = /_[sdgbt]$/

/** Names found before: every row has the same. Kept from growing without bound. */
const plainNames = new Map<string, string>()
const mostNames = 1000

/** `clientip` for any of its spellings. */
function plainName(key: string): string {
  const known = plainNames.get(key)
  if (known !== undefined) return known
  const plain = key
    .replace(typeSuffix, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
  if (plainNames.size < mostNames) plainNames.set(key, plain)
  return plain
}

/** The fields of a record and of its `properties`; lists become what they would be in a text. */
export function fieldsOf(record: object): Fields {
  const fields = new Map<string, Field>()
  const entries = Object.entries(record)
  const properties = entries.find(([key]) => key.toLowerCase() === 'properties')?.[1]
  const inner = typeof properties === 'object' && properties !== null ? Object.entries(properties) : []
  for (const [key, given] of [...entries, ...inner]) {
    const value = Array.isArray(given) ? given.join(', ') : given
    if (typeof value === 'string' || typeof value === 'number') fields.set(plainName(key), { key, value })
  }
  return fields
}

/** The first of these fields that the record has. */
export function firstOf(fields: Fields, names: readonly string[]): Field | undefined {
  for (const name of names) {
    const field = fields.get(name)
    if (field !== undefined) return field
  }
  return undefined
}

/** The text of the first of these fields that the record has; null where it has `-` or nothing in it, or none of them. */
export function textOf(fields: Fields, names: readonly string[]): string | null {
  const text = String(firstOf(fields, names)?.value ?? '').trim()
  return text === '' || text === '-' ? null : text
}

/** The number in the first of these fields that the record has; null when there is none. */
export function numberOf(fields: Fields, names: readonly string[]): number | null {
  const text = textOf(fields, names)
  const number = text === null ? Number.NaN : Number(lastOf(text))
  return Number.isFinite(number) ? number : null
}

/** What the gateway writes of several backends that it tried: `10.0.0.4:80, 10.0.0.5:80`. The last one decided. */
export function lastOf(text: string): string {
  return text.split(/\s*,\s*|\s+:\s+/).at(-1) ?? text
}
