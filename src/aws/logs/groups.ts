/** Reads a load balancer's logs from a CloudWatch log group. */
import type { Answer } from '../../collect/answer.ts'
import { doubtsOf } from '../../collect/logs/coverage.ts'
import type { Refusal } from '../../collect/refusal.ts'
import type { LogReading } from '../../core/traffic.ts'
import type { RecordLayout } from '../../logs/alb/plain-record.ts'
import type { LogRequest } from '../log-request.ts'
import type { EventQuery } from './filter-events.ts'
import { createGatherer, type LogKind } from './gatherer.ts'
import { formOf } from './insights/form.ts'
import { countByInsights } from './insights/index.ts'
import { createPageReader, type PageReader } from './pages.ts'
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

/** Five pages come in a second: more than this take longer than having them counted. */
const mostPagesAhead = 25

/**
 * Reads the group's events of the window and records the reading, or why there is none; true when it tells of anything. What turns out to
 * be long is counted by Logs Insights; where that may not be, page after page is read until the time is up, newest first.
 */
export async function readGroup(group: LogGroup, request: LogRequest): Promise<boolean> {
  const { kind, region, name, layout, balancer } = group
  const gatherer = createGatherer({ kind, balancer, layout, window: request.window })
  const reader = createPageReader(group, gatherer, request)
  let counted: Answer<LogReading> | null = null
  while (await reader.next()) {
    if (kind === 'probe' || counted !== null || reader.ahead() <= mostPagesAhead) continue
    counted = await count(group, reader, request)
    if (counted?.ok && counted.output.digest.lines.parsed > 0) {
      recordLog(request, { kind, call: 'logs:StartQuery', region, source: counted.output.source }, counted)
      return true
    }
  }
  const place = { kind, call: 'logs:FilterLogEvents', region, source: `log group ${name}` } as const
  const { pages, stopped } = reader.outcome()
  if (pages === 0 && stopped !== null) {
    recordLog(request, place, { ok: false, ...stopped })
    return false
  }
  const doubts = doubtsOf(gatherer.lines())
  return recordReading(request, place, gatherer, {
    objects: { listed: pages + (stopped === null ? 0 : 1), read: pages, failed: stopped === null ? 0 : 1, skipped: 0 },
    notes: [...(stopped === null ? [] : lackingOf(reader, stopped, counted)), ...doubts.notes],
    partial: stopped !== null || doubts.partial,
    ...(stopped === null ? {} : { refused: reasonOf(stopped, counted) }),
  })
}

/** Null where the events are not of a form that can be counted, or where nothing is known of it yet. */
async function count(group: LogGroup, reader: PageReader, request: LogRequest): Promise<Answer<LogReading> | null> {
  const form = formOf(reader.samples(), group.layout)
  return form === null ? null : countByInsights({ ...group, form }, request)
}

function lackingOf(reader: PageReader, stopped: Refusal, counted: Answer<LogReading> | null): readonly string[] {
  const { pages } = reader.outcome()
  return [
    `events after page ${pages} were not read: ${stopped.message}`,
    ...(reader.ahead() >= 1 ? [`about ${Math.ceil(reader.ahead())} more pages hold the rest of the window`] : []),
    ...(counted?.ok === false ? [`Logs Insights did not count them: ${counted.message}`] : []),
  ]
}

/** That the query was refused weighs more than that time ran out without it. */
function reasonOf(stopped: Refusal, counted: Answer<LogReading> | null): NonNullable<LogReading['refused']> {
  if (counted?.ok === false) return { gap: counted.gap, permission: 'logs:StartQuery' }
  return { gap: stopped.gap, permission: stopped.gap === 'denied' ? 'logs:FilterLogEvents' : null }
}
