/** Telling what a JSON record, or a row of a table, is by the fields it has. */
import { namedFields } from '../alb/named-fields.ts'
import { type Fields, fieldsOf, textOf } from '../app-gateway/fields.ts'
import { names } from '../app-gateway/names.ts'

export type RecordKind =
  | { readonly kind: 'alb-request' | 'alb-probe' | 'gateway-firewall' | 'gateway-performance' | 'gateway-other' }
  | { readonly kind: 'gateway-request'; readonly fields: Fields }
  /** A log line that something else was put around; `at` is when it was taken in, in milliseconds since 1970, NaN if not told. */
  | { readonly kind: 'wrapped'; readonly message: string; readonly at: number }
  | { readonly kind: 'alb-connection' | 'cloudtrail' | 'other-record' }

export function recordKindOf(record: object): RecordKind {
  const own = namedFields(Object.entries(record))
  if (own.has('elbstatuscode') || own.has('targetgrouparn') || own.has('targetstatuscode')) return { kind: 'alb-request' }
  if (own.has('targetaddr')) return { kind: 'alb-probe' }
  if (own.has('tlshandshakelatency') && own.has('listenerport')) return { kind: 'alb-connection' }
  const wrapped = wrappedIn(record)
  if (wrapped !== null) return wrapped
  if (own.has('eventsource') && own.has('eventname')) return { kind: 'cloudtrail' }
  return gatewayKind(fieldsOf(record))
}

function gatewayKind(fields: Fields): RecordKind {
  const category = textOf(fields, names.category) ?? ''
  if (/^(ApplicationGatewayAccess(Log)?|AGWAccessLogs)$/i.test(category)) return { kind: 'gateway-request', fields }
  if (/^(ApplicationGatewayFirewall(Log)?|AGWFirewallLogs)$/i.test(category)) return { kind: 'gateway-firewall' }
  if (/^(ApplicationGatewayPerformance(Log)?|AGWPerformanceLogs)$/i.test(category)) return { kind: 'gateway-performance' }
  if (/^(ApplicationGateway|AGW)/i.test(category)) return { kind: 'gateway-other' }
  const isAccess = fields.has('httpstatus') && (fields.has('requesturi') || fields.has('serverrouted'))
  return isAccess ? { kind: 'gateway-request', fields } : { kind: 'other-record' }
}

/** Where log agents and exports put the line, and its time. */
const messageKeys = ['message', '@message', 'log', 'event']
const timeKeys = ['timestamp', '@timestamp', 'time']

function wrappedIn(record: object): RecordKind | null {
  const values: Readonly<Record<string, unknown>> = { ...record }
  const message = messageKeys.map((key) => values[key]).find((value) => typeof value === 'string')
  if (typeof message !== 'string') return null
  const at = timeKeys.map((key) => values[key]).find((value) => typeof value === 'number' || typeof value === 'string')
  return { kind: 'wrapped', message, at: typeof at === 'number' ? at : Date.parse(at === undefined ? '' : String(at)) }
}
