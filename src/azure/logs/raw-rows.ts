/**
 * Answers that hold rows of the log itself, where counts were asked for: what imitates Log Analytics, or stands in front of it, may
 * answer any query with the table.
 */
import { createAccumulator, digestOf } from '../../core/digest/accumulator.ts'
import { condenseDigest } from '../../core/digest/paths.ts'
import type { TrafficDigest } from '../../core/traffic.ts'
import { countInto } from '../../logs/access-line.ts'
import { createAccessLogReader } from '../../logs/app-gateway/access-log.ts'
import type { AzureLogRequest } from './request.ts'

type Cells = Readonly<Record<string, unknown>>

/** Whether these cells are a row of the log, in either of its tables. */
export function isRawRow(cells: Cells): boolean {
  return !('Kind' in cells) && ('HttpStatus' in cells || 'httpStatus_d' in cells)
}

/** Counts the rows as if they were lines of a file. */
export function digestOfRaw(
  rows: readonly Cells[],
  { gatewayId, generation, window }: Pick<AzureLogRequest, 'gatewayId' | 'generation' | 'window'>,
): TrafficDigest {
  const accumulator = createAccumulator(window)
  const reader = createAccessLogReader(countInto(accumulator), { gateway: gatewayId, generation })
  for (const row of rows) {
    const bytes = Buffer.from(JSON.stringify(row))
    reader.line(bytes, 0, bytes.length)
  }
  reader.flush()
  return condenseDigest(digestOf(accumulator))
}
