/** Where diagnostic settings put a gateway's access log in a storage account, and how to list no more of it than a window needs. */
import type { TimeWindow } from '../../core/evidence.ts'

/** Azure names the container after the log. */
export const accessLogContainer = 'insights-logs-applicationgatewayaccesslog'

const hour = 3_600_000
const day = 24 * hour

/** Rows go to the file of the hour in which they arrive, minutes after the request as a rule. */
const latestArrival = 15 * 60_000

/** One prefix a day: what lies under it is at most a file for each hour. */
export function dayPrefixes(gatewayId: string, window: TimeWindow): readonly string[] {
  const { first, last } = hoursOf(window)
  const prefixes: string[] = []
  for (let start = first - (first % day); start <= last; start += day) {
    const [year, month, date] = new Date(start).toISOString().slice(0, 10).split('-')
    prefixes.push(`resourceId=${gatewayId.toUpperCase()}/y=${year}/m=${month}/d=${date}/`)
  }
  return prefixes
}

/** The hour that a file is of, in milliseconds since 1970; null for a name that tells of none. */
export function hourOf(name: string): number | null {
  const [, year, month, date, hours] = /\/y=(\d{4})\/m=(\d\d)\/d=(\d\d)\/h=(\d\d)\/m=\d\d\/[^/]+\.json$/i.exec(name) ?? []
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hours))
}

/** Whether the file may hold rows of the window. */
export function isInside(name: string, window: TimeWindow): boolean {
  const start = hourOf(name)
  const { first, last } = hoursOf(window)
  return start !== null && start >= first && start <= last
}

/** Starts of the first and of the last hour. */
function hoursOf({ from, to }: TimeWindow): { readonly first: number; readonly last: number } {
  const first = Date.parse(from)
  const last = Date.parse(to) + latestArrival
  return { first: first - (first % hour), last: last - (last % hour) }
}
