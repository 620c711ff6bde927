/** The whole way in one call, for programs. */
import type { AwsCollectOptions, AwsTarget } from './aws/index.ts'
import type { AzureCloud, AzureCollectOptions, AzureTarget } from './azure/index.ts'
import type { Diagnosis } from './core/diagnosis.ts'
import type { Evidence } from './core/evidence.ts'
import { judge } from './pipeline.ts'

/** What to inspect on AWS. Everything but the target has the command line's default: the last hour, automatic logs, a minute's time. */
export interface InspectAws extends Partial<AwsCollectOptions> {
  readonly cloud: 'aws'
  readonly target: AwsTarget
}

/** The same on Azure, where backend health alone may take two minutes, so that two and a half is the time. */
export interface InspectAzure extends Partial<Omit<AzureCollectOptions, 'cloud'>> {
  readonly cloud: 'azure'
  /** Which of Azure's clouds; the public one unless told. */
  readonly azureCloud?: AzureCloud | undefined
  readonly target: AzureTarget
}

/** What to inspect, and how; `signal` ends collecting early, with what is known by then. */
export type Inspect = InspectAws | InspectAzure

export interface Inspection {
  /** What `--save` writes; `judge` gives the same diagnoses for it at any time. */
  readonly evidence: Evidence
  /** One for each pool asked about. */
  readonly diagnoses: readonly Diagnosis[]
}

/** Collects and judges. Throws CannotRun when there is nothing to judge: no credentials, no such target. */
export async function inspect(asked: Inspect): Promise<Inspection> {
  const evidence = await collect(asked)
  return { evidence, diagnoses: judge(evidence) }
}

async function collect(asked: Inspect): Promise<Evidence> {
  const now = asked.now ?? new Date()
  switch (asked.cloud) {
    case 'aws': {
      const { cloud: _, target, ...options } = asked
      const { collectAws } = await import('./aws/index.ts')
      return collectAws(target, { ...usual(now), deadlineSeconds: 60, ...options, now })
    }
    case 'azure': {
      const { cloud: _, azureCloud, target, ...options } = asked
      const { collectAzure } = await import('./azure/index.ts')
      return collectAzure(target, { ...usual(now), deadlineSeconds: 150, ...options, cloud: azureCloud, now })
    }
  }
}

const hour = 3_600_000

type Usual = Pick<AwsCollectOptions & AzureCollectOptions, 'window' | 'backendKeepAliveSeconds' | 'only' | 'ignore'> & {
  readonly logs: { readonly kind: 'auto' }
}

function usual(now: Date): Usual {
  return {
    window: { from: new Date(now.getTime() - hour).toISOString(), to: now.toISOString() },
    logs: { kind: 'auto' },
    backendKeepAliveSeconds: null,
    only: [],
    ignore: [],
  }
}
