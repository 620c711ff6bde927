import { affectedBy, allOpen, groupsOn, inState, pathsOf } from '../backends.ts'
import type { Check, Judgement, Reader, Remedy, Subject } from '../check.ts'
import type { Fact } from '../fact.ts'
import { peakOf } from '../metrics.ts'
import { requestsIn, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import { answerTimeoutOf } from '../timeouts.ts'
import type { FailureGroup } from '../traffic.ts'
import { count, seconds, shell } from '../wording.ts'
import { updateSetting } from './az.ts'
import { claim, failing, isAws, isAzure, ownCount, ownFailures, pass, sampleOf, skip, stated } from './common.ts'
import { turnsAway } from './outage.ts'

/** Requests that reached the backend and were not answered within the balancer's timeout: 504s, on an old platform 502s. */
export const backendTooSlow: Check = {
  id: 'backend-too-slow',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const idle = answerTimeoutOf(subject, read)
    const waited = symptoms.unanswered.filter((group) => group.phase !== 'unknown' || lasted(group, idle))
    if (waited.length > 0) return fromLog(subject, read, symptoms, waited, idle)
    return fromMetrics(subject, read, symptoms, idle)
  },
}

/** Where the log does not tell whether the request was taken, a duration just at the timeout does, if the way is open. */
function lasted({ duration }: FailureGroup, timeout: number | undefined): boolean {
  return timeout !== undefined && duration.maximum !== null && duration.maximum >= timeout * 0.9
}

/** The fact that tells the timeout, and its name. */
function timeoutOf({ pool, snapshot }: Subject): { readonly name: string; readonly fact: Fact<unknown> } {
  const own = pool.settings.known && pool.settings.value.answerTimeoutSeconds !== null
  return own ? { name: 'request timeout', fact: pool.settings } : { name: 'idle timeout', fact: snapshot.loadBalancer.settings }
}

function fromLog(
  subject: Subject,
  read: Reader,
  symptoms: Symptoms,
  waited: readonly FailureGroup[],
  idle: number | undefined,
): Judgement {
  const longest = Math.max(...waited.map((group) => group.duration.maximum ?? 0))
  const atTimeout = idle !== undefined && longest > idle * 0.9
  const taken = waited.some((group) => group.phase !== 'unknown')
  const backends = read.see(subject.pool.backends) ?? []
  // A backend that probes do not reach either may just as well not have taken the request.
  const sick = groupsOn(waited, inState(backends, 'unhealthy', 'unknown'))
  // Nor may one that was out of service for a part of the window, healthy as it is by now.
  const outOfService = turnsAway(subject) && symptoms.empty.length > 0
  const healthy = !outOfService && inState(backends, 'healthy').length > 0 && requestsIn(sick) * 2 < requestsIn(waited)
  // A request that was dropped on the way waits as long.
  const open = allOpen(pathsOf(subject, read, 'traffic'), backends) === true
  const timeout = timeoutOf(subject)
  return failing({
    certainty: !taken ? (healthy && atTimeout && open ? 'likely' : 'possible') : atTimeout ? 'proven' : 'likely',
    headline: `Backends do not answer within ${idle === undefined ? 'the load balancer’s timeout' : seconds(idle)}`,
    summary: `${count(requestsIn(waited), 'request')} ${taken ? 'reached the backend and ' : ''}got no answer${longest > 0 ? ` within up to ${seconds(longest)}` : ''}; the load balancer gives up after its ${timeout.name}${idle === undefined ? '' : ` of ${seconds(idle)}`} and answers ${subject.snapshot.conduct.timeoutStatus}.`,
    affected: affectedBy(waited, backends),
    claim: claim(whole(waited)),
    evidence: [
      stated(
        'access-log',
        `${count(requestsIn(waited), 'request')} ${taken ? 'dispatched and ' : ''}never answered${sampleOf(waited)}`,
        subject.snapshot.accessLog,
      ),
      ...(idle === undefined ? [] : [stated('config', `${timeout.name} ${seconds(idle)}`, timeout.fact)]),
    ],
    remedies: remedies(subject, idle),
  })
}

