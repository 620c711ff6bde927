/** One line of an Application Load Balancer's health-check log, as written or as a JSON record. */
import type { ProbeFailure } from '../../core/traffic.ts'
import { readJsonLine } from './json-record.ts'
import { namedFields, timeOf } from './named-fields.ts'
import { type RecordLayout, readPlainRecord } from './plain-record.ts'

/** One probe of one backend. */
export interface LoggedProbe {
  /** `app/name/id`; null in early lines. */
  readonly balancer: string | null
  /** Milliseconds since 1970. */
  readonly at: number
  readonly backend: string
  readonly poolName: string
  readonly passed: boolean
  /** As written; null for `-`. */
  readonly status: string | null
  /** Null when it passed. */
  readonly failure: ProbeFailure | null
}

export type HealthCheckLine = LoggedProbe | 'malformed' | 'foreign'

/** In the order of a line. The last two came later. */
const names = [
  'type',
  'time',
  'latency',
  'target_addr',
  'target_group_id',
  'status',
  'status_code',
  'reason_code',
  'elb',
  'ip_address',
]
const fewestFields = 8

/** The words AWS uses, and those it used before. */
const failures: Readonly<Record<string, ProbeFailure>> = {
  TimedOut: 'timed-out',
  RequestTimedOut: 'timed-out',
  ConnectionTimedOut: 'timed-out',
  ConnectionReset: 'connection-reset',
  ResponseCodeMismatch: 'status-mismatch',
  GRPCUnexpectedStatus: 'status-mismatch',
  ResponseStringMismatch: 'body-mismatch',
  TargetError: 'backend-error',
  InternalError: 'internal',
}

/** Reads one line; `balancer` (`app/name/id`) null takes every balancer's. Never throws. */
export function readHealthCheckLine(line: string, balancer: string | null, layout: RecordLayout | null): HealthCheckLine {
  const entries = line.startsWith('{') ? jsonEntries(line) : plainEntries(line, layout)
  if (entries === null) return isOther(line) ? 'foreign' : 'malformed'
  const fields = namedFields(entries)
  if (!fields.has('targetaddr')) return 'foreign'
  const elb = fields.text('elb')
  if (elb !== null && balancer !== null && elb !== balancer) return 'foreign'
  const at = timeOf(fields.text('time'))
  const backend = fields.text('targetaddr')
  const outcome = fields.text('status')
  if (Number.isNaN(at) || backend === null || (outcome !== 'PASS' && outcome !== 'FAIL')) {
    return isOther(line) ? 'foreign' : 'malformed'
  }
  const passed = outcome === 'PASS'
  const reason = fields.text('reasoncode') ?? ''
  return {
    balancer: elb,
    at,
    backend,
    poolName: fields.text('targetgroupid') ?? '',
    passed,
    status: fields.text('statuscode'),
    failure: passed ? null : Object.hasOwn(failures, reason) ? (failures[reason] ?? 'other') : 'other',
  }
}

type Entries = readonly (readonly [string, unknown])[]

function jsonEntries(line: string): Entries | null {
  const json = readJsonLine(line)
  return json.kind === 'record' ? json.entries : json.kind === 'wrapped' ? plainEntries(json.line, null) : null
}

function plainEntries(line: string, layout: RecordLayout | null): Entries | null {
  if (layout !== null) return readPlainRecord(line, layout)
  const values = line.split(' ')
  if (values.length < fewestFields) return null
  return names.slice(0, values.length).map((name, index) => [name, values[index]] as const)
}

/** Plain lines of access and connection logs, and the file that tests the permission. */
function isOther(line: string): boolean {
  return /^(Enable \w+ for ELB|\d{4}-\d\d-\d\dT|(\w+) \d{4}-\d\d-\d\dT\S+ (app|net)\/)/i.test(line)
}
