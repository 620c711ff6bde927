/** Finds identifiers of evidence by its own rules, independent of how redaction finds them, and looks for them afterwards. */
import type { Evidence } from '../../src/core/evidence.ts'

const patterns: readonly RegExp[] = [
  /\b(?:i|sg|eni|subnet|vpc|acl|rtb|pl|pcx|tgw|igw)-0[0-9a-z]+\b/g,
  /\b\d{12}\b/g,
  /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
  /\b(?:[a-z0-9-]+\.)+(?:com|amazonaws\.com)\b/g,
  /\/(?:cart|items|checkout|export|reports)\b/g,
  /\b[0-9a-f]{16}\b/g,
]

/** Names that the worlds give to things of theirs. */
const names = ['shop', 'checkout', 'deployer', 'oncall', 'shop-logs']

/** Addresses that mean the same everywhere and tell nothing. */
const everyones = new Set(['0.0.0.0', '10.0.0.0'])

export function leftovers(before: Evidence, after: Evidence): readonly string[] {
  const original = JSON.stringify(before)
  const left = new Set(JSON.stringify(after).split(/[^\w.:-]+/))
  const found = [...patterns.flatMap((pattern) => original.match(pattern) ?? []), ...names]
  // Renumbered addresses may meet an original by chance, and services are everyone's; neither tells anything.
  return [...new Set(found)]
    .filter((one) => !everyones.has(one) && !/^10\.|^\w+\.amazonaws\.com$/.test(one) && left.has(one))
    .sort()
}
