/** Has Log Analytics count a gateway's requests. */
import type { Answer } from '../../collect/answer.ts'
import { type Coverage, doubtsOf, stillArriving } from '../../collect/logs/coverage.ts'
import { askNarrowing, type Piece } from '../../collect/logs/narrowing.ts'
import { oneLine, type Refusal } from '../../collect/refusal.ts'
import { emptyDigest, mergeDigests } from '../../core/digest/accumulator.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import type { LogReading, TrafficDigest } from '../../core/traffic.ts'
import { clouds } from '../clouds.ts'
import { accessLogQuery } from './kql.ts'
import type { LogReply } from './log-client.ts'
import { digestOfRows } from './query-digest.ts'
import { messageIn, readQueryAnswer, rowOf } from './query-rows.ts'
import { digestOfRaw, isRawRow } from './raw-rows.ts'
import { logRecord, type Sourced } from './records.ts'
import { gapOfStatus, logRefusalOf } from './refusal.ts'
import type { AzureLogRequest } from './request.ts'

/** Whose logs to query. */
export interface QueryPlace {
  /** `/workspaces/<guid>`, or the ARM id of a workspace or of the gateway itself. */
  readonly path: string
  /** For display. */
  readonly source: string
  /** The action that allows it. */
  readonly permission: string
}

const call = 'Microsoft.Insights/logs/read'

/** Queries the place for the window. */
export async function readWorkspace({ path, source, permission }: QueryPlace, request: AzureLogRequest): Promise<Sourced> {
  const { onProgress } = request
  onProgress?.({ call, state: 'started', done: 0, total: 1 })
  const answer = await query(path, source, request)
  onProgress?.({ call, state: answer.ok ? 'done' : 'failed', done: 1, total: 1 })
  const record = logRecord(request, { call, source }, answer, permission)
  return { record, tells: answer.ok && answer.output.digest.lines.parsed > 0 }
}

/** What the service counted in one time; `cutShort` says why it may be less than there was. */
interface Counted {
  readonly digest: TrafficDigest
  readonly cutShort: string | null
}

/** The service stops at ten minutes, 500,000 rows and about 100 MB; an answer about less time stays below them. */
const mostQueries = 15

async function query(path: string, source: string, request: AzureLogRequest): Promise<Answer<LogReading>> {
  const pieces = await askNarrowing(request.window, {
    ask: (window) => ask(path, window, request),
    isCut: (answer) => (answer.ok ? answer.output.cutShort !== null : isTooMuch(answer)),
    most: mostQueries,
    signal: request.signal,
  })
  const counted = pieces.flatMap(({ answer }) => (answer.ok ? [answer.output] : []))
  const refusals = pieces.flatMap(({ answer }) => (answer.ok ? [] : [answer]))
  const [first] = refusals
  if (counted.length === 0 && first !== undefined) return first
  const digest = counted.map((one) => one.digest).reduce(mergeDigests, emptyDigest())
  return { ok: true, output: { source, digest, ...coverageOf(digest, pieces, request) } }
}

async function ask(path: string, window: TimeWindow, request: AzureLogRequest): Promise<Answer<Counted>> {
  const { gatewayId, cloud, logsEndpoint, signal } = request
  const { logs: endpoint } = clouds[cloud]
  try {
    const { sendLogQuery } = await import('./log-client.ts')
    const reply = await sendLogQuery(
      {
        url: `${(logsEndpoint ?? endpoint).replace(/\/+$/, '')}/v1${encodeURI(path)}/query`,
        audience: endpoint,
        query: accessLogQuery({ gatewayId, window }),
        timespan: `${window.from}/${window.to}`,
      },
      request,
    )
    const refusal = refusalIn(reply)
    if (refusal !== null) return { ok: false, ...refusal }
    const { rows, cutShort } = readQueryAnswer(reply.body)
    const raw = rows.length > 0 && rows.every(isRawRow)
    const digest = raw ? digestOfRaw(rows, { ...request, window }) : digestOfRows(rows.map(rowOf))
    return { ok: true, output: { digest, cutShort } }
  } catch (error) {
    return { ok: false, ...logRefusalOf(error, signal) }
  }
}

/** Whether the service gave up for the amount and not for the question. */
function isTooMuch({ code, message }: Refusal): boolean {
  return /timeout|timed out|too ?large|ResponseSize|LOW_MEMORY|RUNAWAY|exceeded the limits/i.test(`${code} ${message}`)
}

function refusalIn({ status, body }: LogReply): Refusal | null {
  if (status === 200) return null
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : `HTTP ${status}`
  return { gap: gapOfStatus(status), code, message: oneLine(messageIn(error) || `the answer has status ${status}`) }
}

function coverageOf(digest: TrafficDigest, pieces: readonly Piece<Answer<Counted>>[], request: AzureLogRequest): Coverage {
  const doubts = doubtsOf(digest.lines)
  const newest = digest.series
    .flatMap(({ minutes }) => minutes.at(-1)?.at ?? [])
    .sort()
    .at(-1)
  const refusals = pieces.flatMap(({ answer }) => (answer.ok ? [] : [answer]))
  const lacking = pieces.flatMap(({ window: { from, to }, answer }) => {
    const why = answer.ok ? answer.output.cutShort : answer.message
    return why === null ? [] : [`rows from ${from} to ${to} are not complete: ${oneLine(why)}`]
  })
  const [refused] = refusals
  return {
    objects: { listed: pieces.length, read: pieces.length - refusals.length, failed: refusals.length, skipped: 0 },
    notes: [
      ...lacking,
      ...doubts.notes,
      // A minute is counted from its begin.
      ...stillArriving(newest === undefined ? null : Date.parse(newest) + 60_000, request.window.to, request.now),
    ],
    partial: lacking.length > 0 || doubts.partial,
    ...(refused === undefined ? {} : { refused: { gap: refused.gap, permission: null } }),
  }
}
