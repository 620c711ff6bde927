/** Every load balancer of some regions, over one session. */
import { chosenRegion } from '../aws/collect/index.ts'
import { type AwsCollectOptions, collectAws, listLoadBalancers, listRegions, openSession } from '../aws/index.ts'
import { limitConcurrency } from '../collect/limit.ts'
import { CannotRun } from '../core/errors.ts'
import type { Evidence } from '../core/evidence.ts'
import { tool } from '../core/tool.ts'
import type { AwsRequest } from './aws-request.ts'
import type { ProgressLine } from './progress.ts'
import { listingDeadline, type Miss, outcomeOf, sweepAll } from './sweep.ts'

type Options = Omit<AwsCollectOptions, 'region' | 'session' | 'onProgress'>

/** More would only wait for each other: describing load balancers shares one small bucket of tokens in each region. */
const atOnce = 4

/** One piece of evidence for each load balancer, by region and name. Throws CannotRun when everything fails, or there is none. */
export async function sweep(
  regionsAsked: AwsRequest['regions'],
  options: Options,
  progress: ProgressLine,
): Promise<readonly Evidence[]> {
  const session = openSession({ profile: options.profile })
  const { hold, clear } = listingDeadline(options)
  try {
    const regions = regionsAsked === 'all' ? await hold(listRegions({ session })) : regionsAsked
    const places = regions.length === 0 ? [await chosenRegion(undefined, session)] : regions
    return await sweepAll({
      places,
      list: async (region) => (await hold(listLoadBalancers({ session, region }))).map(({ arn }) => arn),
      collect: (region, id) =>
        collectAws({ kind: 'load-balancer', id }, { ...options, session, region, onProgress: progress.listen() }),
      evidenceOf: (miss) => evidenceOfMiss(miss, options),
      none: () =>
        new CannotRun(
          `No Application Load Balancer in ${places.join(', ')}.`,
          'Wrong region or account? Check --region and --profile.',
        ),
      limit: limitConcurrency(atOnce),
    })
  } finally {
    clear()
    session.close()
  }
}

function evidenceOfMiss({ place: region, loadBalancerId, failure }: Miss<string>, options: Options): Evidence {
  const { window, backendKeepAliveSeconds, only, ignore } = options
  const permission = 'elasticloadbalancing:DescribeLoadBalancers'
  const input = loadBalancerId === null ? {} : { LoadBalancerArns: [loadBalancerId] }
  return {
    schemaVersion: 1,
    tool,
    collectedAt: options.now.toISOString(),
    question: { cloud: 'aws', region, loadBalancerId, poolIds: [], window, backendKeepAliveSeconds, only, ignore },
    calls: [{ call: permission, scope: region, permission, input, outcome: outcomeOf(failure, region) }],
  }
}
