import { affectedBy, departed, failingBy, groupsOn, inState, mayBeLeaving } from '../backends.ts'
import type { Check, Judgement, Reader, Remedy, Stated, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import { timesOf } from '../histogram.ts'
import { matched, quickParts, refusedUntimed, requestsIn, requestsOf, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import { idleTimeoutOf } from '../timeouts.ts'
import type { FailureGroup } from '../traffic.ts'
import { type Part, type Waits, waitsOf } from '../waits.ts'
import { count, percent, seconds, shell, verb } from '../wording.ts'
import { claim, failing, isAws, ownCount, ownFailures, pass, sampleOf, skip, stated } from './common.ts'
import { alwaysFailingPath } from './one-path.ts'
import { turnsAway } from './outage.ts'

/** The backend closes idle connections no later than the balancer does, and a request meets the closing one. */
export const keepAliveRace: Check = {
  id: 'keep-alive-race',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const { backendKeepAliveSeconds } = subject.snapshot.assumptions
    const idle = idleTimeoutOf(subject, read)
    if (backendKeepAliveSeconds !== null && idle !== undefined && backendKeepAliveSeconds > idle) {
      return pass(
        `the backend keeps idle connections for ${seconds(backendKeepAliveSeconds)}, longer than the load balancer's ${seconds(idle)}`,
      )
    }
    const symptoms = symptomsOf(subject, read)
    const able = raced(symptoms).filter(({ group }) => !isOut(group, subject, read))
    const parts = staying(subject, read, able)
    if (parts.length > 0) return fromLog(subject, read, symptoms, parts, idle)
    return fromMetrics(subject, read, symptoms, idle)
  },
}

/** Closed at once after dispatch; and never dispatched although neither a refused connection nor a failed handshake was counted. */
function raced(symptoms: Symptoms): readonly Part[] {
  const undispatched = requestsIn(symptoms.undispatched)
  const refused = matched(symptoms.connectionErrors, undispatched, requestsIn(symptoms.silent))
  const dead = refused !== 'errors' && matched(symptoms.tlsErrors, undispatched) !== 'errors' ? symptoms.undispatched : []
  const { untimed, timed } = blurredOf(symptoms)
  return [...quickParts([...symptoms.cut, ...timed]), ...whole(dead), ...whole(refusedUntimed(symptoms) ? [] : untimed)]
}

/** Failures whose log does not tell how far they got: with a time until the connection closed, and without. */
function blurredOf({ blurred }: Symptoms): { readonly timed: readonly Waits[]; readonly untimed: readonly FailureGroup[] } {
  const untimed = blurred.filter((group) => timesOf(group.wait).length === 0)
  return { untimed, timed: blurred.filter((group) => !untimed.includes(group)).map(waitsOf) }
}

/** Whether probes hold the backend for lost: where that takes it out of service, what fails on it is no race for idle connections. */
function isOut(group: FailureGroup, subject: Subject, read: Reader): boolean {
  if (!turnsAway(subject)) return false
  return groupsOn([group], inState(read.see(subject.pool.backends) ?? [], 'unhealthy')).length > 0
}

/** Where some of the backends have left and some have not, only those that stay tell of a habit; why the others closed is plain. */
function staying(subject: Subject, read: Reader, parts: readonly Part[]): readonly Part[] {
  const gone = new Set(
    departed(
      subject,
      read,
      parts.map((part) => part.group),
    ) ?? [],
  )
  const stay = parts.filter(({ group }) => group.backend === null || !gone.has(group.backend))
  return stay.length > 0 ? stay : parts
}

function fromLog(
  subject: Subject,
  read: Reader,
  symptoms: Symptoms,
  parts: readonly Part[],
  idle: number | undefined,
): Judgement {
  const { pool, snapshot } = subject
  const requests = requestsOf(parts)
  const backends = read.see(pool.backends) ?? []
  const told = snapshot.assumptions.backendKeepAliveSeconds
  const groups = parts.map((part) => part.group)
  const doubts = doubtsAbout(subject, read, symptoms, groups, requests)
  const certainty = certaintyOf(
    doubts.length,
    told !== null && idle !== undefined,
    requests < fewestOfHabit,
    (symptoms.connectionErrors === null && quickParts(symptoms.cut).length === 0) ||
      groups.every(isTimeless) ||
      mayBeRefusing(subject, read),
  )
  const total = symptoms.tally.requests
  return failing({
    certainty,
    headline: 'Backends close idle connections before the load balancer does',
    summary: `${count(requests, 'request')}${total === null ? '' : ` (${percent(requests, total)} of ${total})`} met a connection that the backend was closing. The load balancer reuses idle connections for ${idle === undefined ? untold(subject) : seconds(idle)}; ${told === null ? 'the backend must keep them longer, and no API shows whether it does (tell it with --backend-keepalive)' : `the backend keeps them ${seconds(told)}, which is not longer`}.`,
    affected: affectedBy(groups, backends),
    claim: claim(parts),
    evidence: [
      stated(
        'access-log',
        `${count(requests, 'request')} closed by the backend at once or on a dead connection${sampleOf(groups)}`,
        snapshot.accessLog,
      ),
      ...(idle === undefined
        ? []
        : [
            stated(
              'config',
              `idle timeout of the load balancer ${seconds(idle)}${told === null ? '' : `, keep-alive of the backend ${seconds(told)}`}`,
              snapshot.loadBalancer.settings,
            ),
          ]),
      ...(symptoms.connectionErrors === null
        ? []
        : [stated('metric', `${count(symptoms.connectionErrors, 'failed connection attempt')} counted`, snapshot.metrics)]),
    ],
    against: [
      ...doubts,
      ...(requests < fewestOfHabit
        ? [
            stated(
              'access-log',
              `${count(requests, 'request')} in the whole window ${verb(requests, 'is', 'are')} too few to tell a habit of closing from a single event`,
              snapshot.accessLog,
            ),
          ]
        : []),
    ],
    remedies: remedies(subject, idle),
  })
}

/** Whether nothing tells how long its requests took: they may have been closed at once, or cut off in the middle of work. */
function isTimeless({ phase, wait, duration }: FailureGroup): boolean {
  return phase === 'unknown' && timesOf(wait).length === 0 && timesOf(duration).length === 0
}

/** A balancer that looks at certificates ends connections at once too, where it speaks TLS at all. */
function mayBeRefusing({ pool, snapshot }: Subject, read: Reader): boolean {
  return snapshot.conduct.verifiesCertificates && read.see(pool.config) === undefined
}

/** One or two connections that a backend closed may be a restart of it, or a client's doing: a race keeps happening. */
const fewestOfHabit = 3

function certaintyOf(doubts: number, told: boolean, few: boolean, unsplit: boolean): Certainty {
  if (doubts > 0 || unsplit) return 'possible'
  if (few) return told ? 'likely' : 'possible'
  return told ? 'proven' : 'likely'
}

/** What a race does not do: fail most requests, keep to one URL, come in one burst, or happen on backends that are leaving. */
function doubtsAbout(
  subject: Subject,
  read: Reader,
  symptoms: Symptoms,
  groups: readonly FailureGroup[],
  requests: number,
): readonly Stated[] {
  const { pool, snapshot } = subject
  const config = read.see(pool.config)
  const told = snapshot.assumptions.backendKeepAliveSeconds
  const idle = idleTimeoutOf(subject, read)
  const total = symptoms.tally.requests
  const path = alwaysFailingPath(subject, read, groups)
  const minutes = new Set(groups.flatMap((group) => group.minutes.map(([at]) => at)))
  const unread = read.see(subject.pool.backends) === undefined
  const gone = mayBeLeaving(subject, read, groups)
  const named = new Set(groups.map((group) => group.backend).filter((name) => name !== null))
  const down = failingBy(read.see(pool.backends) ?? [], 'connection-failed', 'not-connected')
  const inLog = (says: string): Stated => stated('access-log', says, snapshot.accessLog)
  const inHealth = (says: string): Stated => stated('health', says, pool.backends)
  return [
    ...(total !== null && requests > Math.max(2, total * 0.3)
      ? [inLog(`${percent(requests, total)} of all requests fail so; a race hits few`)]
      : []),
    ...(path === null ? [] : [inLog(`all of them ask for ${path}, which never succeeds`)]),
    ...(requests >= 10 && minutes.size <= 2
      ? [inLog(`all of them fall into ${count(minutes.size, 'minute')}; a race is spread over time`)]
      : []),
    ...(unread && gone.length > 0
      ? [inHealth('whether these backends are still registered is not known; a deployment looks alike')]
      : []),
    ...(!unread && gone.length > 0 && gone.length >= named.size / 2
      ? [inHealth(`${count(gone.length, 'backend')} of them ${verb(gone.length, 'is', 'are')} draining or gone`)]
      : []),
    ...(told !== null && idle === undefined && !snapshot.loadBalancer.settings.known
      ? [stated('config', 'the idle timeout to compare the backend’s with is not known', snapshot.loadBalancer.settings)]
      : []),
    ...(down.length > 0 ? [inHealth(`${count(down.length, 'backend')} cannot be connected to by probes`)] : []),
    ...(config !== undefined && config.protocolVersion !== 'http1'
      ? [stated('config', 'connections carry many requests at once here and are seldom idle', pool.config)]
      : []),
  ]
}

/** Some platforms do not tell how long they keep idle connections. */
function untold({ snapshot }: Subject): string {
  return snapshot.loadBalancer.settings.known
    ? 'a time that its platform does not tell'
    : 'its idle timeout, which could not be read'
}

/** Without a log: 502s that no failed connection accounts for, while every backend is healthy. */
function fromMetrics(subject: Subject, read: Reader, symptoms: Symptoms, idle: number | undefined): Judgement {
  const unsorted = symptoms.tally.gateway5xx !== undefined
  const failed = (unsorted ? ownFailures(symptoms.tally) : ownCount(symptoms.tally, 'gateway502')) ?? 0
  const backends = read.see(subject.pool.backends)
  const accounted = (symptoms.connectionErrors ?? 0) + (symptoms.tlsErrors ?? 0)
  if (failed === 0 || symptoms.tally.groups.length > 0 || accounted > failed * 0.2) return skip
  if (backends === undefined || failingBy(backends, 'connection-failed').length > 0) return skip
  if (turnsAway(subject) && backends.some((backend) => backend.health.state !== 'healthy')) return skip
  const total = symptoms.tally.requests
  const told = subject.snapshot.assumptions.backendKeepAliveSeconds
  if (total !== null && failed > Math.max(2, total * 0.3)) return skip
  return failing({
    certainty: told !== null && idle !== undefined ? 'likely' : 'possible',
    headline: 'Backends close idle connections before the load balancer does',
    summary: `${count(failed, 'request')}${total === null ? '' : ` of ${total}`} got a ${unsorted ? '5xx of the load balancer itself' : '502'} that no failed connection or handshake accounts for, while the backends are healthy. The usual reason is a keep-alive timeout of the backend that is not longer than the load balancer's idle timeout${idle === undefined ? '' : ` of ${seconds(idle)}`}; request logs would tell.`,
    claim: claim([], failed - accounted),
    evidence: [
      stated(
        'metric',
        `${count(failed, unsorted ? '5xx answer' : '502')} made by the load balancer${subject.snapshot.conduct.countsConnectionErrors ? `, ${count(accounted, 'failed connection or handshake', 'failed connections or handshakes')}` : ''}`,
        subject.snapshot.metrics,
      ),
    ],
    remedies: remedies(subject, idle),
  })
}

function remedies(subject: Subject, idle: number | undefined): readonly Remedy[] {
  const told = subject.snapshot.assumptions.backendKeepAliveSeconds
  const above = (idle ?? 60) + 5
  const lower = told !== null && told > 1 ? told - 1 : null
  return [
    {
      title: `Keep idle connections longer on the backend than ${idle === undefined ? 'the load balancer’s idle timeout' : seconds(idle)}`,
      commands: [
        `# nginx: keepalive_timeout ${above}s;   Node: server.keepAliveTimeout = ${above * 1000}; server.headersTimeout = ${(above + 1) * 1000}`,
        `# gunicorn (not the sync worker): --keep-alive ${above}   uvicorn: --timeout-keep-alive ${above}   Apache: KeepAliveTimeout ${above}   Tomcat: keepAliveTimeout="${above * 1000}"`,
      ],
      risk: 'low',
      time: '5-30 min',
      apply: (snapshot) => ({ ...snapshot, assumptions: { ...snapshot.assumptions, backendKeepAliveSeconds: above } }),
    },
    ...(isAws(subject) && lower !== null && subject.snapshot.loadBalancer.id !== null
      ? [
          {
            title: `Or lower the load balancer's idle timeout below the backend's ${seconds(told ?? 0)} (requests that take longer will then end in 504)`,
            commands: [
              `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${shell(subject.snapshot.loadBalancer.id)} --attributes Key=idle_timeout.timeout_seconds,Value=${Math.floor(lower)}`,
            ],
            risk: 'medium' as const,
            time: '1-5 min',
          },
        ]
      : []),
  ]
}
