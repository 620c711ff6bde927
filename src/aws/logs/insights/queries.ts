/**
 * The questions to Logs Insights: how many requests were answered how, which lines tell of failures, and how often the paths that
 * failed were asked for. Nothing that a log says goes into them.
 */
import type { TimeWindow } from '../../../core/evidence.ts'
import type { LogForm } from './form.ts'

/** What is asked about. */
export interface Asked {
  readonly form: LogForm
  /** `app/name/id`. */
  readonly balancer: string
  readonly window: TimeWindow
}

/** No answer has more rows. */
export const mostRows = 10_000

/** Requests by minute and by who answered what; events that are no such lines come without a status. */
export function countQuery(asked: Asked): string {
  const { columns } = asked.form
  const minute = columns.has('tm') ? 'substr(tm, 0, 16)' : 'datefloor(@timestamp, 1m)'
  const keys = ['minute', 'st', 'ts', ...(['tg', 'tgt'] as const).filter((column) => columns.has(column))]
  return lines(
    ...opening(asked),
    `fields ${minute} as minute`,
    `stats count(*) as requests, min(@timestamp) as firstAt, max(@timestamp) as lastAt by ${keys.join(', ')}`,
    'sort requests desc',
    `limit ${mostRows}`,
  )
}

/** Lines with a failure's status. */
export function failureQuery(asked: Asked): string {
  return lines(
    ...opening(asked),
    'filter st in [502, 503, 504] or st in ["502", "503", "504"]',
    'fields @timestamp, @message',
    'sort @timestamp desc',
    `limit ${mostRows}`,
  )
}

/** How often the paths were asked for that failed at least once. A status is one of the three where its distance is nothing. */
export function pathQuery(asked: Asked): string {
  const isStatus = (status: number): string => `greatest(0, 1 - abs(st - ${status}))`
  return lines(
    ...opening(asked),
    String.raw`parse @message /(?<method>[A-Za-z]+) [a-z0-9]+:\/\/[^\/?# "]*(?<uri>[^?# "]*)/`,
    `fields ${[502, 503, 504].map(isStatus).join(' + ')} as failing`,
    `stats count(*) as requests, sum(failing) as failures by ${asked.form.columns.has('tg') ? 'tg, ' : ''}method, uri`,
    'filter failures > 0',
    'sort failures desc',
    `limit ${mostRows}`,
  )
}

/** The line's own time decides where it has one. */
function opening({ form, balancer, window }: Asked): readonly string[] {
  const { columns } = form
  return [
    form.opening,
    ...(columns.has('lb') ? [`filter lb = ${JSON.stringify(balancer)} or not ispresent(lb)`] : []),
    ...(columns.has('tm') ? [`filter not ispresent(tm) or (tm >= "${edge(window.from)}" and tm < "${edge(window.to)}")`] : []),
  ]
}

/** Comes before every time of its moment as text, however many digits that is written with. */
function edge(time: string): string {
  return new Date(time).toISOString().replace(/(\.000)?Z$/, '')
}

function lines(...commands: readonly string[]): string {
  return commands.join('\n| ')
}
