/** Every load balancer of some regions, a few at a time, over one session. */
import { chosenRegion } from '../aws/collect/index.ts'
import { type AwsCollectOptions, collectAws, listLoadBalancers, listRegions, openSession } from '../aws/index.ts'
import { limitConcurrency } from '../aws/limit.ts'
import { Refused } from '../aws/refusal.ts'
import { CannotRun } from '../core/errors.ts'
import type { CallOutcome, Evidence } from '../core/evidence.ts'
import { tool } from '../core/tool.ts'
import type { AwsRequest } from './aws-request.ts'
import type { ProgressLine } from './progress.ts'

type Options = Omit<AwsCollectOptions, 'region' | 'session' | 'onProgress'>

/** A region, or one load balancer of it, of which nothing could be read. */
interface Miss {
  readonly region: string
  readonly loadBalancerId: string | null
  readonly failure: CannotRun
}

/** More would only wait for each other: describing load balancers shares one small bucket of tokens in each region. */
const atOnce = 4

/**
 * One piece of evidence for each load balancer, by region and name. A region or load balancer that fails leaves evidence of that
 * and the others stand. Throws CannotRun when everything fails, or there is no load balancer anywhere.
 */
export async function sweep(
  regionsAsked: AwsRequest['regions'],
  options: Options,
  progress: ProgressLine,
): Promise<readonly Evidence[]> {
  const session = openSession({ profile: options.profile })
  const limit = limitConcurrency(atOnce)
  try {
    const regions = regionsAsked === 'all' ? await listRegions({ session }) : regionsAsked
    const places = regions.length === 0 ? [await chosenRegion(undefined, session)] : regions
    const sweepRegion = async (region: string): Promise<readonly (Evidence | Miss)[]> => {
      const found = await orFailure(listLoadBalancers({ session, region }))
      if (found instanceof CannotRun) return [{ region, loadBalancerId: null, failure: found }]
      const collect = async (arn: string): Promise<Evidence | Miss> => {
        const run = { ...options, session, region, onProgress: progress.listen() }
        const evidence = await orFailure(collectAws({ kind: 'load-balancer', id: arn }, run))
        return evidence instanceof CannotRun ? { region, loadBalancerId: arn, failure: evidence } : evidence
      }
      return Promise.all(found.map(({ arn }) => limit(() => collect(arn))))
    }
    const outcomes = (await Promise.all(places.map(sweepRegion))).flat()
    if (outcomes.length === 0) {
      throw new CannotRun(
        `No Application Load Balancer in ${places.join(', ')}.`,
        'Wrong region or account? Check --region and --profile.',
      )
    }
    const firstMiss = outcomes.find(isMiss)
    if (firstMiss !== undefined && outcomes.every(isMiss)) throw firstMiss.failure
    return outcomes.map((outcome) => (isMiss(outcome) ? evidenceOfMiss(outcome, options) : outcome))
  } finally {
    session.close()
  }
}

async function orFailure<T>(work: Promise<T>): Promise<T | CannotRun> {
  try {
    return await work
  } catch (error) {
    if (error instanceof CannotRun) return error
    throw error
  }
}

function isMiss(outcome: Evidence | Miss): outcome is Miss {
  return 'failure' in outcome
}

/** That something could not be read is evidence too: left out, the rest would look like all there is. */
function evidenceOfMiss({ region, loadBalancerId, failure }: Miss, options: Options): Evidence {
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

/** Why nothing could be read, as AWS told it where it was AWS that refused. */
function outcomeOf(failure: CannotRun, region: string): CallOutcome {
  if (!(failure instanceof Refused)) return { ok: false, gap: 'failed', code: '', message: failure.message }
  const { gap, code, message } = failure.refusal
  return { ok: false, gap, code, message: `${code} in ${region}: ${message}` }
}
