/** The whole way in one call, for programs. */
import type { AwsCollectOptions, AwsTarget } from './aws/index.ts'
import type { Diagnosis } from './core/diagnosis.ts'
import type { Evidence } from './core/evidence.ts'
import { judge } from './pipeline.ts'

/** What to inspect. Everything but the target has the command line's default: the last hour, automatic logs, a minute's time. */
export interface Inspect extends Partial<AwsCollectOptions> {
  readonly cloud: 'aws'
  readonly target: AwsTarget
}

export interface Inspection {
  /** What `--save` writes; `judge` gives the same diagnoses for it at any time. */
  readonly evidence: Evidence
  /** One for each pool asked about. */
  readonly diagnoses: readonly Diagnosis[]
}

const hour = 3_600_000

/** Collects and judges. Throws CannotRun when there is nothing to judge: no credentials, no such target. */
export async function inspect({ target, cloud: _, ...options }: Inspect): Promise<Inspection> {
  const now = options.now ?? new Date()
  const { collectAws } = await import('./aws/index.ts')
  const evidence = await collectAws(target, {
    window: { from: new Date(now.getTime() - hour).toISOString(), to: now.toISOString() },
    logs: { kind: 'auto' },
    deadlineSeconds: 60,
    backendKeepAliveSeconds: null,
    only: [],
    ignore: [],
    ...options,
    now,
  })
  return { evidence, diagnoses: judge(evidence) }
}
