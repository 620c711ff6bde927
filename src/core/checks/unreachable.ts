/** What the two network causes share: finding the hops that block, and what silence on the wire looks like from above. */
import { failingBy, groupsOn, keysOf, pathsOf } from '../backends.ts'
import type { Judgement, Reader, Remedy, Stated, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import type { Fact } from '../fact.ts'
import type { Backend } from '../model.ts'
import type { Hop, HopVerdict, Leg, PathVerdict } from '../network/model.ts'
import { tripsOn } from '../network/routes.ts'
import { requestsIn, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Part } from '../waits.ts'
import { count, list, verb } from '../wording.ts'
import { claim, failing, ownCount, ownFailures, pass, skip, stated } from './common.ts'
import { outageClaim, turnedAway, turnsAway } from './outage.ts'

interface Blockage {
  readonly verdict: PathVerdict
  readonly hop: HopVerdict
}

interface Words {
  readonly headline: (backends: string, ports: string) => string
  readonly open: string
  readonly unread: string
  readonly remedies: (hops: readonly HopVerdict[]) => readonly Remedy[]
}

/** Judges one of the two causes: filters that deny, or routes that do not deliver. */
export function judgeUnreachable(subject: Subject, read: Reader, kind: Hop['kind'], words: Words): Judgement {
  const backends = read.see(subject.pool.backends) ?? []
  const symptoms = symptomsOf(subject, read)
  const verdicts = pathsOf(subject, read)
  const blockages = (verdicts ?? []).flatMap((verdict) => blocksOf(verdict, kind).map((hop) => ({ verdict, hop })))
  if (blockages.length > 0) return blocked(subject, read, { backends, symptoms, blockages, words })
  const doubtful = (verdicts ?? []).flatMap((verdict) =>
    verdict.hops.filter((hop) => hop.hop.kind === kind && hop.passage === 'unknown'),
  )
  if (verdicts !== undefined && doubtful.length === 0) return verdicts.length === 0 ? skip : pass(words.open)
  const silence = requestsIn(symptoms.silent) > 0 || mute(subject, backends).length > 0
  const lopsided = kind === 'route' && (verdicts ?? []).length > 0 && (verdicts ?? []).every(isLopsided)
  return silence ? suspected(subject, read, { backends, symptoms, doubtful, words, lopsided }) : skip
}

function blocksOf(verdict: PathVerdict, kind: Hop['kind']): readonly HopVerdict[] {
  return verdict.hops
    .filter((hop) => hop.hop.kind === kind && (hop.passage === 'blocked' || hop.passage === 'partly'))
    .slice(0, 1)
}

/** Backends whose probes meet silence, or may: not every platform tells a refusal from it. */
function mute(subject: Subject, backends: readonly Backend[]): readonly Backend[] {
  return turnsAway(subject) ? failingBy(backends, 'timed-out', 'not-connected', 'not-told') : failingBy(backends, 'timed-out')
}

/** Whether one direction goes through something that the other passes by: whatever keeps track of connections drops that. */
function isLopsided({ hops }: PathVerdict): boolean {
  const of = (leg: Leg): readonly HopVerdict[] => hops.filter(({ hop }) => hop.kind === 'route' && hop.leg === leg)
  const [out, back] = [of('request'), of('reply')]
  const detour = (leg: readonly HopVerdict[]): boolean =>
    leg.some(
      ({ hop }) =>
        hop.kind === 'route' && tripsOn(hop).some(({ entry, rival }) => rival === null && entry?.route.state.kind === 'unclear'),
    )
  const direct = (leg: readonly HopVerdict[]): boolean => leg.length > 0 && leg.every(({ passage }) => passage === 'open')
  return (detour(out) && direct(back)) || (direct(out) && detour(back))
}

interface Doubt {
  readonly backends: readonly Backend[]
  readonly symptoms: Symptoms
  readonly doubtful: readonly HopVerdict[]
  readonly words: Words
  readonly lopsided: boolean
}

/** Without knowing the way, silence alone makes it possible, no more. */
function suspected(subject: Subject, read: Reader, { backends, symptoms, doubtful, words, lopsided }: Doubt): Judgement {
  const timedOut = mute(subject, backends)
  return failing({
    certainty: lopsided ? 'likely' : 'possible',
    headline: `${words.unread} keep the load balancer from reaching ${subject.pool.name}`,
    summary: `Connection attempts to ${subject.pool.name} are met with silence, as when packets are dropped. ${lopsided ? 'Requests and replies take different ways, and what stands on only one of them drops packets of connections that it has not seen begin.' : `${words.unread} could not be followed all the way, so this is neither shown nor excluded.`}`,
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
  })
}

interface Blocked {
  readonly backends: readonly Backend[]
  readonly symptoms: Symptoms
  readonly blockages: readonly Blockage[]
  readonly words: Words
}

function blocked(subject: Subject, read: Reader, { backends, symptoms, blockages, words }: Blocked): Judgement {
  const { pool } = subject
  const keys = new Set(blockages.map(({ verdict }) => verdict.path.backendKey))
  const affected = backends.filter((backend) => keys.has(backend.key))
  const everyone = affected.length === backends.length
  const located = affected.some((backend) => backend.logKeys.length > 0)
  const on = (groups: readonly FailureGroup[]): readonly FailureGroup[] =>
    located ? groupsOn(groups, affected) : everyone ? groups : []
  const silent = on(symptoms.silent)
  const late = on(symptoms.unanswered).filter((group) => group.phase === 'unknown')
  const away = turnsAway(subject)
  const down = mute(subject, affected)
  const healthy = affected.filter((backend) => backend.health.state === 'healthy')
  // Who was turned away found nobody in service: what probes find now, or that nobody could read it, does not speak against that.
  const outage = away ? affected.filter((backend) => backend.health.state !== 'healthy') : []
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
    return { status: 'risk', summary: `${because[0] ?? ''}; probes pass all the same` }
  const counted = countedOf(symptoms, everyone, away)
  return failing({
    certainty: !contradicted && blockages.every(isFollowUp) ? 'likely' : certaintyOf(contradicted, counted),
    headline: words.headline(list(affected.map((backend) => backend.key)), list(ports)),
    summary: `${because.slice(0, 2).join('; ')}. That stops the load balancer${zones.length > 0 ? ` in ${list(zones)}` : ''} from reaching ${list(affected.map((backend) => backend.key))} on port ${list(ports)}; ${fateOf(subject)}.`,
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
    remedies: words.remedies(hops),
  })
}

/** Orders from which on rules are the platform's own. */
const platformOrder = 65_000

/** A rule of the platform's own that denies what no network holds, where no route leads there either: the route is what is missing. */
function isFollowUp({ verdict, hop }: Blockage): boolean {
  if (hop.hop.kind !== 'filter' || !hop.hop.ruleSets.known) return false
  const rule = hop.hop.ruleSets.value.flatMap(({ rules }) => rules).find(({ id }) => id === hop.decidedBy)
  return rule !== undefined && rule.order >= platformOrder && blocksOf(verdict, 'route').length > 0
}

/** What becomes of connection attempts whose packets vanish. */
function fateOf(subject: Subject): string {
  const { timeoutStatus, nobodyStatus } = subject.snapshot.conduct
  return turnsAway(subject)
    ? `packets vanish, so probes and requests time out (${timeoutStatus}), and once nobody counts as healthy the load balancer answers ${nobodyStatus} by itself`
    : 'packets vanish, so connection attempts time out (504) rather than fail at once (502)'
}

/** Failures that metrics count and that this accounts for. */
function countedOf(symptoms: Symptoms, everyone: boolean, away: boolean): number | null {
  if (away) return everyone ? ownFailures(symptoms.tally) : 0
  const late = ownCount(symptoms.tally, 'gateway504')
  return everyone ? late : Math.min(symptoms.connectionErrors ?? 0, late ?? 0)
}

/** Parts of the same group counted once. */
function merged(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map((part) => [part.group, part])).values()]
}

function factOf({ hop }: HopVerdict): Fact<unknown> {
  return hop.kind === 'filter' ? hop.ruleSets : hop.table
}

/** A denied flow with nothing that looks like it is not what fails here: connections tracked before a change live on, or we misread. */
function certaintyOf(contradicted: boolean, counted: number | null): Certainty {
  if (!contradicted) return 'proven'
  return counted !== null && counted > 0 ? 'likely' : 'possible'
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
