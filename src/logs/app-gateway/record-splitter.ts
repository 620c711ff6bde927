/** Cuts a stream into rows whichever way they are kept: one a line, or all in one list that may be a single line or many. */
import { createLineSplitter, type LineSink, type LineSplitter } from '../line-splitter.ts'
import { createValueSplitter } from '../value-splitter.ts'

const listed = /^\uFEFF?\s*(\[|\{\s*"records"\s*:)/
/** Enough to tell a list by, wherever its writer put spaces. */
const tellingBytes = 64

/** Lines, unless the stream begins as a list of records does. Rows longer than a line may be are skipped alike. */
export function createRecordSplitter(sink: LineSink): LineSplitter {
  let head: Buffer = Buffer.alloc(0)
  let chosen: LineSplitter | null = null

  const choose = (): LineSplitter => {
    const splitter = listed.test(head.toString('utf8')) ? createValueSplitter(sink, 'listed') : createLineSplitter(sink)
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
