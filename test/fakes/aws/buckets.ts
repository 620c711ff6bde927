/** Tokens as AWS gives them to an account in each region: a call that finds none is throttled. */

interface Bucket {
  readonly capacity: number
  readonly perSecond: number
}

/** All read calls of Elastic Load Balancing draw on one; each of EC2's has its own. */
export function bucketOf(call: string): (Bucket & { readonly name: string }) | null {
  if (call.startsWith('elasticloadbalancing:')) return { name: 'elasticloadbalancing', capacity: 40, perSecond: 10 }
  if (call.startsWith('ec2:')) return { name: call, capacity: 100, perSecond: 20 }
  if (call === 'cloudwatch:GetMetricData') return { name: call, capacity: 50, perSecond: 50 }
  if (call === 'cloudtrail:LookupEvents') return { name: call, capacity: 2, perSecond: 2 }
  return null
}

/** Whether a call of this account, at this many milliseconds, finds a token; it is taken then. */
export function tokenBuckets(): (call: string, account: string, at: number) => boolean {
  const levels = new Map<string, { tokens: number; at: number }>()
  return (call, account, at) => {
    const bucket = bucketOf(call)
    if (bucket === null) return true
    const key = `${account} ${bucket.name}`
    const level = levels.get(key) ?? { tokens: bucket.capacity, at }
    const tokens = Math.min(bucket.capacity, level.tokens + ((at - level.at) / 1000) * bucket.perSecond)
    levels.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at })
    return tokens >= 1
  }
}
