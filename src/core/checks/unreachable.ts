/** What the two network causes share: finding the hops that block, and what silence on the wire looks like from above. */
import { failingBy, groupsOn, keysOf, pathsOf } from '../backends.ts'
import type { Judgement, Reader, Remedy, Stated, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import type { Backend } from '../model.ts'
import type { Hop, HopVerdict, PathVerdict } from '../network/model.ts'
import { requestsIn, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import { count, list, verb } from '../wording.ts'
import { claim, failing, ownCount, pass, skip, stated } from './common.ts'

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
  const silence = requestsIn(symptoms.silent) > 0 || failingBy(backends, 'timed-out').length > 0
  const blockages = (verdicts ?? []).flatMap((verdict) => blocksOf(verdict, kind).map((hop) => ({ verdict, hop })))
  if (blockages.length > 0) return blocked(subject, backends, symptoms, blockages, words)
  const unread =
    verdicts === undefined ||
    verdicts.some((verdict) => verdict.hops.some((hop) => hop.hop.kind === kind && hop.passage === 'unknown'))
  if (!unread) return verdicts.length === 0 ? skip : pass(words.open)
  return silence ? suspected(subject, backends, symptoms, words) : skip
}

function blocksOf(verdict: PathVerdict, kind: Hop['kind']): readonly HopVerdict[] {
  return verdict.hops
    .filter((hop) => hop.hop.kind === kind && (hop.passage === 'blocked' || hop.passage === 'partly'))
    .slice(0, 1)
}

/** Without a reading of the network, silence alone makes it possible, no more. */
function suspected(subject: Subject, backends: readonly Backend[], symptoms: Symptoms, words: Words): Judgement {
  const timedOut = failingBy(backends, 'timed-out')
  return failing({
    certainty: 'possible',
    headline: `${words.unread} keep the load balancer from reaching ${subject.pool.name}`,
    summary: `Connection attempts to ${subject.pool.name} are met with silence, as when packets are dropped. ${words.unread} could not be read completely, so this is neither shown nor excluded.`,
    affected: keysOf(timedOut),
    claim: claim(whole(symptoms.silent), ownCount(symptoms.tally, 'gateway504')),
    evidence: silenceOf(subject, symptoms, timedOut, symptoms.silent),
  })
}

function blocked(
  subject: Subject,
  backends: readonly Backend[],
  symptoms: Symptoms,
  blockages: readonly Blockage[],
  words: Words,
): Judgement {
  const { pool } = subject
  const keys = new Set(blockages.map(({ verdict }) => verdict.path.backendKey))
  const affected = backends.filter((backend) => keys.has(backend.key))
  const everyone = affected.length === backends.length
  const located = affected.some((backend) => backend.logKeys.length > 0)
  const silent = located ? groupsOn(symptoms.silent, affected) : everyone ? symptoms.silent : []
  const late = (located ? groupsOn(symptoms.unanswered, affected) : everyone ? symptoms.unanswered : []).filter(
    (group) => group.phase === 'unknown',
  )
  const timedOut = failingBy(affected, 'timed-out')
  const hops = distinct(blockages.map(({ hop }) => hop))
  const ports = [
    ...new Set(blockages.map(({ verdict }) => `${verdict.path.port}${verdict.path.purpose === 'probe' ? ' (probe)' : ''}`)),
  ]
  const zones = [...new Set(blockages.map(({ verdict }) => verdict.path.zone))]
  const contradicted = silent.length === 0 && timedOut.length === 0 && affected.length > 0
  const healthy = affected.filter((backend) => backend.health.state === 'healthy')
  const counted = everyone
    ? ownCount(symptoms.tally, 'gateway504')
    : Math.min(symptoms.connectionErrors ?? 0, ownCount(symptoms.tally, 'gateway504') ?? 0)
  const because = hops.map((hop) => hop.because)
  const summary = `${because.slice(0, 2).join('; ')}. That stops the load balancer${zones.length > 0 ? ` in ${list(zones)}` : ''} from reaching ${list(affected.map((backend) => backend.key))} on port ${list(ports)}; packets vanish, so connection attempts time out (504) rather than fail at once (502).`
  if (contradicted && healthy.length === affected.length)
    return { status: 'risk', summary: `${because[0] ?? ''}; probes pass all the same` }
  return failing({
    certainty: certaintyOf(contradicted, counted),
    headline: words.headline(list(affected.map((backend) => backend.key)), list(ports)),
    summary,
    affected: affected.map((backend) => backend.key),
    claim: claim(whole([...silent, ...late]), counted),
    evidence: [
      ...hops
        .slice(0, 3)
        .map((hop) => stated('network', hop.because, hop.hop.kind === 'filter' ? hop.hop.ruleSets : hop.hop.table)),
      ...silenceOf(subject, symptoms, timedOut, silent),
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
