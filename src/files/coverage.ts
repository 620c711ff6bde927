/** How far the files stand for all there was. */

import type { Coverage } from '../collect/logs/coverage.ts'
import { mainRefusal, type ObjectsRead } from '../collect/logs/read-objects.ts'
import type { Inventory, LineKind } from '../core/inventory.ts'
import { count } from '../core/wording.ts'
import type { Scanned } from './scan-files.ts'
import type { Found } from './walk.ts'

/** One balancer's lines as far as they count: those of a kind, and those inside the time asked about. */
export interface OwnLines {
  readonly parsed: number
  readonly outsideWindow: number
}

export function inventoryOf({ paths, lost }: Found, { ledger, outcome, unknown }: Scanned): Inventory {
  const broken = sum([...outcome.broken.values()])
  return {
    files: {
      found: paths.length + lost.length,
      read: outcome.read - unknown,
      unknown,
      broken,
      unread: paths.length - outcome.read - broken + lost.length,
    },
    lines: ledger.counts().toSorted(([one, some], [other, more]) => more - some || (one < other ? -1 : 1)),
  }
}

/** What is missing, one line each, and whether counts are therefore lower than they were. */
export function coverageOf(found: Found, { outcome }: Scanned, inventory: Inventory, own: OwnLines): Coverage {
  const { files } = inventory
  const malformed = linesOf(inventory, 'malformed')
  const readable = sum(
    inventory.lines.filter(([kind]) => kind !== 'malformed' && kind !== 'unknown-format').map(([, lines]) => lines),
  )
  const notes = [
    ...missingFrom(found, outcome),
    ...(malformed * 20 > malformed + readable ? [`${malformed} of ${malformed + readable} lines could not be understood`] : []),
    ...(own.parsed === own.outsideWindow ? ['no line tells of anything inside the window'] : []),
  ]
  const refused = mainRefusal(outcome)
  return {
    objects: { listed: files.found, read: files.read, failed: files.broken + files.unread, skipped: files.unknown },
    notes,
    partial: notes.length > 0,
    ...(refused === undefined ? {} : { refused: { gap: refused.gap, permission: null } }),
  }
}

function missingFrom({ paths, lost }: Found, { refused, broken, left }: ObjectsRead): readonly string[] {
  const reasons = new Map<string, number>()
  for (const [, why] of lost) reasons.set(why, (reasons.get(why) ?? 0) + 1)
  for (const { refusal, objects } of refused.values()) reasons.set(refusal.message, (reasons.get(refusal.message) ?? 0) + objects)
  const total = count(paths.length + lost.length, 'file')
  return [
    ...[...reasons].map(([why, files]) => `${files} of ${total} could not be read: ${why}`).sort(),
    ...[...broken].map(([why, files]) => `${files} of ${total} could be read in part: ${why}`).sort(),
    ...(left > 0 ? [`${left} of ${total} were not begun before the run was ended`] : []),
  ]
}

export function linesOf({ lines }: Inventory, wanted: LineKind): number {
  return lines.find(([kind]) => kind === wanted)?.[1] ?? 0
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
