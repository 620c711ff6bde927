/** Cuts a stream of whatever shape into the lines and records that a reader takes. */
import { createLineSplitter, type LineSplitter } from '../line-splitter.ts'
import { createValueSplitter } from '../value-splitter.ts'
import { valuesOf } from './csv.ts'
import type { MixedReader } from './line-reader.ts'
import { fewestHeadBytes, mostHeadBytes, type Shape, shapeOf } from './shape.ts'
import { rowsOf } from './tables.ts'

const newline = 10

/** `onNames` is called for a line that names the columns of a table. */
export function createMixedSplitter(reader: MixedReader, onNames: () => void): LineSplitter {
  let head: Buffer = Buffer.alloc(0)
  let chosen: LineSplitter | null = null

  const choose = (): LineSplitter => {
    chosen = splitterOf(shapeOf(head.toString('utf8')), reader, onNames)
    chosen.push(head)
    head = Buffer.alloc(0)
    return chosen
  }

  return {
    push: (chunk) => {
      if (chosen !== null) return chosen.push(chunk)
      head = Buffer.concat([head, chunk])
      if (head.length >= mostHeadBytes || (head.length >= fewestHeadBytes && head.includes(newline))) choose()
    },
    end: () => (chosen ?? choose()).end(),
  }
}

function splitterOf(shape: Shape, reader: MixedReader, onNames: () => void): LineSplitter {
  switch (shape) {
    case 'lines':
      return createLineSplitter(reader)
    case 'values':
      return createValueSplitter(reader, 'single')
    case 'listed':
      return createValueSplitter(reader, 'listed')
    case 'tables':
      return createTableSplitter(reader)
    case 'separated':
      return createSeparatedSplitter(reader, onNames)
  }
}

function createSeparatedSplitter(reader: MixedReader, onNames: () => void): LineSplitter {
  let names: readonly string[] | null = null
  return createLineSplitter({
    line: (bytes, start, end) => {
      const values = valuesOf(bytes.toString('utf8', start, end))
      if (names === null) {
        names = values
        onNames()
      } else reader.record(Object.fromEntries(names.map((name, index) => [name, values[index]])))
    },
    tooLong: reader.tooLong,
  })
}

/** No service answers with more; it has to be held whole. */
const mostTableBytes = 128 * 1024 * 1024

function createTableSplitter(reader: MixedReader): LineSplitter {
  let chunks: Uint8Array[] = []
  let length = 0
  return {
    push: (chunk) => {
      length += chunk.length
      if (length <= mostTableBytes) chunks.push(Uint8Array.from(chunk))
      else chunks = []
    },
    end: () => {
      const rows = rowsOf(
        Buffer.concat(chunks)
          .toString('utf8')
          .replace(/^\uFEFF/, ''),
      )
      if (rows === null) reader.tooLong()
      else for (const row of rows) reader.record(row)
    },
  }
}
