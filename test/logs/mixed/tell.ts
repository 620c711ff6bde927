/** What a stream of unknown kind turns out to hold, for tests. */
import { createAccumulator } from '../../../src/core/digest/accumulator.ts'
import type { LineKind } from '../../../src/core/inventory.ts'
import type { LoggedLine } from '../../../src/logs/access-line.ts'
import type { LoggedProbe } from '../../../src/logs/alb/health-check-line.ts'
import type { Product } from '../../../src/logs/mixed/book.ts'
import { createMixedReader } from '../../../src/logs/mixed/line-reader.ts'
import { createMixedSplitter } from '../../../src/logs/mixed/splitter.ts'
import { scanLog } from '../../../src/logs/scan.ts'
import { pieces, stream } from '../collect.ts'

export interface Told {
  readonly requests: readonly (LoggedLine & { readonly product: Product })[]
  readonly probes: readonly LoggedProbe[]
  readonly others: readonly LineKind[]
  /** Damaged lines: whether each was recognised as one of a known kind. */
  readonly malformed: readonly boolean[]
}

export async function tell(content: string | Uint8Array, lengths: readonly number[] = [65_536]): Promise<Told> {
  const requests: (LoggedLine & { readonly product: Product })[] = []
  const probes: LoggedProbe[] = []
  const others: LineKind[] = []
  const malformed: boolean[] = []
  const reader = createMixedReader({
    bounds: createAccumulator(null),
    usual: neverTogether,
    requests: neverTogether,
    request: (line, product) => void requests.push({ ...line, product }),
    probe: (probe) => void probes.push(probe),
    other: (kind) => void others.push(kind),
    malformed: (recognised) => void malformed.push(recognised),
  })
  const splitter = createMixedSplitter(reader, () => others.push('column-names'))
  await scanLog(stream(pieces(Buffer.from(content), lengths)), reader, undefined, () => splitter)
  return { requests, probes, others, malformed }
}

/** Lines with nothing behind them are read one by one, so that what each turned out to be can be told. */
function neverTogether(): never {
  throw new Error('A line was counted together with others.')
}
