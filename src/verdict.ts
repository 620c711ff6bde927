/** What verdicts mean to whoever runs lb502: failing or not, and the process exit code. */
import type { Diagnosis } from './core/diagnosis.ts'

/** Whether failures exist in what the diagnosis speaks of. */
export function isFailing({ verdict }: Diagnosis): boolean {
  return exitCodeOfVerdict(verdict) === 1
}

/** The contract's exit code; of several diagnoses the worst: 1 (failing) before 3 (not known) before 0 (clear). */
export function exitCodeOf(diagnoses: readonly Diagnosis[]): 0 | 1 | 3 {
  const codes = diagnoses.map(({ verdict }) => exitCodeOfVerdict(verdict))
  if (codes.includes(1)) return 1
  return codes.includes(3) ? 3 : 0
}

function exitCodeOfVerdict(verdict: Diagnosis['verdict']): 0 | 1 | 3 {
  switch (verdict) {
    case 'clear':
      return 0
    case 'explained':
    case 'suspected':
    case 'unexplained':
      return 1
    case 'inconclusive':
      return 3
  }
}
