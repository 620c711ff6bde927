/** Finding backends: by the name logs give them, by what health says, by what a firewall lets through. */
import type { Reader, Subject } from './check.ts'
import type { Backend, HealthReason, HealthState } from './model.ts'
import type { Path, PathVerdict } from './network/model.ts'
import { factsBehind, judgePath } from './network/path.ts'
import type { FailureGroup } from './traffic.ts'

/** The pool's backends, or none while they are unknown; a check that must tell the two apart uses `read` itself. */
export function backendsOf(subject: Subject, read: Reader): readonly Backend[] {
  return read.see(subject.pool.backends) ?? []
}

export function inState(backends: readonly Backend[], ...states: readonly HealthState[]): readonly Backend[] {
  return backends.filter((backend) => states.includes(backend.health.state))
}

/** Backends that are out of service for one of the reasons. */
export function failingBy(backends: readonly Backend[], ...reasons: readonly HealthReason[]): readonly Backend[] {
  return backends.filter((backend) => backend.health.state !== 'healthy' && reasons.includes(backend.health.reason))
}

/** Whether the health of every one was told; where it was not, nobody knows what probes of it find. */
export function allTold({ pool }: Subject, read: Reader, backends: readonly Backend[]): boolean {
  return read.see(pool.healthRead) !== undefined && backends.every(({ health }) => health.state !== 'unknown')
}

export function keysOf(backends: readonly Backend[]): readonly string[] {
  return backends.map((backend) => backend.key)
}

/** Groups whose backend, as the log names it, is one of these. */
export function groupsOn(groups: readonly FailureGroup[], backends: readonly Backend[]): readonly FailureGroup[] {
  const names = new Set(backends.flatMap((backend) => backend.logKeys))
  return groups.filter((group) => group.backend !== null && names.has(group.backend))
}

/** Display names for what groups name: the backend's own key where it is known, the log's spelling otherwise. */
export function affectedBy(groups: readonly FailureGroup[], backends: readonly Backend[]): readonly string[] {
  const keys = new Map(backends.flatMap((backend) => backend.logKeys.map((name) => [name, backend.key] as const)))
  const names = groups.map((group) => group.backend).filter((name) => name !== null)
  return [...new Set(names.map((name) => keys.get(name) ?? name))].sort()
}

/**
 * Backends that the log names and that are leaving or have left: draining now, or not registered any more. Null when that cannot
 * be told (registrations unread, or the addresses of some backend unknown).
 */
export function departed(subject: Subject, read: Reader, groups: readonly FailureGroup[]): readonly string[] | null {
  const backends = read.see(subject.pool.backends)
  if (backends === undefined) return null
  const draining = failingBy(backends, 'draining')
  const leaving = groupsOn(groups, draining).map((group) => group.backend ?? '')
  if (backends.some((backend) => !isLocated(backend, read))) return [...new Set(leaving)]
  const names = new Set(backends.flatMap((backend) => backend.logKeys))
  const gone = groups.map((group) => group.backend).filter((name) => name !== null && !names.has(name))
  return [...new Set([...leaving, ...gone.map((name) => name ?? '')])].sort()
}

/** No request is sent to a backend that is being taken out, and those that run have this long as a rule. */
const drainMilliseconds = 300_000

/**
 * Backends of these groups that may have been leaving when they failed. Where nobody could read who is registered, these are all but those
 * that went on answering for longer than leaving takes.
 */
export function mayBeLeaving(subject: Subject, read: Reader, groups: readonly FailureGroup[]): readonly string[] {
  const gone = departed(subject, read, groups)
  if (gone !== null) return gone
  const names = new Set(groups.flatMap(({ backend }) => backend ?? []))
  const served = read.see(subject.snapshot.accessLog)?.digest.backends ?? []
  for (const { pool, backend, lastSucceededAt } of served) {
    const own = groups.filter((group) => group.backend === backend && group.pool === pool)
    const first = Math.min(...own.map(({ firstAt }) => Date.parse(firstAt)))
    if (Date.parse(lastSucceededAt ?? '') - first > drainMilliseconds) names.delete(backend)
  }
  return [...names].sort()
}

/** Whether all addresses are known that the log may name the backend by. */
function isLocated({ logKeys, named }: Backend, read: Reader): boolean {
  return logKeys.length > 0 && (named === null || read.see(named.resolution)?.kind === 'resolves')
}

/** The address part of `address:port` as logs spell it; IPv6 stands there without brackets. */
export function addressOf(logKey: string): string {
  return logKey.slice(0, logKey.lastIndexOf(':'))
}

const verdicts = new WeakMap<Path, PathVerdict>()

function verdictOf(path: Path): PathVerdict {
  const before = verdicts.get(path)
  if (before !== undefined) return before
  const verdict = judgePath(path)
  verdicts.set(path, verdict)
  return verdict
}

/**
 * The pool's paths, judged; undefined while they are unknown. Facts are noted as read only where they decided: a hop that blocks
 * makes unread ones beside it irrelevant.
 */
export function pathsOf(subject: Subject, read: Reader, purpose?: 'traffic' | 'probe'): readonly PathVerdict[] | undefined {
  const paths = read.see(subject.pool.paths)
  if (paths === undefined) return undefined
  const judged = paths.filter((path) => purpose === undefined || path.purpose === purpose).map(verdictOf)
  for (const verdict of judged) {
    const blocking = verdict.hops.filter((hop) => hop.passage === 'blocked')
    for (const fact of (blocking.length > 0 ? blocking : verdict.hops).flatMap(factsBehind)) read.see(fact)
  }
  return judged
}

/** Whether every path to these backends is known to be open; undefined when some cannot be told. */
export function allOpen(verdicts: readonly PathVerdict[] | undefined, backends: readonly Backend[]): boolean | undefined {
  if (verdicts === undefined) return undefined
  const keys = new Set(keysOf(backends))
  const relevant = verdicts.filter((verdict) => keys.has(verdict.path.backendKey))
  if (relevant.some((verdict) => verdict.passage === 'blocked' || verdict.passage === 'partly')) return false
  return relevant.length > 0 && relevant.every((verdict) => verdict.passage === 'open') ? true : undefined
}
