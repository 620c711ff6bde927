/** One row of an Application Gateway's access log, of whatever generation and from whatever place. */
import { hasFailureStatus, type LoggedRequest } from '../../core/digest/request.ts'
import type { AccessLine } from '../access-line.ts'
import { type Fields, firstOf, lastOf, numberOf, textOf } from './fields.ts'
import { names } from './names.ts'
import { outcomeOf } from './outcome.ts'
import { timeOf } from './time.ts'

/** The two generations of the gateway; they log times in different units. */
export type Generation = 'v1' | 'v2'

export interface RowOptions {
  /** ARM id of the gateway whose rows count; null for every one's. */
  readonly gateway: string | null
  /** Of rows that do not tell; null when nobody knows, which is taken for v2. */
  readonly generation: Generation | null
}

/** Reads a row from its fields. */
export function readRow(fields: Fields, { gateway, generation }: RowOptions): AccessLine {
  const kind = kindOf(fields)
  if (kind === 'other' || isOfAnother(fields, gateway)) return 'foreign'
  const at = timeOf(textOf(fields, names.time) ?? '')
  const status = numberOf(fields, names.status)
  if (Number.isNaN(at) || status === null || !isStatus(status)) return kind === 'access' ? 'malformed' : 'foreign'
  // The gateway's own requests to itself.
  if (textOf(fields, names.client) === '127.0.0.1') return 'foreign'
  const isOld = isOfFirstGeneration(fields, generation)
  const old = isOld ? oldRouting(fields) : nowhere
  const routed = textOf(fields, names.routed) ?? old.routed
  const outcome = outcomeOf({
    status,
    serverStatus: numberOf(fields, names.serverStatus) ?? old.status,
    errorInfo: textOf(fields, names.errorInfo),
    latencySeconds: numberOf(fields, names.latency),
    routed: routed !== null,
    connectSeconds: numberOf(fields, names.connect),
  })
  const counted = {
    balancer: textOf(fields, names.gateway),
    at,
    status,
    backend: routed === null ? null : lastOf(routed),
    pool: poolOf(fields),
    path: pathOf(fields),
  }
  if (!hasFailureStatus({ origin: outcome.origin, status })) return { ...counted, ...unexplained, origin: outcome.origin }
  const taken = numberOf(fields, names.taken)
  const durationSeconds = taken === null ? null : isOld ? taken / 1000 : taken
  return { ...counted, ...outcome, durationSeconds, sample: sampleOf(fields) }
}

const unexplained: Pick<LoggedRequest, 'phase' | 'reason' | 'waitSeconds' | 'durationSeconds' | 'sample'> = {
  phase: 'unknown',
  reason: null,
  waitSeconds: null,
  durationSeconds: null,
  sample: '',
}

/** Whether the row says that it is of the access log, or of another one, or does not say. */
function kindOf(fields: Fields): 'access' | 'other' | 'untold' {
  const category = textOf(fields, names.category)
  return category === null ? 'untold' : isAccessLog(category) ? 'access' : 'other'
}

/** By category or, in a query's answer, by table. */
function isAccessLog(category: string): boolean {
  return /^(ApplicationGatewayAccess(Log)?|AGWAccessLogs)$/i.test(category)
}

function isOfAnother(fields: Fields, gateway: string | null): boolean {
  const id = textOf(fields, names.gateway)
  return id !== null && gateway !== null && id.toLowerCase() !== gateway.toLowerCase()
}

/** 0 is what the first generation writes for a client that left. */
function isStatus(status: number): boolean {
  return status === 0 || (Number.isInteger(status) && status >= 100 && status <= 999)
}

/** `pool/setting`; null where no rule applied, and in the first generation's rows. */
function poolOf(fields: Fields): string | null {
  const pool = textOf(fields, names.pool)
  const setting = textOf(fields, names.setting)
  return pool === null || setting === null ? pool : `${pool}/${setting}`
}

function pathOf(fields: Fields): string | null {
  const method = textOf(fields, names.method)
  const uri = textOf(fields, names.uri)
  return method === null || uri === null ? null : `${method} ${uri.split(/[?#]/, 1)[0] || '/'}`
}

/** The second generation's rows always have the field that tells the backend, if only with nothing in it. */
export function isOfFirstGeneration(fields: Fields, generation: Generation | null): boolean {
  const oldInstance = textOf(fields, names.instance)?.startsWith('ApplicationGatewayRole_IN_') === true
  return oldInstance || (generation === 'v1' && firstOf(fields, names.routed) === undefined)
}

/** What tells why a request failed comes first, for samples are cut. The rest of a row is the same in all of them. */
const telling = [
  ...[names.time, names.status, names.errorInfo, names.routed, names.serverStatus, names.latency, names.connect, names.taken],
  ...[names.method, names.uri, names.pool, names.setting, names.host, names.transaction],
]

/** The row's telling fields, as it spells them. */
function sampleOf(fields: Fields): string {
  const told = telling.flatMap((each) => firstOf(fields, each) ?? [])
  return JSON.stringify(Object.fromEntries(told.map(({ key, value }) => [key, value])))
}

interface Routing {
  readonly routed: string | null
  readonly status: number | null
}

const nowhere: Routing = { routed: null, status: null }

/** The first generation appends what it has to say of the backend to the query string that the client sent. */
function oldRouting(fields: Fields): Routing {
  const query = textOf(fields, names.query) ?? ''
  const start = query.lastIndexOf('X-AzureApplicationGateway-CACHE-HIT=')
  if (start === -1) return nowhere
  const told = new URLSearchParams(query.slice(start))
  const status = told.get('SERVER-STATUS') ?? ''
  return { routed: told.get('SERVER-ROUTED') || null, status: /^\d{3}$/.test(status) ? Number(status) : null }
}
