/** How much of a log a reading stands for. */
import type { LineCounts, LogReading } from '../../core/traffic.ts'

export type Coverage = Pick<LogReading, 'objects' | 'notes' | 'partial' | 'refused'>

/** Log files and rows come in some minutes after the request. */
const arrivalMilliseconds = 15 * 60_000

/** That the end of the window may still be on its way: nothing where it has long been over, for then silence is silence. */
export function stillArriving(newest: number | null, windowEnd: string, now: Date): readonly string[] {
  const end = Date.parse(windowEnd)
  if (newest === null || newest >= end || now.getTime() - end > arrivalMilliseconds) return []
  return [`what was logged after ${new Date(newest).toISOString()} had not arrived yet; logs come in about 5 minutes late`]
}

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
