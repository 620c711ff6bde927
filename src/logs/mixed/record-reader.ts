/** Reads JSON values of any kind that is known here. */
import { readHealthCheckLine } from '../alb/health-check-line.ts'
import { namedFields, readAccessRecord } from '../alb/named-fields.ts'
import type { Fields } from '../app-gateway/fields.ts'
import type { QuickReader } from '../app-gateway/quick-row.ts'
import { isOfFirstGeneration, readRow } from '../app-gateway/row.ts'
import type { Book } from './book.ts'
import { type RecordKind, recordKindOf } from './record-kind.ts'

export interface RecordReader {
  /** A value as it was parsed, and the line it stood in; `at` is for records without a time. A wrapper holds several records. */
  readonly value: (value: unknown, line: string, at: number) => void
}

export interface RecordReaderParts {
  /** Learns from the rows that were parsed. */
  readonly quick: QuickReader
  /** Reads a log line that was found inside a record. */
  readonly event: (message: string, at: number) => void
}

const anyGateway = { gateway: null, generation: null } as const

export function createRecordReader(book: Book, { quick, event }: RecordReaderParts): RecordReader {
  const gatewayRow = (fields: Fields, line: string): void => {
    const row = readRow(fields, anyGateway)
    if (row === 'malformed') book.malformed(true)
    else if (row === 'foreign') book.other('gateway-other')
    else {
      quick.learn(line, row)
      book.request(row, isOfFirstGeneration(fields, null) ? 'gateway-v1' : 'gateway-v2')
    }
  }

  const balancerRecord = (record: object, line: string, at: number): void => {
    const request = readAccessRecord(namedFields(Object.entries(record)), { balancer: null, at, sample: line })
    if (request === 'malformed') book.malformed(true)
    else if (request === 'foreign') book.other('network-load-balancer')
    else book.request(request, 'alb')
  }

  const probeRecord = (line: string): void => {
    const probe = readHealthCheckLine(line, null, null)
    if (typeof probe === 'string') book.malformed(true)
    else book.probe(probe)
  }

  const ofKind = (told: RecordKind, record: object, line: string, at: number): void => {
    switch (told.kind) {
      case 'alb-request':
        balancerRecord(record, line, at)
        break
      case 'alb-probe':
        probeRecord(line)
        break
      case 'gateway-request':
        gatewayRow(told.fields, line)
        break
      case 'wrapped':
        event(told.message, told.at)
        break
      case 'alb-connection':
      case 'gateway-firewall':
      case 'gateway-performance':
      case 'gateway-other':
      case 'cloudtrail':
      case 'other-record':
        book.other(told.kind)
    }
  }

  const read = (record: unknown, line: string, at: number): void => {
    if (isObject(record)) ofKind(recordKindOf(record), record, line, at)
    else book.malformed(false)
  }

  return {
    value: (value, line, at) => {
      const records = recordsIn(value)
      if (records === null) read(value, line, at)
      else for (const record of records) read(record, JSON.stringify(record), at)
    },
  }
}

/** `{"records":[…]}` and the like, or a bare list; null for anything else. */
function recordsIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return null
  const [list, ...others] = Object.values(value)
  return others.length === 0 && Array.isArray(list) && list.every(isObject) ? list : null
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
