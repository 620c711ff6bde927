/** Every load balancer of some regions and accounts, over one session for each account. */
import { chosenRegion } from '../aws/collect/index.ts'
import { type AwsCollectOptions, type AwsSession, collectAws, listLoadBalancers, listRegions, openSession } from '../aws/index.ts'
import { limitConcurrency } from '../collect/limit.ts'
import { Refused } from '../collect/refusal.ts'
import { CannotRun } from '../core/errors.ts'
import type { Evidence } from '../core/evidence.ts'
import { tool } from '../core/tool.ts'
import type { AwsRequest } from './aws-request.ts'
import type { ProgressLine } from './progress.ts'
import { listingDeadline, type Miss, orFailure, outcomeOf, sweepAll } from './sweep.ts'

type Options = Omit<AwsCollectOptions, 'region' | 'session' | 'onProgress'>

/** More would only wait for each other: describing load balancers shares one small bucket of tokens in each region. */
const atOnce = 4

/** One region as one role sees it. */
interface Place {
  readonly session: AwsSession
  /** Null where the run's own credentials are used. */
  readonly role: string | null
  /** Null where the regions of the account could not be listed. */
  readonly region: string | null
  /** Why there is nothing to list, which is said in its turn. */
  readonly failure: CannotRun | null
}

/** One piece of evidence for each load balancer, by role, region and name. Throws CannotRun when everything fails, or there is none. */
export async function sweep(
  asked: Pick<AwsRequest, 'regions' | 'roles'>,
  options: Options,
  progress: ProgressLine,
): Promise<readonly Evidence[]> {
  const { profile } = options
  const roles = asked.roles.length === 0 ? [null] : asked.roles
  const sessions = roles.map((role) => ({ role, session: openSession({ profile, roleArn: role ?? undefined, many: true }) }))
  const { hold, clear } = listingDeadline(options)
  try {
    const places = (
      await Promise.all(
        sessions.map(async ({ role, session }): Promise<readonly Place[]> => {
          const regions = await orFailure(hold(regionsOf(asked.regions, session)))
          if (regions instanceof CannotRun) return [{ session, role, region: null, failure: regions }]
          return regions.map((region) => ({ session, role, region, failure: null }))
        }),
      )
    ).flat()
    return await sweepAll({
      places,
      list: async ({ session, region, failure }) => {
        if (failure !== null || region === null) throw failure
        return (await hold(listLoadBalancers({ session, region }))).map(({ arn }) => arn)
      },
      collect: ({ session, region }, id) =>
        collectAws(
          { kind: 'load-balancer', id },
          { ...options, session, region: region ?? undefined, onProgress: progress.listen() },
        ),
      evidenceOf: (miss) => evidenceOfMiss(miss, options),
      none: () =>
        new CannotRun(
          `No Application Load Balancer in ${places.map(nameOf).join(', ')}.`,
          'Wrong region or account? Check --region and --profile.',
        ),
      limit: limitConcurrency(atOnce),
    })
  } finally {
    clear()
    for (const { session } of sessions) session.close()
  }
}

async function regionsOf(asked: AwsRequest['regions'], session: AwsSession): Promise<readonly string[]> {
  if (asked === 'all') return listRegions({ session })
  return asked.length === 0 ? [await chosenRegion(undefined, session)] : asked
}

function nameOf({ role, region }: Place): string {
  const where = region ?? 'every region'
  return role === null ? where : `${where} as ${role}`
}

function evidenceOfMiss({ place, loadBalancerId, failure }: Miss<Place>, options: Options): Evidence {
  const { window, backendKeepAliveSeconds, only, ignore } = options
  const region = place.region ?? ''
  const call = place.region === null ? 'ec2:DescribeRegions' : 'elasticloadbalancing:DescribeLoadBalancers'
  const permission = (failure instanceof Refused ? failure.refusal.permission : undefined) ?? call
  const input = loadBalancerId === null ? {} : { LoadBalancerArns: [loadBalancerId] }
  return {
    schemaVersion: 1,
    tool,
    collectedAt: options.now.toISOString(),
    question: { cloud: 'aws', region, loadBalancerId, poolIds: [], window, backendKeepAliveSeconds, only, ignore },
    calls: [{ call, scope: region, permission, input, outcome: outcomeOf(failure, nameOf(place)) }],
  }
}
