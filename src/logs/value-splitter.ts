/** Cuts a stream of JSON, on however many lines, into the objects that are its records. */
import { type LineSink, type LineSplitter, maximumLineBytes } from './line-splitter.ts'

/**
 * Where the records lie: one after the other (`single`); or in the list that each value of the stream is, or has (`listed`). A
 * record longer than a line may be is skipped.
 */
export type RecordPlace = 'single' | 'listed'

const quote = 34
const backslash = 92
const openings: ReadonlySet<number> = new Set(Buffer.from('[{'))
const closings: ReadonlySet<number> = new Set(Buffer.from(']}'))
const bracket = 91
const brace = 123

export function createValueSplitter(sink: LineSink, place: RecordPlace): LineSplitter {
  const record = Buffer.allocUnsafe(maximumLineBytes)
  let length = 0
  let depth = 0
  /** How deep the objects lie that are records: in a bare list, or in the list of a wrapper. */
  let recordDepth = place === 'single' ? 0 : 1
  let state: 'between' | 'inside' | 'too long' = 'between'
  let text: 'none' | 'plain' | 'escaped' = 'none'

  const keep = (byte: number): void => {
    if (state !== 'inside') return
    if (length < maximumLineBytes) {
      record[length] = byte
      length += 1
    } else {
      state = 'too long'
      sink.tooLong()
    }
  }

  const finish = (): void => {
    if (state === 'inside') sink.line(record, 0, length)
    state = 'between'
    length = 0
  }

  const take = (byte: number): void => {
    if (text !== 'none') {
      keep(byte)
      text = text === 'escaped' || (byte !== quote && byte !== backslash) ? 'plain' : byte === quote ? 'none' : 'escaped'
      return
    }
    if (depth === 0 && place === 'listed') recordDepth = byte === bracket ? 1 : 2
    if (byte === brace && depth === recordDepth && state === 'between') state = 'inside'
    keep(byte)
    if (byte === quote) text = 'plain'
    else if (openings.has(byte)) depth += 1
    else if (closings.has(byte)) {
      depth = Math.max(0, depth - 1)
      if (depth === recordDepth) finish()
    }
  }

  return {
    push: (chunk) => {
      for (const byte of chunk) take(byte)
    },
    end: finish,
  }
}
