/** Has Logs Insights count the requests of a log group, and hand over the lines of those that failed. */
import type { Answer } from '../../../collect/answer.ts'
import { type Coverage, doubtsOf } from '../../../collect/logs/coverage.ts'
import { askNarrowing } from '../../../collect/logs/narrowing.ts'
import type { Refusal } from '../../../collect/refusal.ts'
import { createAccumulator, digestOf } from '../../../core/digest/accumulator.ts'
import type { TimeWindow } from '../../../core/evidence.ts'
import type { LogReading } from '../../../core/traffic.ts'
import { countInto } from '../../../logs/access-line.ts'
import { createAccessLogReader } from '../../../logs/alb/access-log.ts'
import type { RecordLayout } from '../../../logs/alb/plain-record.ts'
import type { LogRequest } from '../../log-request.ts'
import { refusalOf } from '../../refusal.ts'
import { type AskedPath, type CountedRequests, digestOfCounted, failuresIn } from '../counted.ts'
import type { LogForm } from './form.ts'
import { type Asked, countQuery, failureQuery, mostRows, pathQuery } from './queries.ts'
import { askedIn, countedIn, timeIn } from './rows.ts'
import type { QueryResult, Row } from './run-query.ts'

/** What is to be counted. */
export interface CountedGroup {
  readonly region: string
  /** For display. */
  readonly name: string
  /** How StartQuery addresses it. */
  readonly address: { readonly logGroupName?: string; readonly logGroupIdentifier?: string }
  readonly form: LogForm
  readonly layout: RecordLayout | null
  /** `app/name/id`. */
  readonly balancer: string
}

/** Forwarders copy a line minutes after the request; its own time decides what counts. */
const latenessSeconds = 15 * 60
/** Halves of halves down to a minute and a half of an hour. */
const mostPieces = 63

type Run = (query: (asked: Asked) => string, window: TimeWindow) => Promise<QueryResult>

/** The reading, or why there is none: then the events must be read. Never rejects. */
export async function countByInsights(group: CountedGroup, request: LogRequest): Promise<Answer<LogReading>> {
  const { signal, window, onProgress } = request
  let bytesScanned = 0
  try {
    const [{ runQuery }, client] = await Promise.all([import('./run-query.ts'), request.client('logs', group.region)])
    const run: Run = async (query, part) => {
      onProgress?.({ call: 'logs:StartQuery', state: 'started', done: 0, total: 1 })
      const result = await runQuery(client, { ...placeOf(group, part), queryString: query({ ...group, window: part }) }, signal)
      bytesScanned += result.bytesScanned
      onProgress?.({ call: 'logs:StartQuery', state: 'done', done: 1, total: 1 })
      return result
    }
    const pieces = await askNarrowing(window, {
      ask: (part) => readPiece(run, part),
      isCut: ({ cut }) => cut,
      most: mostPieces,
      signal,
    })
    const failed = createAccumulator(window)
    const reader = createAccessLogReader(countInto(failed), group)
    for (const { answer } of pieces)
      for (const row of answer.lines) reader.event(row['@message'] ?? '', timeIn(row['@timestamp'] ?? ''))
    const requests = pieces.flatMap(({ answer }) => answer.requests)
    const asked = failed.lines.parsed === 0 ? [] : await pathsAsked(run, window)
    const unreadable = pieces.reduce((sum, { answer }) => sum + answer.unreadable, 0)
    const digest = digestOfCounted({ requests, unreadable, failed: digestOf(failed), asked })
    const lost = failuresIn(requests) - (failed.lines.parsed - failed.lines.outsideWindow)
    const source = `log group ${group.name}, counted by Logs Insights (${Math.ceil(bytesScanned / 1e6)} MB scanned)`
    return { ok: true, output: { source, digest, ...coverageOf(digest, pieces.length, lost) } }
  } catch (error) {
    return { ok: false, ...(signal.aborted ? late : refusalOf(error)) }
  }
}

const late: Refusal = { gap: 'failed', code: 'Deadline', message: 'the deadline was reached before the query had ended' }

/** Seconds since 1970; the end is included. Without a time of its own an event is of the time at which it was logged. */
function placeOf({ address, form }: CountedGroup, { from, to }: TimeWindow) {
  const { logGroupName, logGroupIdentifier } = address
  return {
    ...(logGroupName === undefined ? {} : { logGroupName }),
    ...(logGroupIdentifier === undefined ? {} : { logGroupIdentifiers: [logGroupIdentifier] }),
    startTime: Math.floor(Date.parse(from) / 1000),
    endTime: Math.ceil(Date.parse(to) / 1000) - 1 + (form.columns.has('tm') ? latenessSeconds : 0),
  }
}

interface CountedPiece {
  readonly requests: readonly CountedRequests[]
  readonly unreadable: number
  readonly lines: readonly Row[]
  /** Whether an answer had no room for more rows. */
  readonly cut: boolean
}

async function readPiece(run: Run, window: TimeWindow): Promise<CountedPiece> {
  const { rows } = await run(countQuery, window)
  const counted = rows.map(countedIn)
  const requests = counted.flatMap((row) => (typeof row === 'number' ? [] : [row]))
  const unreadable = counted.reduce<number>((sum, row) => sum + (typeof row === 'number' ? row : 0), 0)
  const isFull = rows.length >= mostRows
  // What is asked again about less time need not be read now.
  const lines = isFull || failuresIn(requests) === 0 ? [] : (await run(failureQuery, window)).rows
  return { requests, unreadable, lines, cut: isFull || lines.length >= mostRows }
}

/** None where they cannot be had: all they serve is telling whether a path fails every time. */
async function pathsAsked(run: Run, window: TimeWindow): Promise<readonly AskedPath[]> {
  try {
    return (await run(pathQuery, window)).rows.flatMap((row) => askedIn(row) ?? [])
  } catch {
    return []
  }
}

function coverageOf(digest: LogReading['digest'], pieces: number, lost: number): Coverage {
  const doubts = doubtsOf(digest.lines)
  return {
    objects: { listed: pieces, read: pieces, failed: 0, skipped: 0 },
    notes: [...(lost > 0 ? [`the lines of ${lost} failures were not handed over`] : []), ...doubts.notes],
    partial: lost > 0 || doubts.partial,
  }
}
