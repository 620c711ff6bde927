/** Streams of bytes from files and from standard input. */
import { createReadStream } from 'node:fs'

/** Large enough that the hand-over between threads does not matter. */
const chunkBytes = 256 * 1024

/** The file's bytes as they are read; fails when it cannot be, and when the signal is aborted. */
export function openFile(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: chunkBytes, signal })
}

/** What comes in by standard input, until the signal is aborted: whoever writes there may never end. */
export async function* openInput(
  stdin: AsyncIterable<Uint8Array | string>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces = stdin[Symbol.asyncIterator]()
  const over = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  for (;;) {
    const next = await Promise.race([pieces.next(), over])
    if (next === null || next.done === true) return
    yield Buffer.from(next.value)
  }
}
