/** What was in the way and is not any more: two changes that stand at the beginning and at the end of the silence. */
import { affectedBy, inState } from '../backends.ts'
import type { Failing, Reader, Subject } from '../check.ts'
import type { Change, ChangeKind } from '../model.ts'
import { isSuspicious } from '../onset.ts'
import { requestsIn, type Symptoms, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import { clock, count } from '../wording.ts'
import { claim, failing, stated } from './common.ts'
import { turnedAway, turnsAway } from './outage.ts'

export interface Undone {
  readonly kind: ChangeKind
  /** What the changes are about: `the firewall rules`. */
  readonly what: string
}

/** How long after the last request that met silence its end may have been brought about, and the reverse. */
const endMilliseconds = 10 * 60_000

/**
 * The way is open now; a change shortly before the first silent request and another one when they ended say that it was not. Where
 * requests are turned away while probes meet silence, too, those count; but being turned away alone has many reasons.
 */
export function blockedBefore(subject: Subject, read: Reader, symptoms: Symptoms, { kind, what }: Undone): Failing | null {
  const away = awayBefore(subject, read, symptoms)
  const unheard = [...symptoms.silent, ...away.late]
  const silent = [...unheard, ...away.turned]
  const changes = (read.see(subject.snapshot.changes) ?? []).filter((change) => change.kind === kind)
  const firstAt = silent.map((group) => group.firstAt).sort()[0]
  const lastAt = silent
    .map((group) => group.lastAt)
    .sort()
    .at(-1)
  if (firstAt === undefined || lastAt === undefined) return null
  const begun = changes.findLast((change) => change.at <= firstAt && isSuspicious(change, firstAt))
  const ended = changes.find(
    (change) => change.at > firstAt && Math.abs(Date.parse(change.at) - Date.parse(lastAt)) <= endMilliseconds,
  )
  if (begun === undefined || ended === undefined) return null
  const told = (change: Change): string => `${clock(change.at)} ${change.what} by ${change.who}`
  return failing({
    certainty: unheard.length > 0 ? 'likely' : 'possible',
    headline: `A change of ${what} kept the load balancer from reaching ${subject.pool.name} until ${clock(ended.at)}`,
    summary: `${away.turned.length === 0 ? `${count(requestsIn(silent), 'connection attempt')} met silence` : `${count(requestsIn(silent), 'request')} met silence or found nobody in service`} from ${clock(firstAt)} to ${clock(lastAt)}. ${what[0]?.toUpperCase()}${what.slice(1)} were changed shortly before (${told(begun)}) and again when it ended (${told(ended)}); the way is open now.`,
    affected: affectedBy(silent, read.see(subject.pool.backends) ?? []),
    claim: claim(whole(silent)),
    evidence: [
      ...(unheard.length === 0
        ? []
        : [
            stated(
              'access-log',
              `${count(requestsIn(unheard), 'request')} answered ${subject.snapshot.conduct.timeoutStatus} ${away.late.length === 0 ? 'without a connection to the backend' : 'with no sign of a connection to the backend'}, from ${clock(firstAt)} to ${clock(lastAt)}`,
              subject.snapshot.accessLog,
            ),
          ]),
      ...(away.turned.length === 0 ? [] : turnedAway(subject, read)),
      ...[begun, ended].map((change) => stated('change', told(change), subject.snapshot.changes)),
      stated('network', 'rules and routes are open both ways now', subject.pool.paths),
    ],
    remedies: [
      {
        title: `Nothing is blocked now: find out why ${what} were changed, so that it does not happen again`,
        commands: [],
        risk: 'low',
        time: '10-30 min',
      },
    ],
  })
}

interface Away {
  /** Not answered in time, and nothing tells that a connection came about. */
  readonly late: readonly FailureGroup[]
  readonly turned: readonly FailureGroup[]
}

/** Of a balancer that answers by itself while nobody is healthy, once everybody is healthy again: what still fails has reasons of now. */
function awayBefore(subject: Subject, read: Reader, { unanswered, empty }: Symptoms): Away {
  const backends = read.see(subject.pool.backends) ?? []
  const recovered = backends.length > 0 && inState(backends, 'healthy').length === backends.length
  if (!turnsAway(subject) || !recovered || empty.length === 0) return { late: [], turned: [] }
  return { late: unanswered.filter(({ phase }) => phase === 'unknown'), turned: empty }
}
