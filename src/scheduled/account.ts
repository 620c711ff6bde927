/** What one run found out about one load balancer: what is logged, compared with the last run, and told. */
import { canonical } from '../core/canonical.ts'
import type { Diagnosis } from '../core/diagnosis.ts'
import { exitCodeOf } from '../verdict.ts'

export interface Account {
  /** Provider id; what was asked for where the load balancer could not be read. */
  readonly balancerId: string
  readonly name: string
  readonly standing: 'clear' | 'failing' | 'unknown'
  /** What is the same as long as nothing changed: verdicts and causes of each pool. */
  readonly signature: string
  readonly pools: readonly PoolAccount[]
  readonly gateway502: number
  readonly backend502: number
  readonly blindSpots: number
  readonly window: { readonly from: string; readonly to: string }
}

export interface PoolAccount {
  readonly name: string
  readonly verdict: Diagnosis['verdict']
  readonly headline: string
  readonly causes: readonly CauseAccount[]
}

export interface CauseAccount {
  readonly id: string
  readonly certainty: string
  readonly title: string
  readonly summary: string
  readonly firstFix: string | null
}

/** Of the diagnoses of one load balancer, at least one. */
export function accountOf(diagnoses: readonly Diagnosis[]): Account {
  const [first] = diagnoses
  if (first === undefined) throw new TypeError('no diagnosis')
  const { loadBalancer, pools } = first.subject
  const sum = (of: (diagnosis: Diagnosis) => number | null): number =>
    diagnoses.reduce((total, diagnosis) => total + (of(diagnosis) ?? 0), 0)
  return {
    balancerId: loadBalancer?.id ?? pools[0]?.id ?? 'unknown',
    name: loadBalancer?.name ?? pools[0]?.name ?? 'unknown',
    standing: standingOf(exitCodeOf(diagnoses)),
    signature: signatureOf(diagnoses),
    pools: diagnoses.map(poolOf),
    gateway502: sum(({ traffic }) => traffic.gateway502),
    backend502: sum(({ traffic }) => traffic.backend502),
    blindSpots: Math.max(...diagnoses.map(({ blindSpots }) => blindSpots.length)),
    window: first.window,
  }
}

function standingOf(code: 0 | 1 | 3): Account['standing'] {
  switch (code) {
    case 0:
      return 'clear'
    case 1:
      return 'failing'
    case 3:
      return 'unknown'
  }
}

/** A cause that is but possible comes and goes with the evidence: it changes nothing. */
function signatureOf(diagnoses: readonly Diagnosis[]): string {
  const pools = diagnoses.map(({ subject, verdict, causes }) => ({
    pools: subject.pools.map(({ id }) => id),
    verdict,
    causes: causes
      .filter(({ certainty }) => certainty !== 'possible')
      .map(({ id }) => id)
      .sort(),
  }))
  return canonical(pools.map((pool) => canonical(pool)).sort())
}

function poolOf({ subject, verdict, headline, causes }: Diagnosis): PoolAccount {
  return {
    name: subject.pools.map(({ name }) => name).join(', ') || 'every pool',
    verdict,
    headline,
    causes: causes.map(({ id, certainty, title, summary, fixes }) => ({
      ...{ id, certainty, title, summary },
      firstFix: fixes[0]?.title ?? null,
    })),
  }
}
