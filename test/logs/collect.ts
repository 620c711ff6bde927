/** Feeding bytes to sinks in pieces, and seeing what they were given. */
import type { LineSink } from '../../src/logs/line-splitter.ts'

export interface CollectedLines extends LineSink {
  readonly lines: string[]
  readonly skipped: () => number
}

export function collectLines(): CollectedLines {
  const lines: string[] = []
  let tooLong = 0
  return {
    lines,
    line: (bytes, start, end) => {
      lines.push(bytes.toString('latin1', start, end))
    },
    tooLong: () => {
      tooLong += 1
    },
    skipped: () => tooLong,
  }
}

/** The bytes in pieces of the given lengths, the last length repeated until all is given. */
export function pieces(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const cut: Uint8Array[] = []
  for (let start = 0, index = 0; start < bytes.length; index += 1) {
    const length = Math.max(1, lengths[Math.min(index, lengths.length - 1)] ?? bytes.length)
    cut.push(bytes.subarray(start, start + length))
    start += length
  }
  return cut
}

export async function* stream(chunks: Iterable<Uint8Array>, failure?: Error): AsyncGenerator<Uint8Array> {
  yield* chunks
  if (failure) throw failure
}
