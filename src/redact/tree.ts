/** Redacting a whole JSON value: inputs and outputs of calls. */
import type { Desk, Dialect } from './dialect.ts'
import { redactText, type Spot } from './text.ts'

/** Raw log lines, and maps whose very keys are the user's: judging reads none of them. */
const dropped = new Set(
  `samples Environment environment variables Variables dockerLabels labels Labels options secrets overrides UserData userData Metadata`.split(
    /\s+/,
  ),
)

/** Keys that providers use, and statuses as keys of counts. */
const plainKey = /^(\$?[A-Za-z][A-Za-z0-9]{0,60}|\d{1,3})$/

/** The value with the same shape, where judging looks, and no identifier in it. */
export function redactTree(value: unknown, spot: Spot, desk: Desk): unknown {
  if (typeof value === 'string') return redactString(value, spot, desk)
  if (Array.isArray(value)) {
    if (dropped.has(spot.key)) return []
    const items = isTags(spot.key) ? value.filter((tag) => isTelling(tag, desk.dialect)) : value
    return items.map((item) => redactTree(item, spot, desk))
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).flatMap(([key, member]) => {
    if (isTags(key) && !Array.isArray(member)) return [[key, redactTagMap(member, desk)] as const]
    if (dropped.has(key) && !Array.isArray(member)) return []
    const redacted = isTags(spot.key) && key === 'Key' ? member : redactTree(member, { key, parent: spot.key }, desk)
    return [[plainKey.test(key) ? key : desk.names.name(key), redacted] as const]
  })
  return Object.fromEntries(members)
}

function redactString(text: string, spot: Spot, desk: Desk): string {
  const { documents } = desk.dialect
  const document = Object.hasOwn(documents, spot.key) ? documents[spot.key] : undefined
  return document === undefined ? redactText(text, spot, desk) : document(text, desk)
}

function isTags(key: string): boolean {
  return key === 'Tags' || key === 'TagSet' || key === 'tags'
}

/** One of a list of tags, each an object of key and value. */
function isTelling(tag: unknown, { tellingTags }: Dialect): boolean {
  return typeof tag === 'object' && tag !== null && 'Key' in tag && tellingTags.some((key) => tag.Key === key)
}

/** Tags in one object, whose keys are the user's. */
function redactTagMap(tags: unknown, desk: Desk): unknown {
  if (typeof tags !== 'object' || tags === null) return null
  const telling = Object.entries(tags).filter(([key]) => desk.dialect.tellingTags.includes(key))
  return Object.fromEntries(telling.map(([key, value]) => [key, redactTree(value, { key, parent: 'tags' }, desk)]))
}
