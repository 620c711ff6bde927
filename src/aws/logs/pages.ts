/** Reads the events of a log group page by page, and tells how many pages lie ahead. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Refusal } from '../../collect/refusal.ts'
import type { LogRequest } from '../log-request.ts'
import { refusalOf } from '../refusal.ts'
import type { EventPage, EventQuery } from './filter-events.ts'
import type { Gatherer } from './gatherer.ts'
import type { LogGroup } from './groups.ts'

export interface PageReader {
  /** Reads a page; false when that was the last, or none could be read. Never rejects. */
  readonly next: () => Promise<boolean>
  /** Pages that are still to come, as far as the times of the events tell; 0 where they do not. */
  readonly ahead: () => number
  /** Some of the first messages. */
  readonly samples: () => readonly string[]
  readonly outcome: () => PagesRead
}

export interface PagesRead {
  readonly pages: number
  /** Why reading ended before the last page; null when it did not. */
  readonly stopped: Refusal | null
}

/** Forwarders copy a line minutes after the request; its own time decides what counts. */
const latenessMilliseconds = 15 * 60_000
/** A page holds up to 10,000 events or one megabyte. */
const mostPages = 200
/** An account may ask five times a second in each region. */
const periodMilliseconds = 200
/** The service gives newest events first only where the time that is asked about begins later. */
const newestFirstSince = Date.UTC(2024, 0, 1)
const mostSamples = 20

export function createPageReader({ region, address }: LogGroup, gatherer: Gatherer, request: LogRequest): PageReader {
  const { window, signal, onProgress } = request
  const startTime = Date.parse(window.from)
  const query: EventQuery = {
    ...{ ...address, startTime, endTime: Date.parse(window.to) + latenessMilliseconds },
    ...(startTime >= newestFirstSince ? { startFromHead: false } : {}),
  }
  const samples: string[] = []
  let pages = 0
  let stopped: Refusal | null = null
  let token: string | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let [oldest, newest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

  const ask = async (): Promise<EventPage> => {
    const [{ filterEvents }, client] = await Promise.all([import('./filter-events.ts'), request.client('logs', region)])
    const early = askedAt + periodMilliseconds - performance.now()
    if (early > 0) await delay(early, undefined, { signal })
    askedAt = performance.now()
    return filterEvents(client, query, token, signal)
  }

  const take = ({ events }: EventPage): void => {
    for (const { message, at } of events) {
      gatherer.event(message, at)
      if (samples.length < mostSamples) samples.push(message)
      if (at < oldest) oldest = at
      if (at > newest) newest = at
    }
  }

  return {
    next: async () => {
      onProgress?.({ call: 'logs:FilterLogEvents', state: 'started', done: pages, total: pages + 1 })
      try {
        const page = await ask()
        take(page)
        pages += 1
        onProgress?.({ call: 'logs:FilterLogEvents', state: 'done', done: pages, total: pages })
        if (page.next !== undefined && page.next === token) stopped = endless
        else if (page.next !== undefined && pages >= mostPages) stopped = tooMany
        token = page.next
      } catch (error) {
        stopped = signal.aborted ? late : refusalOf(error)
      }
      return stopped === null && token !== undefined
    },
    ahead: () => {
      const seen = newest - oldest
      return seen > 0 ? Math.max(0, (pages * (Date.parse(window.to) - startTime)) / seen - pages) : 0
    },
    samples: () => samples,
    outcome: () => ({ pages, stopped }),
  }
}

const endless: Refusal = { gap: 'failed', code: 'UnusableAnswer', message: 'the same page was offered twice' }
const tooMany: Refusal = { gap: 'failed', code: 'TooManyPages', message: `the limit of ${mostPages} pages was reached` }
const late: Refusal = { gap: 'failed', code: 'Deadline', message: 'the deadline was reached' }
