/** `lb502/lambda`: looks at load balancers on a schedule, and tells of what changed. Configured by its environment alone. */
import { type AwsTarget, collectAws, listLoadBalancers, openSession } from '../aws/index.ts'
import { CannotRun } from '../core/errors.ts'
import { type Environment, readSettings, type Settings } from '../scheduled/settings.ts'
import { type Entry, watch } from '../scheduled/watch.ts'
import { logLine } from './log-line.ts'
import { sinkOf } from './sinks.ts'
import { s3Store } from './store.ts'

/** What the platform tells of a run. */
export interface LambdaContext {
  readonly getRemainingTimeInMillis: () => number
}

export interface LambdaResult {
  readonly looked: number
  readonly failing: number
  /** Load balancers that could not be looked at, one line each. */
  readonly missed: readonly string[]
}

/** The handler. Rejects, with one line, when the environment is wrong, and when nothing could be looked at. */
export async function handler(_event: unknown, context: LambdaContext): Promise<LambdaResult> {
  const settings = readSettings(process.env)
  const entries = await run(settings, process.env, context)
  const missed = entries.flatMap((entry) => (entry.outcome === 'missed' ? [`${entry.target}: ${entry.fault}`] : []))
  if (missed.length === entries.length) throw new Error(missed[0] ?? 'There is no Application Load Balancer to look at.')
  const failing = entries.filter((entry) => entry.outcome === 'judged' && entry.account.standing === 'failing')
  return { looked: entries.length - missed.length, failing: failing.length, missed }
}

interface Place {
  readonly target: AwsTarget
  readonly region: string | undefined
}

async function run(settings: Settings, environment: Environment, context: LambdaContext): Promise<readonly Entry[]> {
  const { windowSeconds, logs, backendKeepAliveSeconds, reminderSeconds, state } = settings
  const session = openSession()
  try {
    return await watch<Place>({
      targets: await placesOf(settings, session),
      nameOf: ({ target }) => target.id,
      collect: ({ target, region }, { deadlineSeconds, now }) =>
        collectAws(target, {
          window: { from: new Date(now.getTime() - windowSeconds * 1000).toISOString(), to: now.toISOString() },
          ...{ session, region, deadlineSeconds, now, logs: { kind: logs }, backendKeepAliveSeconds, only: [], ignore: [] },
        }),
      store: state === null ? null : s3Store(state, hasOwnEndpoint(environment)),
      sinks: settings.sinks.map(sinkOf),
      reminderSeconds,
      remaining: context.getRemainingTimeInMillis,
      clock: () => new Date(),
      report: (entry) => process.stdout.write(`${logLine(entry, new Date())}\n`),
    })
  } finally {
    session.close()
  }
}

/** `all` is looked up in each region; a region that cannot be listed fails the run, for nobody would miss its balancers. */
async function placesOf({ targets, regions }: Settings, session: ReturnType<typeof openSession>): Promise<readonly Place[]> {
  if (targets !== 'all') {
    if (regions.length > 1)
      throw new CannotRun(
        'LB502_REGIONS names several regions, LB502_TARGETS does not say all.',
        'An ARN names its region by itself.',
      )
    return targets.map((id) => ({ target: { kind: kindOf(id), id }, region: id.startsWith('arn:') ? undefined : regions[0] }))
  }
  const places = regions.length > 0 ? regions : [undefined]
  const lists = await Promise.all(
    places.map(async (region): Promise<readonly Place[]> => {
      const balancers = await listLoadBalancers({ session, region })
      return balancers.map(({ arn }) => ({ target: { kind: 'load-balancer', id: arn }, region: undefined }))
    }),
  )
  return lists.flat()
}

function kindOf(id: string): AwsTarget['kind'] {
  return /:targetgroup\//.test(id) ? 'pool' : 'load-balancer'
}

function hasOwnEndpoint(environment: Environment): boolean {
  return (environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL) !== undefined
}
