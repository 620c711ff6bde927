/** Reads a log, plain or compressed, line by line while it streams in. */
import { compressionOf, createInflater, type Ending, type Inflater } from './inflate.ts'
import { createLineSplitter, type LineSink, type LineSplitter } from './line-splitter.ts'

/**
 * Hands every line of the stream to the sink, and tells whether it was read to its end. What a broken stream gave before it
 * broke counts. Compression is told by its first bytes, for names lie. `split` cuts the bytes where lines are not all there is. Never rejects.
 */
export async function scanLog(
  source: AsyncIterable<Uint8Array>,
  sink: LineSink,
  signal?: AbortSignal,
  split: (sink: LineSink) => LineSplitter = createLineSplitter,
): Promise<Ending> {
  const lines = split(sink)
  const ending = await feed(source, lines.push, signal)
  lines.end()
  return ending
}

/** To tell a compression by. */
const tellingBytes = 4

type Feed = (source: AsyncIterable<Uint8Array>, push: (bytes: Uint8Array) => void, signal?: AbortSignal) => Promise<Ending>

const feed: Feed = async (source, push, signal) => {
  let inflater: Inflater | null = null
  let head: Uint8Array | null = new Uint8Array(0)
  try {
    for await (const chunk of source) {
      if (signal?.aborted) return stopped
      const bytes: Uint8Array = head === null || head.length === 0 ? chunk : Buffer.concat([head, chunk])
      if (head !== null) {
        head = bytes
        if (head.length < tellingBytes) continue
        head = null
        const compression = compressionOf(bytes)
        if (compression !== null) inflater = createInflater(push, compression)
      }
      if (inflater === null) push(bytes)
      else {
        const ending = await inflater.push(bytes)
        if (ending !== null) return ending
      }
    }
  } catch (error) {
    if (signal?.aborted) return stopped
    return { whole: false, message: error instanceof Error ? error.message : String(error) }
  }
  if (head !== null) push(head)
  return inflater === null ? { whole: true } : inflater.end()
}

const stopped: Ending = { whole: false, message: 'reading was stopped at the deadline' }
