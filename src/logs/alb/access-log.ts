/** Reads access-log lines in any of the forms in which they are kept, and counts what they say. */
import type { AccessLine, CountingReader, LineCounter } from '../access-line.ts'
import { maximumLineBytes } from '../line-splitter.ts'
import { createAccessLineReader } from './access-line.ts'
import { readJsonLine } from './json-record.ts'
import { namedFields, readAccessRecord } from './named-fields.ts'
import { type RecordLayout, readPlainRecord } from './plain-record.ts'
import { createQuickReader } from './quick-line.ts'

export interface AccessLogOptions {
  /** Only this load balancer's lines (`app/name/id`) count; null for every one's. */
  readonly balancer: string | null
  /** How plain lines are laid out; null for the load balancer's own format. JSON is recognised either way. */
  readonly layout: RecordLayout | null
}

export interface AccessLogReader extends CountingReader {
  /** A log event, which may hold several lines. `at`: its time in milliseconds since 1970, for records without one; NaN if unknown. */
  readonly event: (message: string, at: number) => void
}

const brace = 123

/** Counts every line it is given, once. Never throws. */
export function createAccessLogReader(counter: LineCounter, { balancer, layout }: AccessLogOptions): AccessLogReader {
  const { count } = counter
  const readLine = createAccessLineReader(balancer)
  const quick = createQuickReader(counter.bounds, counter.add)

  const readRaw = (line: string): AccessLine => {
    const bytes = Buffer.from(line)
    return readLine(bytes, 0, bytes.length)
  }

  const readPlain = (line: string, at: number): AccessLine => {
    if (layout === null) return readRaw(line)
    const entries = readPlainRecord(line, layout)
    return entries === null ? readRaw(line) : readAccessRecord(namedFields(entries), { balancer, at, sample: line })
  }

  const readJson = (line: string, at: number): AccessLine => {
    const json = readJsonLine(line)
    switch (json.kind) {
      case 'record':
        return readAccessRecord(namedFields(json.entries), { balancer, at, sample: line })
      case 'wrapped':
        return json.line.startsWith('{') ? 'foreign' : readPlain(json.line, at)
      case 'broken':
        return 'malformed'
    }
  }

  return {
    line: (bytes, start, end) => {
      if (layout === null && bytes[start] !== brace) {
        if (quick.count(bytes, start, end)) return
        const read = readLine(bytes, start, end)
        if (typeof read === 'object' && read.balancer !== null) quick.learn(read.balancer)
        return count(read)
      }
      const text = bytes.toString('utf8', start, end)
      count(bytes[start] === brace ? readJson(text, Number.NaN) : readPlain(text, Number.NaN))
    },
    tooLong: () => count('malformed'),
    pending: quick.pending,
    flush: quick.flush,
    event: (message, at) => {
      for (const line of message.split(/[\r\n]+/)) {
        if (line === '') continue
        if (line.length > maximumLineBytes) count('malformed')
        else count(line.startsWith('{') ? readJson(line, at) : readPlain(line, at))
      }
    },
  }
}
