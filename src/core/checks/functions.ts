/** What the function causes share: failures by the reason word the balancer logged, and the pool's one function. */
import type { Judgement, Reader, Remedy, Stated, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import { sumOf } from '../metrics.ts'
import type { Backend, FunctionBackend } from '../model.ts'
import { requestsOf } from '../symptoms.ts'
import { type Tally, tallyOf } from '../tally.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Part } from '../waits.ts'
import { count, list } from '../wording.ts'
import { claim, failing, sampleOfParts, stated } from './common.ts'

export interface FunctionPool {
  readonly backend: Pick<Backend, 'key' | 'id'>
  readonly called: FunctionBackend
  /** The function's short name, or its id. */
  readonly name: string
  readonly tally: Tally
  /** Failures that the metrics count for the function; null when unread. */
  readonly errors: number | null
}

/** Null when the pool has no function behind it, as far as can be told. */
export function functionOf(subject: Subject, read: Reader): FunctionPool | null {
  const backends = read.see(subject.pool.backends)
  if (backends === undefined) return functionInLog(subject, read)
  const backend = backends.find((one) => one.function !== null)
  if (backend === undefined || backend.function === null) return null
  const metrics = read.see(subject.snapshot.metrics)
  const sum = (name: 'function-user-errors' | 'function-internal-errors'): number | null =>
    metrics === undefined ? null : sumOf(metrics, { name, pool: subject.pool.id })
  const user = sum('function-user-errors')
  const internal = sum('function-internal-errors')
  return {
    backend,
    called: backend.function,
    name: read.see(backend.function.configuration)?.name ?? backend.id.split(':function:').at(-1) ?? backend.id,
    tally: tallyOf(subject, read),
    errors: user === null && internal === null ? null : (user ?? 0) + (internal ?? 0),
  }
}

/** Where registrations are not known, the reason words of the log still show that it is a function that fails. */
function functionInLog({ snapshot, pool }: Subject, read: Reader): FunctionPool | null {
  const tally = tallyOf({ snapshot, pool }, read)
  if (pool.backends.known || !tally.groups.some(({ reason }) => reason?.startsWith('Lambda') === true)) return null
  const gap = pool.backends
  const name = `${pool.name}’s function`
  return {
    backend: { key: name, id: '<function>' },
    called: { configuration: gap, reservedConcurrency: gap, invokable: gap },
    name,
    tally,
    errors: null,
  }
}

/** The function without its version or alias: settings belong to the function, and commands that change them take no other name. */
export function unqualified(id: string): string {
  return id.replace(/(:function:[^:]+):[^:]+$/, '$1')
}

export function reasoned(tally: Tally, ...reasons: readonly string[]): readonly FailureGroup[] {
  return tally.groups.filter((group) => group.reason !== null && reasons.includes(group.reason))
}

interface Words {
  readonly headline: string
  readonly summary: (requests: string) => string
  readonly remedies: readonly Remedy[]
  readonly certainty?: Certainty
  readonly evidence?: readonly Stated[]
  /** Failures by metrics that this cause may stand for when no log tells. */
  readonly counted?: number
}

/** A finding from requests with the logged reason words. The provider's own word for the failure proves it. */
export function failedByReason(subject: Subject, found: FunctionPool, parts: readonly Part[], words: Words): Judgement {
  const requests = requestsOf(parts)
  const groups = parts.map((part) => part.group)
  const reasons = [...new Set(groups.map((group) => group.reason ?? ''))].sort()
  return failing({
    certainty: words.certainty ?? 'proven',
    headline: words.headline,
    summary: words.summary(requests > 0 ? count(requests, 'request') : 'Requests'),
    affected: [found.backend.key],
    claim: claim(parts, words.counted ?? 0),
    evidence: [
      ...(requests > 0
        ? [
            stated(
              'access-log',
              `${count(requests, 'request')} with error reason ${list(reasons)}${sampleOfParts(parts)}`,
              subject.snapshot.accessLog,
            ),
          ]
        : []),
      ...(found.errors !== null && found.errors > 0
        ? [stated('metric', `${count(found.errors, 'failed invocation')} counted`, subject.snapshot.metrics)]
        : []),
      ...(words.evidence ?? []),
    ],
    remedies: words.remedies,
  })
}

/** Failed invocations that only metrics show: which kind they were is open. */
export function unexplainedErrors({ tally, errors }: FunctionPool): number {
  return tally.groups.length === 0 ? (errors ?? 0) : 0
}
