/** What the two network causes share: finding the hops that block, and what silence on the wire looks like from above. */
import { failingBy, groupsOn, keysOf, pathsOf } from '../backends.ts'
import type { Judgement, Reader, Remedy, Stated, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import type { Fact } from '../fact.ts'
import type { Backend } from '../model.ts'
import type { Hop, HopVerdict } from '../network/model.ts'
import { requestsIn, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Part } from '../waits.ts'
import { begun, count, list, verb } from '../wording.ts'
import { type Blockage, blocksOf, closedOn, isFollowUp, signIn } from './blockages.ts'
import { blockedBefore, type Undone } from './blocked-before.ts'
import { claim, failing, isAzure, ownCount, ownFailures, pass, skip, stated } from './common.ts'
import { outageClaim, turnedAway, turnsAway, whileAllUnhealthy } from './outage.ts'

interface Words {
  readonly headline: (backends: string, ports: string) => string
  readonly open: string
  readonly unread: string
  readonly undone: Undone
  readonly remedies: (hops: readonly HopVerdict[]) => readonly Remedy[]
}

/** Judges one of the two causes: filters that deny, or routes that do not deliver. */
export function judgeUnreachable(subject: Subject, read: Reader, kind: Hop['kind'], words: Words): Judgement {
  const backends = read.see(subject.pool.backends) ?? []
  const symptoms = symptomsOf(subject, read)
  const verdicts = pathsOf(subject, read)
  const blockages = (verdicts ?? []).flatMap((verdict) => blocksOf(verdict, kind).map((hop) => ({ verdict, hop })))
  // Rules of the platform's own that deny what no route leads to follow the route: once there is one, they let it pass.
  const following = blockages.length > 0 && blockages.every(isFollowUp)
  if (following && blockages.every(({ verdict }) => blocksOf(verdict, 'route').length > 0)) return skip
  const closed = blockages.flatMap(({ verdict }) => closedOn(verdict, kind))
  if (blockages.length > 0) return blocked(subject, read, { backends, symptoms, blockages, closed, words, following })
  const doubtful = (verdicts ?? []).flatMap((verdict) =>
    verdict.hops.filter((hop) => hop.hop.kind === kind && hop.passage === 'unknown'),
  )
  if (verdicts !== undefined && doubtful.length === 0) {
    if (verdicts.length === 0) return skip
    return blockedBefore(subject, read, symptoms, words.undone) ?? pass(words.open)
  }
  const silence = requestsIn(symptoms.silent) > 0 || unheard(subject, backends).length > 0
  const sign = kind === 'route' && verdicts !== undefined && verdicts.length > 0 ? signIn(verdicts) : null
  return silence ? suspected(subject, read, { backends, symptoms, doubtful, words, sign }) : skip
}

/** Backends whose probes meet silence, or may: not every platform tells a refusal from it. */
function mute(subject: Subject, backends: readonly Backend[]): readonly Backend[] {
  return turnsAway(subject) ? failingBy(backends, 'timed-out', 'not-connected', 'not-told') : failingBy(backends, 'timed-out')
}

/** Those of them whose probes are known to have been sent: health that nobody can tell says nothing of the way to a backend. */
function unheard(subject: Subject, backends: readonly Backend[]): readonly Backend[] {
  return mute(subject, backends).filter(({ health }) => health.reason !== 'not-told')
}

interface Doubt {
  readonly backends: readonly Backend[]
  readonly symptoms: Symptoms
  readonly doubtful: readonly HopVerdict[]
  readonly words: Words
  /** Why it is more than possible; null when it is not. */
  readonly sign: string | null
}

/** Without knowing the way, silence alone makes it possible, no more. */
function suspected(subject: Subject, read: Reader, { backends, symptoms, doubtful, words, sign }: Doubt): Judgement {
  const timedOut = unheard(subject, backends)
  return failing({
    certainty: sign === null ? 'possible' : 'likely',
    headline: `${words.unread} keep the load balancer from reaching ${list(keysOf(timedOut)) || subject.pool.name}`,
    summary: `Connection attempts to ${subject.pool.name} are met with silence, as when packets are dropped. ${sign ?? `${words.unread} could not be followed all the way, so this is neither shown nor excluded.`}`,
    affected: keysOf(timedOut),
    claim: turnsAway(subject)
      ? outageClaim(subject, read, timedOut)
      : claim(whole(symptoms.silent), ownCount(symptoms.tally, 'gateway504')),
    evidence: [
      ...silenceOf(subject, symptoms, timedOut, symptoms.silent),
      ...distinct(doubtful)
        .slice(0, 2)
        .map((hop) => stated('network', hop.because, factOf(hop))),
    ],
    ...(sign !== null && isAzure(subject) ? { remedies: words.remedies(doubtful) } : {}),
  })
}

interface Blocked {
  readonly backends: readonly Backend[]
  readonly symptoms: Symptoms
  /** Where each path stops first. */
  readonly blockages: readonly Blockage[]
  /** Wherever those paths stop: opening one of two closed doors helps nobody. */
  readonly closed: readonly HopVerdict[]
  readonly words: Words
  /** Whether only rules of the platform's own are in the way, and where routes lead is not known. */
  readonly following: boolean
}

function blocked(
  subject: Subject,
  read: Reader,
  { backends, symptoms, blockages, closed, words, following }: Blocked,
): Judgement {
  const { pool } = subject
  const keys = new Set(blockages.map(({ verdict }) => verdict.path.backendKey))
  const affected = backends.filter((backend) => keys.has(backend.key))
  const everyone = affected.length === backends.length
  // Where probes alone are blocked, requests that met silence did so for another reason.
  const served = new Set(blockages.flatMap(({ verdict: { path } }) => (path.purpose === 'traffic' ? [path.backendKey] : [])))
  const unserved = affected.filter(({ key }) => served.has(key))
  const located = unserved.some((backend) => backend.logKeys.length > 0)
  const on = (groups: readonly FailureGroup[]): readonly FailureGroup[] =>
    located ? groupsOn(groups, unserved) : unserved.length === backends.length ? groups : []
  const silent = on(symptoms.silent)
  const late = on(symptoms.unanswered).filter((group) => group.phase === 'unknown')
  const away = turnsAway(subject)
  const down = mute(subject, affected)
  const healthy = affected.filter((backend) => backend.health.state === 'healthy')
  // Who was turned away found nobody in service: what probes find now, or that nobody could read it, does not speak against that.
  const outage = affected.filter((backend) => backend.health.state !== 'healthy')
  const lost = outageClaim(subject, read, outage)
  const signs = silent.length > 0 || down.length > 0 || (away && (late.length > 0 || lost.parts.length > 0))
  const contradicted = !signs && affected.length > 0
  const hops = distinct(blockages.map(({ hop }) => hop))
  const ports = [
    ...new Set(blockages.map(({ verdict }) => `${verdict.path.port}${verdict.path.purpose === 'probe' ? ' (probe)' : ''}`)),
  ]
  const zones = [...new Set(blockages.map(({ verdict }) => verdict.path.zone))]
  const because = hops.map((hop) => hop.because)
  if (contradicted && healthy.length === affected.length)
    return { status: 'risk', summary: `${begun(because[0] ?? '')}; probes pass all the same` }
  const counted = away ? (everyone ? ownFailures(symptoms.tally) : 0) : countedOf(symptoms, unserved, backends) + lost.counted
  return failing({
    certainty: following ? 'possible' : certaintyOf(contradicted, counted, down.length === 0 && hops.every(mayMiss)),
    headline: words.headline(list(affected.map((backend) => backend.key)), list(ports)),
    summary: `${begun(because.slice(0, 2).join('; '))}. That stops the load balancer${zones.length > 0 ? ` in ${list(zones)}` : ''} from reaching ${list(affected.map((backend) => backend.key))} on port ${list(ports)}; ${fateOf(subject, read, unserved.length === 0)}.`,
    affected: affected.map((backend) => backend.key),
    claim: claim(merged([...whole([...silent, ...late]), ...lost.parts]), counted),
    evidence: [
      ...hops.slice(0, 3).map((hop) => stated('network', hop.because, factOf(hop))),
      ...silenceOf(subject, symptoms, down, silent),
      ...turnedAway(subject, read),
    ],
    against:
      healthy.length > 0 && silent.length === 0
        ? [
            stated(
              'health',
              `${list(healthy.map((backend) => backend.key))} ${verb(healthy.length, 'is', 'are')} healthy`,
              pool.backends,
            ),
          ]
        : [],
    remedies: words.remedies(distinct(closed)),
  })
}

/** What becomes of connection attempts whose packets vanish. */
function fateOf(subject: Subject, read: Reader, probesOnly: boolean): string {
  const { timeoutStatus, nobodyStatus } = subject.snapshot.conduct
  if (probesOnly && !turnsAway(subject)) return `packets vanish, so probes time out; ${whileAllUnhealthy(subject, read)}`
  return turnsAway(subject)
    ? `packets vanish, so probes and requests time out (${timeoutStatus}), and once nobody counts as healthy the load balancer answers ${nobodyStatus} by itself`
    : 'packets vanish, so connection attempts time out (504) rather than fail at once (502)'
}

/** Timeouts that metrics count and that backends without a way for requests account for. */
function countedOf(symptoms: Symptoms, unserved: readonly Backend[], backends: readonly Backend[]): number {
  const late = ownCount(symptoms.tally, 'gateway504') ?? 0
  if (unserved.length === 0) return 0
  return unserved.length === backends.length ? late : Math.min(symptoms.connectionErrors ?? 0, late)
}

/** Parts of the same group counted once. */
function merged(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map((part) => [part.group, part])).values()]
}

