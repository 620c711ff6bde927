/** Cuts a stream of bytes into lines, in bounded memory. */

/** What is done with each line. Neither function may throw. */
export interface LineSink {
  /** The line is `bytes` from `start` to `end` (excluded), without line break; valid during the call only. Never empty. */
  readonly line: (bytes: Buffer, start: number, end: number) => void
  /** A line longer than `maximumLineBytes` went by. */
  readonly tooLong: () => void
}

export interface LineSplitter {
  readonly push: (chunk: Uint8Array) => void
  /** The stream is over: what is left is a line too. */
  readonly end: () => void
}

export const maximumLineBytes: number = 64 * 1024

const newline = 10
const carriageReturn = 13

export function createLineSplitter(sink: LineSink): LineSplitter {
  const carry = Buffer.allocUnsafe(maximumLineBytes)
  let carried = 0
  let skipping = false
  let atStart = true

  const emit = (bytes: Buffer, start: number, end: number): void => {
    let from = start
    let to = end
    if (atStart) {
      atStart = false
      if (bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) from += 3
    }
    while (to > from && bytes[to - 1] === carriageReturn) to -= 1
    if (to > from) sink.line(bytes, from, to)
  }

  const skip = (): void => {
    atStart = false
    carried = 0
    sink.tooLong()
  }

  /** The line that earlier chunks began ends at `end`. */
  const finish = (bytes: Buffer, start: number, end: number): void => {
    const length = carried + end - start
    if (skipping) {
      skipping = false
    } else if (length > maximumLineBytes) {
      skip()
    } else if (carried === 0) {
      emit(bytes, start, end)
    } else {
      bytes.copy(carry, carried, start, end)
      carried = 0
      emit(carry, 0, length)
    }
  }

  const push = (chunk: Uint8Array): void => {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      finish(bytes, start, end)
      start = end + 1
    }
    const rest = bytes.length - start
    if (skipping || rest === 0) return
    if (carried + rest > maximumLineBytes) {
      skipping = true
      skip()
    } else {
      bytes.copy(carry, carried, start)
      carried += rest
    }
  }

  return {
    push,
    end: () => {
      if (!skipping && carried > 0) emit(carry, 0, carried)
      carried = 0
    },
  }
}
