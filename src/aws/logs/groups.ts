/** Reads a load balancer's logs from a CloudWatch log group. */
import { setTimeout as delay } from 'node:timers/promises'
import { doubtsOf } from '../../collect/logs/coverage.ts'
import type { Refusal } from '../../collect/refusal.ts'
import type { RecordLayout } from '../../logs/alb/plain-record.ts'
import type { LogRequest } from '../log-request.ts'
import { refusalOf } from '../refusal.ts'
import type { EventQuery } from './filter-events.ts'
import { createGatherer, type Gatherer, type LogKind } from './gatherer.ts'
import { recordLog, recordReading } from './records.ts'

/** A log group to read. */
export interface LogGroup {
  readonly kind: LogKind
  readonly region: string
  /** For display. */
  readonly name: string
  /** How FilterLogEvents addresses it. */
  readonly address: Pick<EventQuery, 'logGroupName' | 'logGroupIdentifier'>
  readonly layout: RecordLayout | null
  /** `app/name/id`. */
  readonly balancer: string
}

/** Forwarders copy a line minutes after the request; its own time decides what counts. */
const latenessMilliseconds = 15 * 60_000
/** A page holds up to 10,000 events or one megabyte. */
const mostPages = 200
/** An account may ask five times a second in each region. */
const pauseMilliseconds = 200

/** Reads the group's events of the window and records the reading, or why there is none; true when it tells of anything. */
export async function readGroup(group: LogGroup, request: LogRequest): Promise<boolean> {
  const { kind, region, name, layout, balancer } = group
  const place = { kind, call: 'logs:FilterLogEvents', region, source: `log group ${name}` } as const
  const gatherer = createGatherer({ kind, balancer, layout, window: request.window })
  const { pages, stopped } = await readPages(group, gatherer, request)
  if (pages === 0 && stopped !== null) {
    recordLog(request, place, { ok: false, ...stopped })
    return false
  }
  const doubts = doubtsOf(gatherer.lines())
  return recordReading(request, place, gatherer, {
    objects: { listed: pages + (stopped === null ? 0 : 1), read: pages, failed: stopped === null ? 0 : 1, skipped: 0 },
    notes: [...(stopped === null ? [] : [`events after page ${pages} were not read: ${stopped.message}`]), ...doubts.notes],
    partial: stopped !== null || doubts.partial,
  })
}

interface PagesRead {
  readonly pages: number
  /** Why reading ended before the last page; null when it did not. */
  readonly stopped: Refusal | null
}

async function readPages({ region, address }: LogGroup, gatherer: Gatherer, request: LogRequest): Promise<PagesRead> {
  const { window, signal, onProgress } = request
  const startTime = Date.parse(window.from)
  const query: EventQuery = { ...address, startTime, endTime: Date.parse(window.to) + latenessMilliseconds }
  let pages = 0
  let token: string | undefined
  try {
    const [{ filterEvents }, client] = await Promise.all([import('./filter-events.ts'), request.client('logs', region)])
    do {
      if (pages > 0) await delay(pauseMilliseconds, undefined, { signal })
      onProgress?.({ call: 'logs:FilterLogEvents', state: 'started', done: pages, total: pages + 1 })
      const page = await filterEvents(client, query, token, signal)
      for (const { message, at } of page.events) gatherer.event(message, at)
      pages += 1
      onProgress?.({ call: 'logs:FilterLogEvents', state: 'done', done: pages, total: pages })
      if (page.next !== undefined && page.next === token) return { pages, stopped: endless }
      token = page.next
      if (token !== undefined && pages >= mostPages) return { pages, stopped: tooMany }
    } while (token !== undefined)
    return { pages, stopped: null }
  } catch (error) {
    return { pages, stopped: signal.aborted ? late : refusalOf(error) }
  }
}

const endless: Refusal = { gap: 'failed', code: 'UnusableAnswer', message: 'the same page was offered twice' }
const tooMany: Refusal = { gap: 'failed', code: 'TooManyPages', message: `the limit of ${mostPages} pages was reached` }
const late: Refusal = { gap: 'failed', code: 'Deadline', message: 'the deadline was reached' }
