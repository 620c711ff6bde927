/** What text and Markdown reports call things. */
import type { BlindSpot, Cause, Certainty, Diagnosis, EvidenceSource, Fix, TrafficSummary, Verdict } from '../core/diagnosis.ts'
import type { TimeWindow } from '../core/evidence.ts'
import type { Gap } from '../core/fact.ts'
import { suspicion } from '../core/headline.ts'
import { failuresOf } from '../core/tally.ts'
import { list, percent } from '../core/wording.ts'

export const verdictWords: Readonly<Record<Verdict, string>> = {
  clear: 'Clear',
  explained: 'Explained',
  suspected: 'Suspected',
  unexplained: 'Unexplained',
  inconclusive: 'Inconclusive',
}

export const certaintyWords: Readonly<Record<Certainty, string>> = { proven: 'Proven', likely: 'Likely', possible: 'Possible' }

export const sourceWords: Readonly<Record<EvidenceSource, string>> = {
  'access-log': 'access log',
  metric: 'metric',
  health: 'health',
  config: 'configuration',
  network: 'network',
  change: 'change',
  probe: 'probe',
  'backend-log': 'backend log',
  function: 'function',
  task: 'task',
}

const gapWords: Readonly<Record<Gap, string>> = {
  denied: 'access denied',
  throttled: 'throttled',
  notFound: 'not found',
  notCollected: 'not read',
  failed: 'the call failed',
}

/** `33,000`, the same on every machine. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** The headline for a place beside the verdict's word: what that word says already is not said again. */
export function headlineWords({ verdict, headline }: Diagnosis): string {
  return verdict === 'suspected' && headline.startsWith(suspicion) ? headline.slice(suspicion.length) : headline
}

/** `shop / web`: the load balancer and its pools. */
export function subjectName({ subject }: Diagnosis): string {
  const balancer = subject.loadBalancer?.name ?? 'no load balancer'
  return subject.pools.length === 0 ? balancer : `${balancer} / ${subject.pools.map((pool) => pool.name).join(', ')}`
}

/** `2026-01-31 13:00 to 14:00 UTC`. */
export function windowWords({ from, to }: TimeWindow): string {
  const until = from.slice(0, 10) === to.slice(0, 10) ? withoutDay(time(to)) : time(to)
  return `${time(from)} to ${until} UTC`
}

/** What the traffic of the window was: one sentence, then one for when it failed, where that is known. */
export function trafficWords(traffic: TrafficSummary): string[] {
  if (traffic.source === null) return ['Requests could not be counted.']
  const kinds = [
    [traffic.gateway502, '502 made by the load balancer'],
    [traffic.backend502, '502 passed on from a backend'],
    [traffic.gateway503, '503'],
    [traffic.gateway504, '504'],
    // Only there where a provider counts the kinds together.
    [traffic.gateway5xx ?? 0, '5xx made by the load balancer (502 or 504: metrics do not tell)'],
  ] as const
  const parts = kinds.flatMap(([requests, what]) =>
    requests === null || requests === 0 ? [] : [`${number(requests)} x ${what}`],
  )
  const untold = kinds.flatMap(([requests, what]) => (requests === null ? [what] : []))
  const failures = [
    ...(parts.length === 0 && untold.length === 0 ? ['no 502, 503 or 504'] : []),
    ...(parts.length === 0 ? [] : [parts.join(', ')]),
    ...(untold.length === 0 ? [] : [`how many ${list(untold)} is not known`]),
  ].join('; ')
  const other = Object.entries(traffic.other).map(([what, requests]) => `${number(requests)} x ${what}`)
  const requests =
    traffic.requests === null
      ? 'Requests not counted'
      : `${number(traffic.requests)} ${traffic.requests === 1 ? 'request' : 'requests'}`
  // Metrics count no request that was turned away before a backend was chosen for it.
  const chosen = traffic.requests !== null && failuresOf(traffic) > traffic.requests ? ' that a backend was chosen for' : ''
  const source = traffic.source === 'access-log' ? 'access log' : 'metrics'
  const sentence = `${requests}${chosen} (${source}): ${failures}${traffic.ofAllPools === true ? ', of all pools of the load balancer together' : ''}.`
  return [sentence, ...(other.length === 0 ? [] : [`Not failures of this leg: ${other.join(', ')}.`]), ...failingMinutes(traffic)]
}

/** Share of the failures a cause accounts for; null when no request-level evidence tells. */
export function explainsWords({ explains }: Cause): string | null {
  if (explains === null) return null
  const { requests, of } = explains
  return `explains ${number(requests)} of ${number(of)} failing requests (${percent(requests, of)})`
}

/** `low risk, 2-5 min, ...`: what an operator plans with. */
export function fixWords(fix: Fix): string {
  return [`${fix.risk} risk`, fix.time, verifiedWords(fix.verified)].filter((part) => part !== '').join(', ')
}

/** Why something was not seen, and what would let it be seen. */
export function blindSpotWords({ what, why, permission }: BlindSpot): string {
  const remedy = permission === null ? '' : why === 'denied' ? `, grant ${permission}` : ` (${permission})`
  return `${what}: ${gapWords[why]}${remedy}`
}

/** `2026-01-31 14:02:07` of an ISO time. Text that is none stays as it is. */
export function time(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d))?/.exec(iso)
  if (match === null) return iso
  const [, day, minute, second] = match
  return second === undefined || second === '00' ? `${day} ${minute}` : `${day} ${minute}:${second}`
}

function withoutDay(text: string): string {
  return text.replace(/^\d{4}-\d\d-\d\d /, '')
}

function verifiedWords(verified: boolean | null): string {
  if (verified === null) return 'effect cannot be verified from here'
  return verified
    ? 'verified: the collected model no longer shows the cause'
    : 'not enough alone: the collected model still shows the cause'
}

function failingMinutes({ byMinute }: TrafficSummary): string[] {
  const failing = byMinute
    .map((minute) => ({
      at: minute.at,
      failures: failuresOf(minute),
    }))
    .filter((minute) => minute.failures > 0)
  const [first] = failing
  const last = failing.at(-1)
  if (first === undefined || last === undefined) return []
  const worst = failing.reduce((most, minute) => (minute.failures > most.failures ? minute : most), first)
  const span = first === last ? `${time(first.at)} UTC` : windowWords({ from: first.at, to: last.at })
  const most = worst.failures > 1 ? `, most at ${withoutDay(time(worst.at))} (${number(worst.failures)} in that minute)` : ''
  return [`Failing ${span}${most}.`]
}
