/** How much of a log a reading stands for. */
import type { LineCounts, LogReading } from '../../core/traffic.ts'

export type Coverage = Pick<LogReading, 'objects' | 'notes' | 'partial'>

/** What the lines themselves say about how far the counts can be trusted. */
export function doubtsOf({ read, parsed, malformed, outsideWindow }: LineCounts): Pick<Coverage, 'notes' | 'partial'> {
  const manyUnreadable = malformed * 20 > read
  const nothing = parsed === outsideWindow
  return {
    notes: [
      ...(manyUnreadable ? [`${malformed} of ${read} lines could not be understood`] : []),
      ...(nothing ? ['no line tells of anything inside the window'] : []),
    ],
    partial: manyUnreadable || nothing,
  }
}
