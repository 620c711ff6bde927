/** From snapshot to diagnosis: run the checks, fold their findings, and say what is failing, why, and what could not be seen. */

import { blindSpotsOf } from './blind-spots.ts'
import { catalogue, isCauseId } from './catalogue.ts'
import type { AnyCheck, Check, Remedy, Stated, Subject } from './check.ts'
import { checks as everyCheck } from './checks/index.ts'
import type { Cause, Diagnosis, Fix, Observation, Risk, SuspectedChange, Verdict } from './diagnosis.ts'
import type { Cloud } from './evidence.ts'
import { known, unknown } from './fact.ts'
import { claimedBy, type Finding, foldFindings } from './fold.ts'
import { headlineOf } from './headline.ts'
import type { Change, Pool, Snapshot } from './model.ts'
import { canBring, isSuspicious, onsetOf } from './onset.ts'
import { createReader, type RecordingReader } from './reader.ts'
import { requestPathOf } from './request-path.ts'
import { type Result, runCheck } from './run.ts'
import { siblingRisks } from './siblings.ts'
import { type Standing, standingOf } from './standing.ts'
import { failuresOf } from './tally.ts'
import { tool } from './tool.ts'
import { clock } from './wording.ts'

export interface DiagnoseOptions<Of extends AnyCheck = Check> {
  /** Cause ids to judge only; empty: all. */
  readonly only?: readonly string[] | undefined
  readonly ignore?: readonly string[] | undefined
  /** Instead of lb502's own: `[...checks, mine]` adds one. Of several with one id, the last is run, in the place of the first. */
  readonly checks?: readonly Of[] | undefined
}

/** One diagnosis per pool asked about; one without pools for a balancer that has none. */
export function diagnose<Of extends AnyCheck = Check>(
  snapshot: Snapshot,
  options: DiagnoseOptions<Of> = {},
): Diagnosis<Of['id']>[] {
  const { only = [], ignore = [] } = options
  const checks = lastOfEachId(options.checks ?? everyCheck).filter(
    ({ id }) =>
      // A cause that the cloud cannot have is not looked for, so that no gap is said to hide it.
      (!isCauseId(id) || catalogue[id].docs[snapshot.cloud] !== undefined) &&
      (only.length === 0 || only.includes(id)) &&
      !ignore.includes(id),
  )
  const pools = snapshot.pools.length > 0 ? snapshot.pools : [noPool(snapshot)]
  // Ids come from nowhere but the checks that ran.
  return pools.map((pool) => diagnosePool({ snapshot, pool }, checks)) as Diagnosis<Of['id']>[]
}

function lastOfEachId(checks: readonly AnyCheck[]): readonly AnyCheck[] {
  return [...new Map(checks.map((check) => [check.id, check])).values()]
}

/** Stands in for the pool of a balancer that has none, so that the balancer itself is still judged. */
function noPool({ loadBalancer }: Snapshot): Pool {
  const none = unknown('notCollected', 'no pool of the load balancer is known', { what: 'pools', call: '', permission: null })
  return {
    id: '',
    name: 'any pool',
    partNames: { members: 'any pool', setting: null, probe: null },
    config: none,
    settings: none,
    backends: none,
    healthRead: none,
    paths: known([]),
    crossZone: none,
    services: known([]),
    routing: routedNowhere(loadBalancer.listeners),
  }
}

/** That no route sends to any pool is known only where every route was read and none does. */
function routedNowhere(listeners: Snapshot['loadBalancer']['listeners']): Pool['routing'] {
  if (!listeners.known) return listeners
  for (const { routes } of listeners.value) {
    if (!routes.known) return routes
    if (routes.value.some(({ targets }) => targets.length > 0))
      return unknown('notCollected', 'the pools that routes send to were not read', ...routes.sources)
  }
  return known({ reached: false, onlyPool: false, weight: 'all' }, ...listeners.sources)
}

function diagnosePool(subject: Subject, checks: readonly AnyCheck[]): Diagnosis {
  const { snapshot, pool } = subject
  const results = checks.map((check) => runCheck(check, subject))
  const reader = createReader()
  const standing = standingOf(subject, reader)
  const mattered = new Set(reader.facts)
  const found = results.flatMap((result) => (result.outcome.status === 'fail' ? [{ ...result.outcome, id: result.id }] : []))
  const { causes, aside } = sortOut(found, standing)
  const onset = onsetOf(standing.tally.byMinute)
  const changes = reader.see(snapshot.changes) ?? []
  const verdict = verdictOf(standing, causes)
  const unread = [
    ...[...mattered].flatMap((fact) => (fact.known ? [] : [fact.sources[0]?.what ?? fact.message])),
    ...(standing.tally.partial ? ['a part of the access logs'] : []),
  ]
  return {
    schemaVersion: 1,
    tool,
    verdict,
    headline: headlineOf({
      verdict,
      standing,
      poolName: pool.name,
      reached: reader.see(pool.routing)?.reached,
      causes,
      unread: [...new Set(unread)],
    }),
    subject: {
      cloud: snapshot.cloud,
      loadBalancer:
        snapshot.loadBalancer.id === null
          ? null
          : { id: snapshot.loadBalancer.id, name: snapshot.loadBalancer.name ?? snapshot.loadBalancer.id },
      pools: snapshot.pools.length === 0 ? [] : [{ id: pool.id, name: pool.name }],
    },
    window: snapshot.window,
    traffic: summaryOf(standing),
    requestPath: requestPathOf(subject, reader, standing.tally),
    causes: causes.map((finding) => causeOf(finding, subject, checks, standing, changes, onset)),
    ruledOut: results.flatMap((result) =>
      result.outcome.status === 'pass' ? [{ id: result.id, because: result.outcome.because }] : [],
    ),
    risks: [...risksOf(aside, results), ...siblingRisks(subject, reader)],
    blindSpots: blindSpotsOf({
      results,
      alsoRead: reader.facts,
      networked: networked(pool, reader),
      accessLog: snapshot.accessLog,
    }),
    changes: changes.map((change) => suspected(change, onset)),
    unmodelled: snapshot.unmodelled,
    ...(snapshot.inventory === undefined ? {} : { logFiles: snapshot.inventory }),
  }
}

