/** One pool's failures sorted by what they look like. Checks read these instead of raw groups, so that all mean the same by a word. */
import type { Reader, Subject } from './check.ts'
import { timesOf } from './histogram.ts'
import { sumOf } from './metrics.ts'
import { type Tally, tallyOf } from './tally.ts'
import { answerTimeoutOf } from './timeouts.ts'
import type { FailureGroup, Phase } from './traffic.ts'
import { heldRequests, type Part, type Waits, waitsOf } from './waits.ts'

export interface Symptoms {
  readonly tally: Tally
  /** The balancer's 502s without a request having reached a backend: refused, failed TLS, or a dead connection reused. Ambiguous. */
  readonly undispatched: readonly FailureGroup[]
  /** The balancer's 502s after the backend closed the connection it had taken the request on, with how long that took. */
  readonly cut: readonly Waits[]
  /** The balancer's 502s whose log does not tell how far they got. */
  readonly blurred: readonly FailureGroup[]
  /** 504s without a request having reached a backend: the connection attempt was met with silence. */
  readonly silent: readonly FailureGroup[]
  /** Other 504s: the request was sent and no answer came in time. */
  readonly unanswered: readonly FailureGroup[]
  /** Turned away: the balancer had nobody to send to. */
  readonly empty: readonly FailureGroup[]
  /** 502s that a backend made. */
  readonly passedOn: readonly FailureGroup[]
  /** Failed connection attempts and TLS handshakes to this pool's backends by metrics; null when not known. */
  readonly connectionErrors: number | null
  readonly tlsErrors: number | null
}

export function symptomsOf(subject: Subject, read: Reader): Symptoms {
  const tally = tallyOf(subject, read)
  const metrics = read.see(subject.snapshot.metrics) ?? []
  const made = (status: number, ...phases: readonly Phase[]): readonly FailureGroup[] =>
    tally.groups.filter(
      (group) => group.origin === 'gateway' && group.status === status && group.reason === null && phases.includes(group.phase),
    )
  const pool = subject.pool.id
  const { timeoutStatus } = subject.snapshot.conduct
  const blurred = made(502, 'unknown', 'no-answer', 'answered')
  // Where a timeout is answered 502, it is told from other failures by how long it took.
  const timeout = timeoutStatus === 502 ? answerTimeoutOf(subject, read) : undefined
  const late = (group: FailureGroup): boolean => timeout !== undefined && lastedAtLeast(group, timeout * 0.95)
  return {
    tally,
    undispatched: made(502, 'not-dispatched'),
    cut: made(502, 'cut-off').map(waitsOf),
    blurred: blurred.filter((group) => !late(group)),
    silent: made(504, 'not-dispatched'),
    unanswered: [...made(504, 'no-answer', 'cut-off', 'unknown', 'answered'), ...blurred.filter(late)],
    empty: [
      ...made(503, 'not-dispatched', 'no-answer', 'cut-off', 'unknown', 'answered'),
      ...made(502, 'nobody'),
      ...made(503, 'nobody'),
    ],
    passedOn: tally.groups.filter((group) => group.origin === 'backend'),
    connectionErrors: sumOf(metrics, { name: 'connection-errors', pool }),
    tlsErrors: sumOf(metrics, { name: 'tls-errors', pool }),
  }
}

/** Whether nearly all requests of the group took this long. */
function lastedAtLeast({ duration, requests }: FailureGroup, seconds: number): boolean {
  const long = timesOf(duration).filter(([time]) => time >= seconds)
  return long.reduce((sum, [, amount]) => sum + amount, 0) >= requests * 0.8
}

export function requestsIn(groups: readonly FailureGroup[]): number {
  return groups.reduce((sum, group) => sum + group.requests, 0)
}

/** Groups claimed whole. */
export function whole(groups: readonly FailureGroup[]): readonly Part[] {
  return groups.map((group) => ({ group, requests: group.requests }))
}

/** The part of cut-off groups that was closed at once. */
export function quickParts(cut: readonly Waits[]): readonly Part[] {
  return cut.filter((waits) => waits.quick > 0).map((waits) => ({ group: waits.group, requests: waits.quick }))
}

/** The part of cut-off groups that the backend had held for a while. */
export function heldParts(cut: readonly Waits[]): readonly Part[] {
  return cut.map((waits) => ({ group: waits.group, requests: heldRequests(waits) })).filter((part) => part.requests > 0)
}

export function requestsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.requests, 0)
}

/** What split the balancer's undispatched 502s: `errors` when most are matched by a counted error of that kind. */
export type Matched = 'errors' | 'some' | 'none' | 'unread'

/** How far counted errors account for requests. Timeouts count as connection errors too, so silent 504s are taken off first. */
export function matched(errors: number | null, requests: number, elsewhere = 0): Matched {
  if (errors === null) return 'unread'
  const left = Math.max(0, errors - elsewhere)
  if (left >= requests * 0.5 && left > 0) return 'errors'
  return left > requests * 0.1 ? 'some' : 'none'
}

/**
 * Whether failed connections account for the 502s whose log tells neither how far they got nor how long they took. None of them then needs
 * another reason, and where nothing was logged to tell them apart, nothing else can be said of them.
 */
export function refusedUntimed(symptoms: Symptoms): boolean {
  const untimed = symptoms.blurred.filter(({ wait }) => timesOf(wait).length === 0)
  const before = requestsIn(symptoms.undispatched) + requestsIn(symptoms.silent)
  return untimed.length > 0 && matched(symptoms.connectionErrors, requestsIn(untimed), before) === 'errors'
}
