/** What became of the log files and of every line in them, for the report's last lines. */
import { type Inventory, lineKindWords } from '../core/inventory.ts'
import { count, list } from '../core/wording.ts'
import { number } from './words.ts'

/** `12 of 14 files read (1 of no known format, 1 unreadable)`, `33,000 lines: 32,990 requests of …, 10 damaged lines`. */
export function inventoryWords({ files, lines }: Inventory): string[] {
  const { found, read, unknown, broken, unread } = files
  const others = [
    ...(unknown > 0 ? [`${unknown} of no known format`] : []),
    ...(broken > 0 ? [`${broken} in part`] : []),
    ...(unread > 0 ? [`${unread} unread`] : []),
  ]
  const total = lines.reduce((sum, [, amount]) => sum + amount, 0)
  const kinds = lines.map(([kind, amount]) => `${number(amount)} ${lineKindWords(kind, amount)}`)
  return [
    `${read} of ${count(found, 'file')} read${others.length === 0 ? '' : ` (${others.join(', ')})`}`,
    `${number(total)} ${total === 1 ? 'line' : 'lines'}: ${list(kinds, kinds.length)}`,
  ]
}