function fromMetrics(subject: Subject, read: Reader, symptoms: Symptoms, idle: number | undefined): Judgement {
  const late = ownCount(symptoms.tally, 'gateway504')
  if (symptoms.tally.groups.length === 0 && symptoms.tally.gateway5xx !== undefined)
    return fromUnsorted(subject, read, symptoms, idle)
  if (symptoms.tally.groups.length > 0 || !late) return symptoms.tally.gateway504 === 0 ? pass('no 504 was answered') : skip
  const unconnected = symptoms.connectionErrors ?? 0
  if (unconnected >= late * 0.8) return skip
  const slowest = peakOf(read.see(subject.snapshot.metrics) ?? [], { name: 'response-seconds-maximum', pool: subject.pool.id })
  const near = slowest !== null && idle !== undefined && slowest > idle * 0.7
  return failing({
    certainty: near && symptoms.connectionErrors !== null ? 'likely' : 'possible',
    headline: `Backends do not answer within ${idle === undefined ? 'the load balancer’s timeout' : seconds(idle)}`,
    summary: `The load balancer answered ${count(late, 'request')} with 504 and counted ${count(unconnected, 'failed connection attempt')}${slowest === null ? '' : `; the slowest answer that did come took ${seconds(slowest)}`}.`,
    claim: claim([], late - unconnected),
    evidence: [
      stated(
        'metric',
        `${count(late, '504')}, ${count(unconnected, 'failed connection attempt')}${slowest === null ? '' : `, slowest answer ${seconds(slowest)}`}`,
        subject.snapshot.metrics,
      ),
      ...(idle === undefined ? [] : [stated('config', `idle timeout ${seconds(idle)}`, subject.snapshot.loadBalancer.settings)]),
    ],
    remedies: remedies(subject, idle),
  })
}

/** Metrics that do not tell a 504 from a 502, and answers nearly as slow as the timeout: a possibility. */
function fromUnsorted(subject: Subject, read: Reader, symptoms: Symptoms, idle: number | undefined): Judgement {
  const slowest = peakOf(read.see(subject.snapshot.metrics) ?? [], { name: 'response-seconds-maximum', pool: subject.pool.id })
  const failed = ownFailures(symptoms.tally)
  if (slowest === null || idle === undefined || slowest < idle * 0.7 || failed === null) return skip
  const timeout = timeoutOf(subject)
  return failing({
    certainty: 'possible',
    headline: `Backends do not answer within ${seconds(idle)}`,
    summary: `The slowest answer that did come took ${seconds(slowest)}, near the ${timeout.name} of ${seconds(idle)}. Some of ${count(failed, '5xx answer')} of the load balancer may be timeouts; metrics do not tell.`,
    claim: claim([], failed),
    evidence: [
      stated(
        'metric',
        `${count(failed, '5xx answer')} made by the load balancer, slowest answer ${seconds(slowest)}`,
        subject.snapshot.metrics,
      ),
      stated('config', `${timeout.name} ${seconds(idle)}`, timeout.fact),
    ],
    remedies: remedies(subject, idle),
  })
}

function remedies(subject: Subject, idle: number | undefined): readonly Remedy[] {
  const id = subject.snapshot.loadBalancer.id
  return [
    {
      title: 'Find what makes these requests slow (database, upstream, locks) on the backend',
      commands: [],
      risk: 'low',
      time: '15-120 min',
    },
    ...(isAzure(subject)
      ? [
          {
            title: 'Give requests that must take long more time',
            commands: [updateSetting(subject, `--timeout ${Math.min(86_400, Math.ceil((idle ?? 20) * 2))}`)],
            risk: 'medium' as const,
            time: '2-10 min',
          },
        ]
      : []),
    ...(isAws(subject) && id !== null
      ? [
          {
            title: 'Give requests that must take long more time (at most 4000 s); the backend’s keep-alive must stay above it',
            commands: [
              `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${shell(id)} --attributes Key=idle_timeout.timeout_seconds,Value=${Math.min(4000, (idle ?? 60) * 2)}`,
            ],
            risk: 'medium' as const,
            time: '1-5 min',
          },
        ]
      : []),
  ]
}
