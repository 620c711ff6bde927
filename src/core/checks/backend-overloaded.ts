import { affectedBy, allOpen, backendsOf, failingBy, keysOf, pathsOf } from '../backends.ts'
import type { Check, Judgement, Reader, Subject } from '../check.ts'
import { peakOf } from '../metrics.ts'
import type { Backend, MetricSeries } from '../model.ts'
import { heldParts, matched, requestsIn, requestsOf, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import { type Part, rangeWords, steadyWait, waitRange } from '../waits.ts'
import { clock, count, list, seconds, verb } from '../wording.ts'
import { claim, failing, ownCount, sampleOf, skip, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway, turnsAway } from './outage.ts'

/** Share of a processor at which a machine counts as busy to the limit. */
const busyPercent = 90

/** Saturation: shown by a resource at its limit, suspected where silence and slowness mix and the network is open. */
export const backendOverloaded: Check = {
  id: 'backend-overloaded',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const backends = backendsOf(subject, read)
    const late = [...symptoms.unanswered, ...symptoms.silent]
    const timedOut = failingBy(backends, 'timed-out')
    const counted = ownCount(symptoms.tally, 'gateway504') ?? 0
    if (late.length === 0 && timedOut.length === 0 && counted === 0) return skip
    const busy = busyMachines(read.see(subject.snapshot.metrics) ?? [], backends)
    if (busy.length > 0) {
      return failing({
        certainty: 'likely',
        headline: `${list(busy.map(({ backend }) => backend.key))} ${verb(busy.length, 'is', 'are')} at the limit of ${verb(busy.length, 'its', 'their')} CPU`,
        summary: `${list(busy.map(({ backend, peak }) => `${backend.key} reached ${Math.round(peak)} % CPU`))} while ${count(requestsIn(late) || counted, 'request')} got no answer in time. A saturated backend accepts late, answers late, or not at all.`,
        affected: keysOf(busy.map(({ backend }) => backend)),
        claim: claim(whole(late), counted),
        evidence: [
          ...busy
            .slice(0, 3)
            .map(({ backend, peak, at }) =>
              stated('metric', `CPU of ${backend.id} at ${Math.round(peak)} % at ${clock(at)}`, subject.snapshot.metrics),
            ),
          ...timedOut
            .slice(0, 2)
            .map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, subject.pool.backends)),
        ],
        remedies: [
          {
            title: 'Add backends or larger ones; then look for what uses the CPU',
            commands: ['top -b -n 1 | head -20'],
            risk: 'medium',
            time: '5-30 min',
          },
        ],
      })
    }
    const mixed = lateAndDropped(symptoms)
    if (mixed !== null) return straining(subject, read, symptoms, mixed)
    const open = allOpen(pathsOf(subject, read, 'traffic'), backends)
    if (turnsAway(subject) && timedOut.length > 0 && open === true) return slowThoughOpen(subject, read, symptoms, timedOut)
    const silent = requestsIn(symptoms.silent)
    // Where no log tells, timeouts that failed connections account for met silence too.
    const alike = late.length === 0 && matched(symptoms.connectionErrors, counted) === 'errors' ? counted : 0
    if (silent + alike === 0 || open !== true) return skip
    return silentThoughOpen(subject, symptoms, silent + alike, backends, config?.protocol === 'https')
  },
}

/** Requests that got no answer in time, and requests dropped after scattered waits, in like numbers on the same backends. */
function lateAndDropped(symptoms: Symptoms): readonly Part[] | null {
  const late = whole(symptoms.unanswered.filter((group) => group.phase === 'no-answer'))
  const names = new Set(late.map(({ group }) => group.backend))
  const dropped = heldParts(symptoms.cut).filter(({ group }) => names.has(group.backend))
  const steady = requestsOf(steadyWait(symptoms.cut)?.parts ?? [])
  const [many, few] = [requestsOf(late), requestsOf(dropped)].sort((one, other) => other - one) as [number, number]
  return few >= 5 && few >= many * 0.25 && steady < requestsOf(dropped) * 0.6 ? [...late, ...dropped] : null
}

