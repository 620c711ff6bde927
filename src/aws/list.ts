/** Lists what could be diagnosed: the load balancers of a region, the regions of an account. */

import { Refused } from '../collect/refusal.ts'
import { compareText } from '../core/canonical.ts'
import { chosenRegion } from './collect/index.ts'
import { stopIfHopeless } from './collect/refuse.ts'
import { type AwsSession, openSession } from './session.ts'

export interface ListOptions {
  /** Undefined: the SDK's own configuration says it. */
  readonly region?: string | undefined
  /** A profile of the shared configuration files; ignored when a session is given. */
  readonly profile?: string | undefined
  readonly session?: AwsSession | undefined
}

/** The Application Load Balancers of one region, by name. Throws CannotRun when they cannot be listed. */
export async function listLoadBalancers(
  options: ListOptions,
): Promise<readonly { readonly arn: string; readonly name: string }[]> {
  return withSession(options, async (session) => {
    const region = await chosenRegion(options.region, session)
    const answer = await session.read('elasticloadbalancing:DescribeLoadBalancers', region, {})
    if (!answer.ok) {
      stopIfHopeless(answer, region)
      throw new Refused(
        `Cannot list the load balancers of ${region}: ${answer.message} (${answer.code})`,
        answer.gap === 'denied' ? 'Allow elasticloadbalancing:DescribeLoadBalancers.' : 'Try again, or name one with --lb.',
        answer,
      )
    }
    return (answer.output.LoadBalancers ?? [])
      .filter(({ Type }) => Type === 'application')
      .map(({ LoadBalancerArn = '', LoadBalancerName = '' }) => ({ arn: LoadBalancerArn, name: LoadBalancerName }))
      .sort((a, b) => compareText(a.name, b.name))
  })
}

/** The regions that the account has enabled. Throws CannotRun when they cannot be listed. */
export async function listRegions(options: ListOptions): Promise<readonly string[]> {
  return withSession(options, async (session) => {
    const region = options.region ?? (await session.region()) ?? 'us-east-1'
    const answer = await session.read('ec2:DescribeRegions', region, {})
    if (!answer.ok) {
      stopIfHopeless(answer, region)
      throw new Refused(
        `Cannot list the regions: ${answer.message} (${answer.code})`,
        answer.gap === 'denied'
          ? 'Allow ec2:DescribeRegions, or name each region with --region.'
          : 'Name each region with --region.',
        answer,
      )
    }
    return (answer.output.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []).sort()
  })
}

async function withSession<T>(options: ListOptions, work: (session: AwsSession) => Promise<T>): Promise<T> {
  const session = options.session ?? openSession({ profile: options.profile })
  try {
    return await work(session)
  } finally {
    if (!options.session) session.close()
  }
}
