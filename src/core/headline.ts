/** The verdict in one sentence. */
import type { TrafficSummary, Verdict } from './diagnosis.ts'
import type { Finding } from './fold.ts'
import { claimedBy } from './fold.ts'
import type { Standing } from './standing.ts'
import { failuresOf } from './tally.ts'
import { count, list } from './wording.ts'

export interface HeadlineParts {
  readonly verdict: Verdict
  readonly standing: Standing
  readonly poolName: string
  readonly reached: boolean | undefined
  readonly causes: readonly Finding[]
  /** What could not be read and matters, in words. */
  readonly unread: readonly string[]
}

/** How the headline of a suspicion begins, so that it stands alone; a report that says so beside it leaves it out. */
export const suspicion = 'Possibly: '

export function headlineOf(parts: HeadlineParts): string {
  const { tally } = parts.standing
  const top = parts.causes[0]
  switch (parts.verdict) {
    case 'explained':
      return top === undefined ? '' : `${top.headline}${shareOf(top, tally)}`
    case 'suspected':
      return top === undefined ? '' : `${suspicion}${top.headline}${shareOf(top, tally)}`
    case 'unexplained':
      if (failuresOf(tally) === 0) return `No backend of ${parts.poolName} is in service, and nothing that was read explains it`
      return `${failuresIn(tally)}${tally.requests === null || failuresOf(tally) > tally.requests ? '' : ` among ${count(tally.requests, 'request')}`}, and nothing that was read explains them`
    case 'inconclusive':
      if (parts.standing.unattributed > 0 && failuresOf(tally) === 0)
        return `Nothing found failing in ${parts.poolName} itself, but ${count(parts.standing.unattributed, 'failure')} of the load balancer cannot be told to be another pool’s`
      return `Nothing found failing in ${parts.poolName}, but ${parts.unread.length > 0 ? `${list(parts.unread)} could not be read` : 'what was read does not tell'}`
    case 'clear':
      if (parts.reached === false) return `No rule of the load balancer sends requests to ${parts.poolName}`
      return tally.requests === null
        ? 'No 502, 503 or 504 in the window'
        : `No 502, 503 or 504 in ${count(tally.requests, 'request')}`
  }
}

function shareOf(finding: Finding, tally: TrafficSummary): string {
  const claimed = claimedBy(finding)
  if (claimed === 0 || failuresOf(tally) === 0) return ''
  return tally.source === 'access-log' ? `: ${claimed} of ${failuresIn(tally)}` : `: ${failuresIn(tally)}`
}

/** `412 502s`, or each kind where there are several: `412 502s and 3 504s`. Codes are called what they are. */
function failuresIn(tally: TrafficSummary): string {
  const kinds = [
    [(tally.gateway502 ?? 0) + (tally.backend502 ?? 0), '502'],
    [tally.gateway503 ?? 0, '503'],
    [tally.gateway504 ?? 0, '504'],
    [tally.gateway5xx ?? 0, '5xx answer'],
  ] as const
  const present = kinds.filter(([amount]) => amount > 0)
  if (present.length <= 1) return list(present.map(([amount, status]) => count(amount, status)))
  return `${failuresOf(tally)} failures (${list(present.map(([amount, status]) => count(amount, status)))})`
}