function networked(pool: Pool, reader: RecordingReader): boolean {
  const paths = reader.see(pool.paths)
  return paths === undefined || paths.length > 0
}

/** Findings that fail requests now, and those that do not. */
function sortOut(
  found: readonly Finding[],
  standing: Standing,
): { readonly causes: readonly Finding[]; readonly aside: readonly Finding[] } {
  switch (standing.failing) {
    case 'no':
      return { causes: [], aside: foldFindings(found.filter((finding) => finding.certainty !== 'possible')) }
    case 'unknown':
      return { causes: [], aside: foldFindings(found) }
    case 'yes': {
      const folded = foldFindings(found)
      const counts =
        standing.basis === 'balancer' || (standing.basis === 'requests' && folded.some((finding) => claimedBy(finding) > 0))
      const idle = (finding: Finding): boolean =>
        counts && claimedBy(finding) === 0 && !(isCauseId(finding.id) && finding.id.startsWith('gateway-'))
      return {
        causes: folded.filter((finding) => !idle(finding)),
        aside: folded.filter((finding) => idle(finding) && finding.certainty !== 'possible'),
      }
    }
  }
}

function verdictOf(standing: Standing, causes: readonly Finding[]): Verdict {
  switch (standing.failing) {
    case 'no':
      return standing.complete ? 'clear' : 'inconclusive'
    case 'unknown':
      return 'inconclusive'
    case 'yes':
      if (causes.length === 0) return 'unexplained'
      return causes.some((finding) => finding.certainty !== 'possible') ? 'explained' : 'suspected'
  }
}

function summaryOf({ tally }: Standing): Diagnosis['traffic'] {
  const { requests, gateway502, backend502, gateway503, gateway504, gateway5xx, source, other, byMinute } = tally
  const unsorted = gateway5xx === undefined ? {} : { gateway5xx }
  const shared = source === 'metric' && tally.scope === 'balancer' && failuresOf(tally) > 0 ? { ofAllPools: true as const } : {}
  return { requests, gateway502, backend502, gateway503, gateway504, ...unsorted, source, ...shared, other, byMinute }
}

function causeOf(
  finding: Finding,
  subject: Subject,
  checks: readonly AnyCheck[],
  standing: Standing,
  changes: readonly Change[],
  onset: string | null,
): Cause {
  const words = wordsOf(finding.id, subject.snapshot.cloud, checks)
  const claimed = claimedBy(finding)
  const bringing = changes.filter((change) => isSuspicious(change, onset) && canBring(change, finding.id))
  const said = finding.evidence.map(observationOf)
  return {
    id: finding.id,
    certainty: finding.certainty,
    title: words.title,
    summary: finding.summary,
    explains:
      standing.tally.source === 'access-log' && claimed > 0 ? { requests: claimed, of: failuresOf(standing.tally) } : null,
    affected: finding.affected,
    evidence: [
      ...said,
      ...bringing
        .map((change) =>
          observationOf({
            source: 'change',
            says: `${clock(change.at)} ${change.what} by ${change.who}, shortly before the failures began`,
            fact: subject.snapshot.changes,
          }),
        )
        .filter((one) => !said.some((other) => other.source === 'change' && one.says.startsWith(other.says))),
    ],
    against: finding.against.map(observationOf),
    fixes: finding.remedies.map((remedy) => fixOf(remedy, finding.id, subject, checks)),
    docs: words.docs,
  }
}

/** The catalogue's words for a cause of it, its check's own for any other. */
function wordsOf(id: string, cloud: Cloud, checks: readonly AnyCheck[]): { readonly title: string; readonly docs: string } {
  if (isCauseId(id)) return { title: catalogue[id].title, docs: catalogue[id].docs[cloud] ?? '' }
  const own = checks.find((check) => check.id === id)
  return own !== undefined && 'title' in own ? { title: own.title, docs: own.docs ?? '' } : { title: id, docs: '' }
}

function observationOf({ source, says, fact }: Stated): Observation {
  return { source, says, ref: fact.sources.find((one) => one.call !== '')?.call ?? '' }
}

/** Judges again with the fix applied to the model. */
function fixOf(remedy: Remedy, id: string, { snapshot, pool }: Subject, checks: readonly AnyCheck[]): Fix {
  const { title, commands, risk, time, apply } = remedy
  const check = checks.find((one) => one.id === id)
  if (apply === undefined || check === undefined) return { title, commands, risk, time, verified: null }
  const after = apply(snapshot)
  const changed = after.pools.find((one) => one.id === pool.id) ?? pool
  const again = runCheck(check, { snapshot: after, pool: changed }).outcome
  return {
    title,
    commands,
    risk,
    time,
    verified: again.status === 'unknown' || again.status === 'error' ? null : again.status !== 'fail',
  }
}

function risksOf(aside: readonly Finding[], results: readonly Result[]): readonly Risk[] {
  return [
    ...aside.map((finding) => ({ id: finding.id, summary: finding.summary })),
    ...results.flatMap((result) =>
      result.outcome.status === 'risk' ? [{ id: result.id, summary: result.outcome.summary }] : [],
    ),
  ]
}

function suspected(change: Change, onset: string | null): SuspectedChange {
  return { at: change.at, who: change.who, what: change.what, suspicious: isSuspicious(change, onset) && change.kind !== 'other' }
}
