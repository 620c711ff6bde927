/** Redacting a whole JSON value: inputs and outputs of calls. */
import { redactEvent, redactPolicy } from './documents.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { redactText, type Spot } from './text.ts'

/** Raw log lines, and maps whose very keys are the user's: judging reads none of them. */
const dropped = new Set(
  `samples Environment environment variables Variables dockerLabels labels Labels options secrets overrides UserData userData Metadata`.split(
    /\s+/,
  ),
)

const documents: Readonly<Record<string, (text: string, names: Pseudonyms) => string>> = {
  CloudTrailEvent: redactEvent,
  Policy: redactPolicy,
}

/** Keys that providers use, and statuses as keys of counts. */
const plainKey = /^([A-Za-z][A-Za-z0-9]{0,60}|\d{1,3})$/

/** The value with the same shape, where judging looks, and no identifier in it. */
export function redactTree(value: unknown, spot: Spot, names: Pseudonyms): unknown {
  if (typeof value === 'string') return documents[spot.key]?.(value, names) ?? redactText(value, spot, names)
  if (Array.isArray(value)) {
    if (dropped.has(spot.key)) return []
    const items = isTags(spot.key) ? value.filter(isTelling) : value
    return items.map((item) => redactTree(item, spot, names))
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([key, member]) => !isDropped(key, member))
  return Object.fromEntries(
    members.map(([key, member]) => [
      plainKey.test(key) ? key : names.name(key),
      isTags(spot.key) && key === 'Key' ? member : redactTree(member, { key, parent: spot.key }, names),
    ]),
  )
}

function isDropped(key: string, member: unknown): boolean {
  return (dropped.has(key) || isTags(key)) && !Array.isArray(member)
}

function isTags(key: string): boolean {
  return key === 'Tags' || key === 'TagSet' || key === 'tags'
}

/** Tags that judging reads: the name that reports show, and the service that an orchestrator registered. */
function isTelling(tag: unknown): boolean {
  const telling = ['Name', 'aws:ecs:clusterName', 'aws:ecs:serviceName']
  return typeof tag === 'object' && tag !== null && 'Key' in tag && telling.some((key) => tag.Key === key)
}
