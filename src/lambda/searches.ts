/** What the targets of a function stand for in the account. */
import { chosenRegion, collectAws } from '../aws/collect/index.ts'
import type { AwsCollectOptions } from '../aws/collect/options.ts'
import { listLoadBalancers } from '../aws/list.ts'
import type { AwsSession } from '../aws/session.ts'
import { withTag } from '../aws/tagged.ts'
import type { AwsTarget } from '../aws/target.ts'
import type { Look, Search } from '../scheduled/run.ts'
import type { BalancerTarget, LambdaSettings } from './settings.ts'

/** One for each target that is named, one for each region where targets are to be found. */
export function searchesOf(
  { balancers, regions }: LambdaSettings,
  session: AwsSession,
  options: Omit<AwsCollectOptions, 'deadlineSeconds' | 'region' | 'session'>,
): readonly Search[] {
  const places = regions.length === 0 ? [undefined] : regions
  const lookAt = (target: AwsTarget, region: string | undefined): Look => ({
    key: target.id,
    collect: (deadlineSeconds) => collectAws(target, { ...options, session, region, deadlineSeconds }),
  })
  const find = async (target: Exclude<BalancerTarget, { kind: 'one' }>, place: string | undefined): Promise<readonly Look[]> => {
    const region = await chosenRegion(place, session)
    const all = (await listLoadBalancers({ session, region })).map(({ arn }) => arn)
    const arns = target.kind === 'all' ? all : await withTag(all, target, session, region)
    return arns.map((id) => lookAt({ kind: 'load-balancer', id }, region))
  }
  return balancers.flatMap((balancer) => {
    if (balancer.kind !== 'one') {
      const what = balancer.kind === 'all' ? 'all' : `tag:${balancer.key}=${balancer.value}`
      return places.map((place) => ({
        key: place === undefined ? what : `${what} in ${place}`,
        find: () => find(balancer, place),
      }))
    }
    const { target } = balancer
    // An ARN says by itself where it lies.
    const region = target.id.startsWith('arn:') ? undefined : regions[0]
    return [{ key: target.id, find: async () => [lookAt(target, region)] }]
  })
}