function factOf({ hop }: HopVerdict): Fact<unknown> {
  return hop.kind === 'filter' ? hop.ruleSets : hop.table
}

/** A denied flow with nothing that looks like it is not what fails here: connections tracked before a change live on, or we misread. */
function certaintyOf(contradicted: boolean, counted: number | null, mayMissAll: boolean): Certainty {
  if (!contradicted) return mayMissAll ? 'likely' : 'proven'
  return counted !== null && counted > 0 ? 'likely' : 'possible'
}

/** Whether a hop stops some addresses of a range, of which nobody knows those that are in use. */
function mayMiss({ hop, passage }: HopVerdict): boolean {
  const ends = hop.kind === 'filter' ? [hop.packet.source, hop.packet.destination] : [hop.destination]
  return passage === 'partly' && ends.some(({ cidrs }) => cidrs.some((cidr) => !/\/(32|128)$/.test(cidr)))
}

function distinct(hops: readonly HopVerdict[]): readonly HopVerdict[] {
  const seen = new Map<string, HopVerdict>()
  for (const hop of hops) if (!seen.has(hop.because)) seen.set(hop.because, hop)
  return [...seen.values()]
}

function silenceOf(
  subject: Subject,
  symptoms: Symptoms,
  timedOut: readonly Backend[],
  silent: readonly FailureGroup[],
): readonly Stated[] {
  const requests = requestsIn(silent)
  return [
    ...(requests > 0
      ? [
          stated(
            'access-log',
            `${count(requests, 'request')} answered 504 without a connection to the backend`,
            subject.snapshot.accessLog,
          ),
        ]
      : []),
    ...timedOut.slice(0, 2).map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, subject.pool.backends)),
    ...((symptoms.connectionErrors ?? 0) > 0
      ? [
          stated(
            'metric',
            `${count(symptoms.connectionErrors ?? 0, 'failed connection attempt')} counted`,
            subject.snapshot.metrics,
          ),
        ]
      : []),
  ]
}
