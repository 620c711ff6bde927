/** What one run learnt of one load balancer: what alerts, log lines and metrics are made of. */
import type { Diagnosis, Verdict } from '../core/diagnosis.ts'
import { isFailing } from '../verdict.ts'

export interface Outcome {
  /** What state is kept under: the target as it was asked for, which stays when the load balancer goes. */
  readonly key: string
  readonly name: string
  readonly verdict: Verdict
  readonly headline: string
  /** One for each pool; none where nothing could be read. */
  readonly diagnoses: readonly Diagnosis[]
  /** Causes by pool, sorted: what a change is told by. */
  readonly causes: readonly string[]
  /** Null where the evidence does not tell. */
  readonly gateway502: number | null
  readonly backend502: number | null
  readonly blindSpots: number
  readonly durationMilliseconds: number
}

/** The worst first: what fails counts before what is not known. */
const order: readonly Verdict[] = ['explained', 'suspected', 'unexplained', 'inconclusive', 'clear']

/** Several pools of one load balancer as one. Causes that are merely possible count only where nothing better is known. */
export function outcomeOf(key: string, diagnoses: readonly Diagnosis[], durationMilliseconds: number): Outcome {
  const worst = [...diagnoses].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0]
  if (worst === undefined) return unreadable(key, 'Nothing was found to judge.', durationMilliseconds)
  return {
    key,
    name: worst.subject.loadBalancer?.name ?? key,
    verdict: worst.verdict,
    headline: worst.headline,
    diagnoses,
    causes: causesOf(diagnoses),
    gateway502: sumOf(diagnoses, 'gateway502'),
    backend502: sumOf(diagnoses, 'backend502'),
    blindSpots: new Set(diagnoses.flatMap((each) => each.blindSpots.map(({ what, permission }) => `${what} ${permission}`))).size,
    durationMilliseconds,
  }
}

/** A load balancer of which nothing could be read: that is not known to be well. */
export function unreadable(key: string, why: string, durationMilliseconds: number): Outcome {
  return {
    key,
    name: key,
    verdict: 'inconclusive',
    headline: `Could not be read: ${why}`,
    diagnoses: [],
    causes: [],
    gateway502: null,
    backend502: null,
    blindSpots: 1,
    durationMilliseconds,
  }
}

export function fails({ verdict }: Pick<Outcome, 'verdict'>): boolean {
  return verdict !== 'clear' && verdict !== 'inconclusive'
}

function causesOf(diagnoses: readonly Diagnosis[]): readonly string[] {
  const named = diagnoses.filter(isFailing).flatMap(({ causes, subject }) => {
    const founded = causes.filter(({ certainty }) => certainty !== 'possible')
    const pool = subject.pools.map(({ name }) => name).join(', ')
    return (founded.length === 0 ? causes : founded).map(({ id }) => ({ id, pool }))
  })
  const byPool = sorted(named.map(({ id, pool }) => (pool === '' ? id : `${pool}: ${id}`)))
  // A parameter of Systems Manager holds 4 KB.
  return byPool.join().length <= 2000 ? byPool : sorted(named.map(({ id }) => id))
}

function sorted(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort()
}

function sumOf(diagnoses: readonly Diagnosis[], what: 'gateway502' | 'backend502'): number | null {
  const counts = diagnoses.map(({ traffic }) => traffic[what])
  const known = counts.filter((count) => count !== null)
  if (known.length < counts.length) return null
  // Counted over all pools together, each pool's number is the whole already.
  const whole = diagnoses.some(({ traffic }) => traffic.ofAllPools === true)
  return whole ? Math.max(...known) : known.reduce((sum, count) => sum + count, 0)
}
