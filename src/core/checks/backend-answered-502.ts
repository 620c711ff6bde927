import { affectedBy, failingBy, keysOf } from '../backends.ts'
import type { Check, Judgement, Reader, Remedy, Subject } from '../check.ts'
import type { Backend } from '../model.ts'
import { requestsIn, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import { count, list, verb } from '../wording.ts'
import { claim, failing, pass, sampleOf, skip, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway, turnsAway, whileAllUnhealthy } from './outage.ts'

/** The backend made the 502 itself; the balancer only passed it on. */
export const backendAnswered502: Check = {
  id: 'backend-answered-502',
  judge(subject, read) {
    const symptoms = symptomsOf(subject, read)
    const backends = read.see(subject.pool.backends) ?? []
    const probed = failingBy(backends, 'status-mismatch').filter((backend) =>
      backend.health.statuses.some((status) => isProxyError(status, turnsAway(subject))),
    )
    const ambiguous = symptoms.blurred.filter((group) => group.phase === 'answered' && turnsAway(subject))
    if (ambiguous.length > 0 && requestsIn(symptoms.passedOn) === 0) return perhapsPassedOn(subject, ambiguous, backends)
    const requests = requestsIn(symptoms.passedOn)
    const byMetric = symptoms.tally.source === 'metric' ? (symptoms.tally.other['backend 5xx'] ?? 0) : 0
    if (requests === 0 && probed.length === 0 && byMetric === 0)
      return symptoms.tally.backend502 === 0 ? pass('no backend answered 502 itself') : skip
    const affected = requests > 0 ? affectedBy(symptoms.passedOn, backends) : keysOf(probed)
    return failing({
      certainty: requests > 0 ? 'proven' : probed.length > 0 ? 'likely' : 'possible',
      headline: `The backend itself answers ${requests > 0 || probed.length === 0 ? '502' : `${list(codesOf(probed))} to probes`}${affected.length > 0 ? ` (${list(affected)})` : ''}`,
      summary:
        requests > 0
          ? `${count(requests, '502')} came from ${list(affected)}: the load balancer reached the backend and passed its answer on. The backend is a proxy whose own upstream fails; the cause is behind it.`
          : unseen(subject, read, probed, byMetric),
      affected,
      claim:
        requests > 0
          ? claim([...whole(symptoms.passedOn), ...outageClaim(subject, read, probed).parts])
          : outageClaim(subject, read, probed),
      evidence: [
        ...(requests > 0
          ? [
              stated(
                'access-log',
                `${count(requests, 'request')} where both statuses are 502${sampleOf(symptoms.passedOn)}`,
                subject.snapshot.accessLog,
              ),
            ]
          : []),
        ...(byMetric > 0
          ? [stated('metric', `${count(byMetric, '5xx answer')} made by backends`, subject.snapshot.metrics)]
          : []),
        ...healthOf(subject, probed, 2),
        ...(probed.length > 0 ? turnedAway(subject, read) : []),
      ],
      remedies,
    })
  },
}

/** Without a request that shows it: what probes and metrics tell. */
function unseen(subject: Subject, read: Reader, probed: readonly Backend[], byMetric: number): string {
  const answers = `Probes of ${list(keysOf(probed))} are answered ${list(codesOf(probed))}`
  if (probed.length > 0 && turnsAway(subject))
    return `${answers}, as by a proxy whose own upstream fails; ${whileAllUnhealthy(subject, read)}.`
  return `${probed.length > 0 ? answers : `The backends answered ${count(byMetric, 'request')} with a 5xx of their own`}; without a request log it cannot be told how many of these were 502.`
}

/** What their probes got. */
function codesOf(probed: readonly Backend[]): readonly string[] {
  const codes = [...new Set(probed.flatMap((backend) => backend.health.statuses))]
  return codes.sort((one, other) => one - other).map(String)
}

const remedies: readonly Remedy[] = [
  {
    title: 'Read the backend’s own proxy error log at these times: it names the upstream and the reason',
    commands: [
      "grep -E 'upstream|proxy' /var/log/nginx/error.log | tail -50",
      "grep -i 'proxy' /var/log/apache2/error.log | tail -50",
    ],
    risk: 'low',
    time: '5-30 min',
  },
]

/** What a proxy answers for an upstream of its own that fails; where probes decide who is served from, its 503 and 504 cost requests too. */
function isProxyError(status: number, decisive: boolean): boolean {
  return status === 502 || (decisive && (status === 503 || status === 504))
}

/** Both sides logged 502 and the log does not say who made it: the balancer's own failure can be recorded as the backend's status. */
function perhapsPassedOn(subject: Subject, ambiguous: readonly FailureGroup[], backends: readonly Backend[]): Judgement {
  const requests = requestsIn(ambiguous)
  return failing({
    certainty: 'possible',
    headline: `The backend itself answers 502 (${list(affectedBy(ambiguous, backends))})`,
    summary: `${count(requests, 'request')} ${verb(requests, 'has', 'have')} 502 on both sides, but the log names no error, and the load balancer records its own failure in the same place. The backend's own log would tell.`,
    affected: affectedBy(ambiguous, backends),
    claim: claim(whole(ambiguous)),
    evidence: [
      stated(
        'access-log',
        `${count(requests, 'request')} where both statuses are 502${sampleOf(ambiguous)}`,
        subject.snapshot.accessLog,
      ),
    ],
    remedies,
  })
}
