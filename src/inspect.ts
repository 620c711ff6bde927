/** The whole way in one call, for programs. */
import type { AwsCollectOptions, SessionOptions as AwsSessionOptions, AwsTarget } from './aws/index.ts'
import { parseArn } from './aws/target.ts'
import type { AzureCloud, AzureCollectOptions, AzureTarget } from './azure/index.ts'
import type { AnyCheck, Check } from './core/check.ts'
import type { Diagnosis } from './core/diagnosis.ts'
import { CannotRun } from './core/errors.ts'
import type { Evidence } from './core/evidence.ts'
import { type JudgeOptions, judge } from './pipeline.ts'

/** What to inspect on AWS. Everything but the target has the command line's default: the last hour, automatic logs, a minute's time. */
export interface InspectAws extends Partial<AwsCollectOptions>, Pick<AwsSessionOptions, 'credentials' | 'clients'> {
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

/** How to inspect what an id names. What concerns one cloud is read where the id is of that cloud. */
export interface InspectOptions extends Partial<CommonOptions> {
  readonly aws?: Omit<InspectAws, 'cloud' | 'target' | keyof CommonOptions>
  readonly azure?: Omit<InspectAzure, 'cloud' | 'target' | keyof CommonOptions>
}

type CommonOptions = Pick<
  AwsCollectOptions,
  'window' | 'deadlineSeconds' | 'backendKeepAliveSeconds' | 'only' | 'ignore' | 'now' | 'signal' | 'onProgress'
>

export interface Inspection<Id extends string = string> {
  /** What `--save` writes; `judge` gives the same diagnoses for it at any time. */
  readonly evidence: Evidence
  /** One for each pool asked about. */
  readonly diagnoses: readonly Diagnosis<Id>[]
}

/**
 * Collects and judges: what an ARN of AWS or a resource id of Azure names, or what a description does. Throws CannotRun when there is
 * nothing to judge: no credentials, no such target.
 */
export async function inspect<Of extends AnyCheck = Check>(
  id: string,
  options?: InspectOptions & JudgeOptions<Of>,
): Promise<Inspection<Of['id']>>
export async function inspect<Of extends AnyCheck = Check>(asked: Inspect & JudgeOptions<Of>): Promise<Inspection<Of['id']>>
export async function inspect<Of extends AnyCheck = Check>(
  what: string | (Inspect & JudgeOptions<Of>),
  options: InspectOptions & JudgeOptions<Of> = {},
): Promise<Inspection<Of['id']>> {
  const { checks, ...asked } = typeof what === 'string' ? { ...described(what, options), checks: options.checks } : what
  const evidence = await collect(asked)
  return { evidence, diagnoses: judge(evidence, { checks }) }
}

function described(id: string, { aws, azure, ...common }: InspectOptions & JudgeOptions<AnyCheck>): Inspect {
  const { checks: _, ...options } = common
  const text = id.trim()
  if (text.startsWith('/')) return { ...options, ...azure, cloud: 'azure', target: { kind: 'id', id: text } }
  const arn = parseArn(text)
  if (arn === null)
    throw new CannotRun(
      `${JSON.stringify(text.slice(0, 200))} is neither an ARN nor a resource id of Azure.`,
      'To ask by name, say of which cloud: inspect({ cloud, target })',
    )
  const kind = arn.resource.startsWith('targetgroup/') ? 'pool' : 'load-balancer'
  return { ...options, ...aws, cloud: 'aws', target: { kind, id: text } }
}

async function collect(asked: Inspect): Promise<Evidence> {
  const now = asked.now ?? new Date()
  switch (asked.cloud) {
    case 'aws': {
      const { cloud: _, target, credentials, clients, ...options } = asked
      const { collectAws, openSession } = await import('./aws/index.ts')
      const session = options.session ?? openSession({ profile: options.profile, credentials, clients })
      try {
        return await collectAws(target, { ...usual(now), deadlineSeconds: 60, ...given(options), session, now })
      } finally {
        if (options.session === undefined) session.close()
      }
    }
    case 'azure': {
      const { cloud: _, azureCloud, target, ...options } = asked
      const { collectAzure } = await import('./azure/index.ts')
      return collectAzure(target, { ...usual(now), deadlineSeconds: 150, ...given(options), cloud: azureCloud, now })
    }
  }
}

/** Without what is undefined, so that it does not hide what is usual. */
function given<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options
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
