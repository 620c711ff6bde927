/** Has Log Analytics count a gateway's requests. */
import type { Answer } from '../../collect/answer.ts'
import { type Coverage, doubtsOf } from '../../collect/logs/coverage.ts'
import { oneLine, type Refusal } from '../../collect/refusal.ts'
import type { LogReading, TrafficDigest } from '../../core/traffic.ts'
import { clouds } from '../clouds.ts'
import { accessLogQuery } from './kql.ts'
import type { LogReply } from './log-client.ts'
import { digestOfRows } from './query-digest.ts'
import { messageIn, readQueryAnswer } from './query-rows.ts'
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

async function query(path: string, source: string, request: AzureLogRequest): Promise<Answer<LogReading>> {
  const { gatewayId, window, cloud, logsEndpoint, signal } = request
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
    const digest = digestOfRows(rows)
    return { ok: true, output: { source, digest, ...coverageOf(digest, cutShort, request) } }
  } catch (error) {
    return { ok: false, ...logRefusalOf(error, signal) }
  }
}

function refusalIn({ status, body }: LogReply): Refusal | null {
  if (status === 200) return null
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : `HTTP ${status}`
  return { gap: gapOfStatus(status), code, message: oneLine(messageIn(error) || `the answer has status ${status}`) }
}

function coverageOf(digest: TrafficDigest, cutShort: string | null, { window }: AzureLogRequest): Coverage {
  const doubts = doubtsOf(digest.lines)
  const newest = digest.series
    .flatMap(({ minutes }) => minutes.at(-1)?.at ?? [])
    .sort()
    .at(-1)
  const late = newest !== undefined && Date.parse(newest) + 60_000 < Date.parse(window.to)
  return {
    objects: { listed: 1, read: 1, failed: 0, skipped: 0 },
    notes: [
      ...(cutShort === null ? [] : [`the answer is not complete: ${oneLine(cutShort)}`]),
      ...doubts.notes,
      ...(late ? [`the newest row is of ${newest}; later ones may not have arrived yet`] : []),
    ],
    partial: cutShort !== null || doubts.partial,
  }
}
