/** Port intervals as rules write them. */
import type { PortRange } from './model.ts'

const lowest = 0
const highest = 65_535

/**
 * The ports an interval means, within 0-65535; null when it means none. An end of -1 is open, as in the providers' "from -1 to
 * -1"; an interval that runs backwards is empty.
 */
export function readPorts(ports: PortRange | 'any'): PortRange | null {
  if (ports === 'any') return { from: lowest, to: highest }
  const from = ports.from === -1 ? lowest : Math.max(ports.from, lowest)
  const to = ports.to === -1 ? highest : Math.min(ports.to, highest)
  return from <= to ? { from, to } : null
}

export function portsMeet(first: PortRange, second: PortRange): boolean {
  return first.from <= second.to && second.from <= first.to
}

/** The range cut wherever one of the others begins or ends inside it, so that each piece lies wholly inside or outside each. */
export function cutPorts(range: PortRange, others: readonly PortRange[]): readonly PortRange[] {
  const starts = new Set([range.from])
  for (const { from, to } of others) {
    if (from > range.from && from <= range.to) starts.add(from)
    if (to >= range.from && to < range.to) starts.add(to + 1)
  }
  const sorted = [...starts].sort((a, b) => a - b)
  return sorted.map((from, index) => ({ from, to: (sorted[index + 1] ?? range.to + 1) - 1 }))
}
