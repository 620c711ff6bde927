import { affectedBy, allOpen, departed, failingBy, keysOf, pathsOf } from '../backends.ts'
import { compareText } from '../canonical.ts'
import type { Check, Judgement, Reader, Remedy, Stated, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import { activePoints, seriesOf } from '../metrics.ts'
import type { Backend } from '../model.ts'
import { matched, refusedUntimed, requestsIn, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import { clock, count, list, seconds, verb } from '../wording.ts'
import { claim, failing, pass, portsOf, probedElsewhere, sampleOf, skip, stated } from './common.ts'
import { outageClaim, turnedAway, turnsAway } from './outage.ts'
import { portRemedies } from './port-remedies.ts'
import { servicesOf } from './tasks.ts'

/** Backends that refuse connections on the port they are registered with. */
export const portClosed: Check = {
  id: 'port-closed',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const backends = read.see(subject.pool.backends) ?? []
    const requests = requestsIn(symptoms.undispatched)
    if (requests > 0) return fromLog(subject, read, symptoms, backends)
    const counted = Math.min(
      symptoms.tally.gateway502 ?? 0,
      Math.max(0, (symptoms.connectionErrors ?? 0) - (symptoms.tally.gateway504 ?? 0)),
    )
    const untold = symptoms.tally.groups.length === 0 || refusedUntimed(symptoms)
    if (untold && counted > 0) return fromMetrics(subject, read, symptoms, backends, counted)
    if (failingBy(backends, 'connection-failed', 'not-connected').length > 0)
      return fromHealth(subject, read, backends, config?.protocol !== 'http')
    const brief = briefly(subject, symptoms, backends)
    if (brief.length > 0 && allOpen(pathsOf(subject, read, 'traffic'), backends) !== false)
      return unseen(subject, read, backends, brief)
    return symptoms.connectionErrors === 0 ? pass('no connection to a backend was refused') : skip
  },
}

function fromLog(subject: Subject, read: Reader, symptoms: Symptoms, backends: readonly Backend[]): Judgement {
  const requests = requestsIn(symptoms.undispatched)
  const answer = matched(symptoms.connectionErrors, requests, requestsIn(symptoms.silent))
  if (answer === 'none')
    return pass(
      `${count(symptoms.connectionErrors ?? 0, 'connection error')} for ${count(requests, 'undispatched request')}: the port accepts connections`,
    )
  const affected = affectedBy(symptoms.undispatched, backends)
  const named = backends.filter((backend) => affected.includes(backend.key))
  const refusing = named.length > 0 ? named : backends
  // What probes find on one backend does not prove what befell requests on another.
  const proof = refusals(subject, read, refusing)
  const since = proof.length > 0 ? null : answeredSince(subject, read, symptoms.undispatched)
  const gone = departed(subject, read, symptoms.undispatched)
  return failing({
    certainty: certaintyFromLog(answer, proof.length > 0, gone, affected.length, subject, read, backends),
    headline: `${affected.length === 1 ? `${affected[0]} refuses` : 'Backends refuse'} connections on port ${portsOf(refusing, subject.pool, affected)}`,
    summary: `${count(requests, 'request')} ended in a 502 before reaching ${list(affected) || subject.pool.name}${symptoms.connectionErrors === null ? '; whether connections were refused is not known, because metrics could not be read' : `, and ${count(symptoms.connectionErrors, 'failed connection attempt')} ${verb(symptoms.connectionErrors, 'was', 'were')} counted`}. ${since === null ? 'Nothing listens on the registered port, or only on 127.0.0.1, or something on the host rejects the connection.' : `${affected.length === 1 ? 'It has' : 'All of them have'} answered requests since then (${clock(since)}): the right port is registered, and was closed for a while, as during a restart, or now and then, as at a limit of connections.`}`,
    affected,
    claim: claim(whole(symptoms.undispatched)),
    evidence: [
      stated(
        'access-log',
        `${count(requests, 'request')} with 502 and no request dispatched${sampleOf(symptoms.undispatched)}`,
        subject.snapshot.accessLog,
      ),
      ...errorsCounted(subject, symptoms),
      ...proof,
    ],
    against: healthyOnSamePort(subject, refusing),
    remedies: since === null ? portRemedies(subject, refusing, affected) : absenceRemedies,
  })
}

function certaintyFromLog(
  answer: 'errors' | 'some' | 'unread',
  proof: boolean,
  gone: readonly string[] | null,
  affected: number,
  subject: Subject,
  read: Reader,
  backends: readonly Backend[],
): Certainty {
  if (answer === 'some') return 'possible'
  if (answer === 'unread') return proof && read.see(subject.pool.config)?.protocol === 'http' ? 'likely' : 'possible'
  if (proof) return backends.every((backend) => backend.networkInterface.known) ? 'proven' : 'likely'
  // Without a probe that fails alike, backends that have left point at a deployment rather than at a closed port.
  return gone === null || gone.length >= affected ? 'possible' : 'likely'
}

function fromMetrics(
  subject: Subject,
  read: Reader,
  symptoms: Symptoms,
  backends: readonly Backend[],
  counted: number,
): Judgement {
  const proof = refusals(subject, read, backends)
  return failing({
    certainty: proof.length > 0 ? (counted >= (symptoms.tally.gateway502 ?? 0) * 0.5 ? 'proven' : 'likely') : 'possible',
    headline: `Backends refuse connections on port ${portsOf(backends, subject.pool)}`,
    summary: `The load balancer counted ${count(symptoms.connectionErrors ?? 0, 'failed connection attempt')} to backends of ${subject.pool.name} and answered ${count(symptoms.tally.gateway502 ?? 0, 'request')} with 502. Refused connections are answered 502; silent ones would be 504.`,
    affected: keysOf(failingBy(backends, 'connection-failed')),
    claim: claim(refusedUntimed(symptoms) ? whole(symptoms.blurred) : [], counted),
    evidence: [...errorsCounted(subject, symptoms), ...proof],
    against: healthyOnSamePort(subject, backends),
    remedies: portRemedies(subject, backends),
  })
}

/** Health alone: the probe could not connect, or got something that is no HTTP. With the path open the former is far more usual. */
function fromHealth(subject: Subject, read: Reader, backends: readonly Backend[], tls: boolean): Judgement {
  const refused = failingBy(backends, 'connection-failed', 'not-connected').filter((backend) => !probedElsewhere(backend))
  if (refused.length === 0) return skip
  const open = allOpen(pathsOf(subject, read, 'traffic'), refused)
  const blurred = failingBy(refused, 'not-connected').length > 0
  if (blurred && open === false) return skip
  const existing = refused.every((backend) => read.see(backend.networkInterface))
  const names = list(keysOf(refused))
  const port = portsOf(refused, subject.pool)
  return failing({
    certainty: open && (blurred || (existing && !tls)) ? 'likely' : 'possible',
    headline: blurred
      ? `${names} ${verb(refused.length, 'takes', 'take')} no connection on port ${port}`
      : `${names} ${verb(refused.length, 'refuses', 'refuse')} connections on port ${port}`,
    summary: blurred
      ? `Probes of ${names} cannot connect to port ${port}${open ? ', while rules and routes let them through: nothing listens there, or a firewall on the host itself is in the way' : ''}${tls ? '. Over TLS, the same is reported when both sides share no version' : ''}.`
      : `Probes of ${names} fail to connect, or get an answer that is no HTTP${open ? ', while the network lets them through' : ''}.`,
    affected: keysOf(refused),
    claim: outageClaim(subject, read, refused),
    evidence: [
      ...refusals(subject, read, backends),
      ...(blurred && open ? [stated('network', 'rules and routes are open both ways', subject.pool.paths)] : []),
      ...turnedAway(subject, read),
    ],
    remedies: portRemedies(subject, backends),
  })
}

const absenceRemedies: readonly Remedy[] = [
  {
    title: 'Look in the backend’s own log for a restart at these times; if there was none, whether it ran out of connections',
    commands: ['journalctl -u <service> --since <time>', 'nstat -az TcpExtListenOverflows TcpExtListenDrops'],
    risk: 'low',
    time: '5-20 min',
  },
]

/** When each of the backends that refused had answered again after its last refusal: the earliest of those times; null where one has not. */
function answeredSince(subject: Subject, read: Reader, refused: readonly FailureGroup[]): string | null {
  const served = read.see(subject.snapshot.accessLog)?.digest.backends ?? []
  const times = refused.map(({ pool, backend, lastAt }) => {
    const answered = served.find((one) => one.pool === pool && one.backend === backend)?.lastSucceededAt ?? null
    return answered !== null && Date.parse(answered) > Date.parse(lastAt) ? answered : null
  })
  const earliest = times.toSorted((one, other) => compareText(one ?? '', other ?? ''))[0]
  return earliest ?? null
}

/** Nobody could read health, and the log has requests that failed within a second, on a backend, without any time of a connection. */
function briefly(subject: Subject, symptoms: Symptoms, backends: readonly Backend[]): readonly FailureGroup[] {
  if (!turnsAway(subject) || !backends.every(({ health }) => health.state === 'unknown' && health.reason === 'unknown')) return []
  return symptoms.blurred.filter(
    ({ backend, phase, duration }) =>
      backend !== null && phase === 'unknown' && duration.maximum !== null && duration.maximum < 1,
  )
}

function unseen(subject: Subject, read: Reader, backends: readonly Backend[], brief: readonly FailureGroup[]): Judgement {
  const requests = requestsIn(brief)
  const affected = affectedBy(brief, backends)
  return failing({
    certainty: 'possible',
    headline: `${list(affected)} ${verb(affected.length, 'takes', 'take')} no connection on port ${portsOf(backends, subject.pool)}`,
    summary: `${count(requests, 'request')} to ${list(affected)} ended in a 502 at once, without any time of a connection in the log, as when connections are refused. A handshake that fails looks the same; what probes find, which would tell, could not be read.`,
    affected,
    claim: outageClaim(subject, read, backends),
    evidence: [
      stated(
        'access-log',
        `${count(requests, 'request')} with 502 and no connection${sampleOf(brief)}`,
        subject.snapshot.accessLog,
      ),
      ...turnedAway(subject, read),
    ],
    remedies: portRemedies(subject, backends),
  })
}

/** Direct observations of refusal beside the requests themselves. */
function refusals(subject: Subject, read: Reader, backends: readonly Backend[]): readonly Stated[] {
  const failed = failingBy(backends, 'connection-failed', 'not-connected').filter((backend) => !probedElsewhere(backend))
  const resets = (read.see(subject.snapshot.probeLog)?.entries ?? []).flatMap((entry) => {
    const reset = entry.reasons.find(([reason]) => reason === 'connection-reset')
    return reset !== undefined && backends.some((backend) => backend.logKeys.includes(entry.backend))
      ? [`probes of ${entry.backend}: ${count(reset[1], 'reset connection')}`]
      : []
  })
  const misregistered = servicesOf(subject, read).flatMap((service) => {
    const ports = service.definedPorts.known ? service.definedPorts.value : []
    const wrong = backends.filter((backend) => backend.port !== null && ports.length > 0 && !ports.includes(backend.port))
    return wrong.length > 0
      ? [
          `the containers of ${service.name} listen on ${list(ports.map(String))}, but ${list(keysOf(wrong))} ${verb(wrong.length, 'is', 'are')} registered`,
        ]
      : []
  })
  const elsewhere = backends.filter((backend) => probedElsewhere(backend) && backend.health.state === 'healthy')
  return [
    ...failed.slice(0, 3).map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, subject.pool.backends)),
    ...resets.slice(0, 3).map((says) => stated('probe', says, subject.snapshot.probeLog)),
    ...misregistered.map((says) => stated('task', says, subject.pool.services)),
    ...(elsewhere.length > 0
      ? [
          stated(
            'health',
            `${list(keysOf(elsewhere))} ${verb(elsewhere.length, 'is', 'are')} healthy only on the probe's port ${elsewhere[0]?.probePort ?? ''}, which traffic does not use`,
            subject.pool.backends,
          ),
        ]
      : []),
  ]
}

function errorsCounted(subject: Subject, symptoms: Symptoms): readonly Stated[] {
  const errors = symptoms.connectionErrors
  if (errors === null || errors === 0) return []
  const metrics = subject.snapshot.metrics
  const points = metrics.known ? activePoints(seriesOf(metrics.value, { name: 'connection-errors', pool: subject.pool.id })) : []
  const first = points[0]
  const peak = Math.max(...points.map(([, value]) => value))
  const period = metrics.known ? (metrics.value[0]?.periodSeconds ?? 60) : 60
  return [
    stated(
      'metric',
      `${count(errors, 'failed connection attempt')}${first ? `, from ${clock(first[0])}, up to ${peak} in ${seconds(period)}` : ''}`,
      metrics,
    ),
  ]
}

function healthyOnSamePort(subject: Subject, backends: readonly Backend[]): readonly Stated[] {
  const healthy = backends.filter((backend) => backend.health.state === 'healthy' && !probedElsewhere(backend))
  return healthy.length > 0
    ? [
        stated(
          'health',
          `${list(keysOf(healthy))} ${verb(healthy.length, 'is', 'are')} healthy now, probed on the same port`,
          subject.pool.backends,
        ),
      ]
    : []
}
