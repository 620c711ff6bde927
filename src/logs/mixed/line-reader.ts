/** Reads lines of any log that is known here, told apart line by line: folders, and files too, hold more than one kind. */
import type { AccessLine, CountingReader } from '../access-line.ts'
import { createAccessLogReader } from '../alb/access-log.ts'
import { type ForeignKind, foreignKindOf } from '../alb/foreign.ts'
import { readHealthCheckLine } from '../alb/health-check-line.ts'
import { parseLine } from '../app-gateway/json.ts'
import { createQuickReader } from '../app-gateway/quick-row.ts'
import { maximumLineBytes } from '../line-splitter.ts'
import type { Book } from './book.ts'
import { createRecordReader } from './record-reader.ts'
import { looksLikeAccessLine, unprefixed } from './text.ts'

export interface MixedReader extends CountingReader {
  /** A row of a table. */
  readonly record: (record: object) => void
}

const brace = 123

/** Writes every line into the book, once. */
export function createMixedReader(book: Book): MixedReader {
  let outcome: AccessLine | 'usual' = 'usual'
  const alb = createAccessLogReader(
    {
      bounds: book.bounds,
      count: (line) => {
        outcome = line
      },
      add: (balancer, digest) => book.requests(balancer, digest, 'alb'),
    },
    { balancer: null, layout: null },
  )
  const quick = createQuickReader(book.bounds, (gateway, digest) => book.requests(gateway, digest, 'gateway-v2'))
  const records = createRecordReader(book, { quick, event: (message, at) => event(message, at) })

  const plain = (bytes: Buffer, start: number, end: number, prefixed: boolean): void => {
    outcome = 'usual'
    alb.line(bytes, start, end)
    if (outcome === 'usual') book.usual()
    else if (typeof outcome === 'object') book.request(outcome, 'alb')
    else strange(bytes.toString('utf8', start, end), prefixed)
  }

  /** A line that is no access-log line, unless something stands before it. */
  const strange = (line: string, prefixed: boolean): void => {
    const inner = prefixed ? unprefixed(line) : null
    if (inner === null) unknown(line, foreignKindOf(line))
    else event(inner.line, inner.at)
  }

  const unknown = (line: string, kind: ForeignKind | null): void => {
    const probe = kind === 'alb-probe' ? readHealthCheckLine(line, null, null) : null
    if (kind === null) book.malformed(looksLikeAccessLine(line))
    else if (typeof probe === 'object' && probe !== null) book.probe(probe)
    else if (probe === 'malformed') book.malformed(true)
    else book.other(kind)
  }

  /** What a forwarder or an export took in as one event may be several lines. */
  const event = (message: string, at: number): void => {
    const lines = message.split(/[\r\n]+/).filter((line) => line.trim() !== '')
    if (lines.length === 0) book.other('other-record')
    for (const line of lines) {
      const bytes = Buffer.from(line)
      if (bytes.length > maximumLineBytes) book.malformed(false)
      else if (line.startsWith('{')) records.value(parseLine(line), line, at)
      else plain(bytes, 0, bytes.length, false)
    }
  }

  const parsed = (line: string): void => records.value(parseLine(line), line, Number.NaN)

  const json = (bytes: Buffer, start: number, end: number): void => {
    if (quick.count(bytes, start, end)) book.usual()
    else parsed(bytes.toString('utf8', start, end))
  }

  return {
    line: (bytes, start, end) => {
      if (bytes[start] === brace) json(bytes, start, end)
      else plain(bytes, start, end, true)
    },
    tooLong: () => book.malformed(false),
    record: (record) => records.value(record, JSON.stringify(record), Number.NaN),
    pending: () => alb.pending() + quick.pending(),
    flush: () => {
      alb.flush()
      quick.flush()
    },
  }
}
