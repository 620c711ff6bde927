/** Reading access-log lines of an Application Gateway into a digest, for tests. */
import { createAccumulator, digestOf } from '../../../src/core/digest/accumulator.ts'
import type { FailureGroup, TrafficDigest } from '../../../src/core/traffic.ts'
import { countInto } from '../../../src/logs/access-line.ts'
import { createAccessLogReader } from '../../../src/logs/app-gateway/access-log.ts'
import { createRecordSplitter } from '../../../src/logs/app-gateway/record-splitter.ts'
import type { RowOptions } from '../../../src/logs/app-gateway/row.ts'
import { scanLog } from '../../../src/logs/scan.ts'
import { pieces, stream } from '../collect.ts'

const anyGateway: RowOptions = { gateway: null, generation: null }

/** The quick reader only reads lines that have room behind them. */
const behind = ' '.repeat(64)

/** The digest of lines given one by one, each to a reader that remembers those before. */
export function digestLines(lines: readonly string[], options: Partial<RowOptions> = {}): TrafficDigest {
  const accumulator = createAccumulator(null)
  const reader = createAccessLogReader(countInto(accumulator), { ...anyGateway, ...options })
  for (const line of lines) {
    const bytes = Buffer.from(line + behind)
    reader.line(bytes, 0, bytes.length - behind.length)
  }
  reader.flush()
  return digestOf(accumulator)
}

/** The digest of a file that arrives in pieces of the given lengths. */
export async function digestBytes(bytes: Uint8Array, lengths: readonly number[] = [65_536]): Promise<TrafficDigest> {
  const accumulator = createAccumulator(null)
  const reader = createAccessLogReader(countInto(accumulator), anyGateway)
  await scanLog(stream(pieces(bytes, lengths)), reader, undefined, createRecordSplitter)
  reader.flush()
  return digestOf(accumulator)
}

/** The one group of failures that a single line makes. */
export function failureOf(line: string, options: Partial<RowOptions> = {}): FailureGroup {
  const { failures, lines } = digestLines([line], options)
  const [failure, ...others] = failures
  if (failure === undefined || others.length > 0) throw new Error(`${failures.length} groups, ${JSON.stringify(lines)}: ${line}`)
  return failure
}
