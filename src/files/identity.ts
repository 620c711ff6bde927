/** Which load balancer and which pools an account is about, by the ids that the cloud itself knows them under. */

import { isFailure } from '../core/digest/request.ts'
import type { Cloud } from '../core/evidence.ts'
import type { TrafficDigest } from '../core/traffic.ts'

export interface Identity {
  /** Null where the log names no balancer. */
  readonly loadBalancerId: string | null
  /** Empty where the log does not tell. */
  readonly region: string
  /** As the log names them, in order; `unnamedPool` where requests without a pool failed or there are no others. */
  readonly poolIds: readonly string[]
}

/** The pool of requests that name none; logs write the same. */
export const unnamedPool = '-'

export function identityOf(cloud: Cloud, balancer: string | null, digest: TrafficDigest): Identity {
  const named = failingMost(digest)
  const unowned = digest.failures.some((group) => group.pool === null && isFailure(group))
  const poolIds = unowned || named.length === 0 ? [...named, unnamedPool] : named
  if (cloud === 'azure') return { loadBalancerId: balancer === null ? null : canonicalId(balancer), region: '', poolIds }
  const [, place = '', region = ''] = named.flatMap((pool) => groupArn.exec(pool) ?? [])
  const known = balancer !== null && place !== ''
  return { loadBalancerId: known ? `${place}:loadbalancer/${balancer}` : balancer, region, poolIds }
}

/** Twice as many as a load balancer may have. The failures of others are told as those of siblings. */
const mostPools = 200

/** The pools that the log names, in its order; of more than there can be, those that fail most. */
function failingMost({ series, failures }: TrafficDigest): readonly string[] {
  const named = series.flatMap(({ pool }) => pool ?? [])
  if (named.length <= mostPools) return named
  const counts = new Map<string | null, number>()
  for (const { pool, requests } of failures) counts.set(pool, (counts.get(pool) ?? 0) + requests)
  const byFailures = named.toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0))
  const worst = new Set(byFailures.slice(0, mostPools))
  return named.filter((pool) => worst.has(pool))
}

/** A target group lies in the account and the region of its load balancer. */
const groupArn = /^(arn:[\w-]+:elasticloadbalancing:([\w-]+):\d+):targetgroup\//

/** Logs write ids in upper case; Azure compares them without regard to it. */
function canonicalId(id: string): string {
  return id
    .toLowerCase()
    .replace('/resourcegroups/', '/resourceGroups/')
    .replace('/providers/microsoft.network/applicationgateways/', '/providers/Microsoft.Network/applicationGateways/')
}