/** Late and lost at once, without one constant wait, is what strain looks like: neither one slow page nor one crash does both. */
function straining(subject: Subject, read: Reader, symptoms: Symptoms, parts: readonly Part[]): Judgement {
  const groups = parts.map(({ group }) => group)
  const backends = backendsOf(subject, read)
  const slowest = peakOf(read.see(subject.snapshot.metrics) ?? [], { name: 'response-seconds-maximum', pool: subject.pool.id })
  const range = waitRange(symptoms.cut.map(({ group }) => group))
  return failing({
    certainty: 'likely',
    headline: `${list(affectedBy(groups, backends))} answer late, and drop connections while they work`,
    summary: `${count(requestsIn(symptoms.unanswered), 'request')} got no answer in time, and ${count(requestsOf(parts) - requestsIn(symptoms.unanswered.filter((group) => group.phase === 'no-answer')), 'request')} lost the connection${range === null ? '' : ` after ${rangeWords(range)}`}, on the same backends in the same time${slowest === null ? '' : `; the slowest answer that came took ${seconds(slowest)}`}. A backend at its limit does both.`,
    affected: affectedBy(groups, backends),
    claim: claim(parts),
    evidence: [
      stated(
        'access-log',
        `${count(requestsOf(parts), 'request')} late or dropped${sampleOf(groups)}`,
        subject.snapshot.accessLog,
      ),
      ...(slowest === null ? [] : [stated('metric', `slowest answer ${seconds(slowest)}`, subject.snapshot.metrics)]),
    ],
    remedies: [
      {
        title: 'Add backends or larger ones; then look at CPU, memory, and the pools of workers and connections',
        commands: ['top -b -n 1 | head -20', 'ss -s', 'free -m'],
        risk: 'medium',
        time: '5-30 min',
      },
    ],
  })
}

/** The rules and routes are open, and probes find no answer in time: slow altogether, or slow on the probe's page alone. */
function slowThoughOpen(subject: Subject, read: Reader, symptoms: Symptoms, timedOut: readonly Backend[]): Judgement {
  const late = requestsIn(symptoms.unanswered)
  return failing({
    certainty: 'possible',
    headline: `${list(keysOf(timedOut))} ${verb(timedOut.length, 'answers', 'answer')} too late or not at all`,
    summary: `Probes of ${list(keysOf(timedOut))} time out although rules and routes let them through${late > 0 ? `, and ${count(late, 'request')} got no answer in time` : ''}. A saturated backend does that; so does one whose probe page alone is slow.`,
    affected: keysOf(timedOut),
    claim: outageClaim(subject, read, timedOut),
    evidence: [
      ...healthOf(subject, timedOut),
      stated('network', 'rules and routes are open both ways', subject.pool.paths),
      ...turnedAway(subject, read),
    ],
    remedies: [
      {
        title: 'On the backend: look at CPU, memory, the accept queue and the pools of workers and connections',
        commands: ['top -b -n 1 | head -20', 'ss -ltn', 'free -m'],
        risk: 'low',
        time: '5-20 min',
      },
    ],
  })
}

/** The rules and routes are open and still nobody answers the connection attempt: a full accept queue, or a firewall on the host. */
function silentThoughOpen(
  subject: Subject,
  symptoms: Symptoms,
  attempts: number,
  backends: readonly Backend[],
  tls: boolean,
): Judgement {
  const { silent, connectionErrors } = symptoms
  return failing({
    certainty: 'possible',
    headline: 'Backends leave connection attempts unanswered although the network is open',
    summary: `${count(attempts, 'connection attempt')} met silence while every rule and route lets the load balancer through. A full accept queue does that, or a firewall on the host that drops, which nothing outside the host can see.${tls ? ' So does a TLS handshake that the backend leaves unfinished.' : ''}`,
    affected: affectedBy(silent, backends),
    claim: claim(whole(silent), attempts),
    evidence: [
      silent.length > 0
        ? stated(
            'access-log',
            `${count(requestsIn(silent), 'request')} answered 504 without a connection`,
            subject.snapshot.accessLog,
          )
        : stated(
            'metric',
            `${count(attempts, '504')} and ${count(connectionErrors ?? 0, 'failed connection attempt')} counted`,
            subject.snapshot.metrics,
          ),
      stated('network', 'rules and routes are open both ways', subject.pool.paths),
    ],
    remedies: [
      {
        title: 'On the backend: look at the accept queue and the host’s own firewall',
        commands: ['ss -ltn', 'nstat -az TcpExtListenDrops TcpExtListenOverflows', 'iptables -S; nft list ruleset'],
        risk: 'low',
        time: '5-15 min',
      },
    ],
  })
}

function busyMachines(
  metrics: readonly MetricSeries[],
  backends: readonly Backend[],
): readonly { readonly backend: Backend; readonly peak: number; readonly at: string }[] {
  return backends.flatMap((backend) => {
    const points = metrics.find((series) => series.name === 'cpu-percent-maximum' && series.backend === backend.id)?.points ?? []
    const top = [...points].sort((one, other) => other[1] - one[1])[0]
    return top !== undefined && top[1] >= busyPercent ? [{ backend, peak: top[1], at: top[0] }] : []
  })
}
