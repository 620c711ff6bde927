/** Cuts a stream into rows whichever way they are kept: one a line, or all in one list that may be a single line or many. */
import { createLineSplitter, type LineSink, type LineSplitter, maximumLineBytes } from '../line-splitter.ts'

const listed = /^\uFEFF?\s*(\[|\{\s*"records"\s*:)/
/** Enough to tell a list by, wherever its writer put spaces. */
const tellingBytes = 64

/** Lines, unless the stream begins as a list of records does. Rows longer than a line may be are skipped alike. */
export function createRecordSplitter(sink: LineSink): LineSplitter {
  let head: Buffer = Buffer.alloc(0)
  let chosen: LineSplitter | null = null

  const choose = (): LineSplitter => {
    const splitter = listed.test(head.toString('utf8')) ? createListSplitter(sink) : createLineSplitter(sink)
    splitter.push(head)
    chosen = splitter
    return splitter
  }

  return {
    push: (chunk) => {
      if (chosen !== null) return chosen.push(chunk)
      head = Buffer.concat([head, chunk])
      if (head.length >= tellingBytes) choose()
    },
    end: () => (chosen ?? choose()).end(),
  }
}

const quote = 34
const backslash = 92
const openings: ReadonlySet<number> = new Set(Buffer.from('[{'))
const closings: ReadonlySet<number> = new Set(Buffer.from(']}'))
const bracket = 91
const brace = 123

/** The objects in the list that each value of the stream is, or has. */
function createListSplitter(sink: LineSink): LineSplitter {
  const record = Buffer.allocUnsafe(maximumLineBytes)
  let length = 0
  let depth = 0
  /** How deep the objects lie that are records: in a bare list, or in the list of a wrapper. */
  let recordDepth = 1
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
    if (depth === 0) recordDepth = byte === bracket ? 1 : 2
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
