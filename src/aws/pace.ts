/** How fast each API may be asked: a little below what AWS allows an account in each region, so that others are left some. */
import { setTimeout as wait } from 'node:timers/promises'
import { type BucketSize, type TokenBucket, tokenBucket } from '../collect/token-bucket.ts'
import type { AskableCall } from './call-types.ts'
import type { Send } from './connection.ts'
import { refusalOf } from './refusal.ts'

/** The read calls of Elastic Load Balancing share 40 tokens, refilled with 10 a second. */
const balancing: BucketSize = { capacity: 36, tokensPerSecond: 9.5 }
/** Every read call of EC2 has 100 tokens of its own, refilled with 20 a second. */
const computing: BucketSize = { capacity: 90, tokensPerSecond: 19 }
/**
 * Two a second. The handful of one run goes out at once: one after the other they take about as long, and the SDK tries again. Many
 * runs would wear out its patience.
 */
const trail = (isFleet: boolean): BucketSize => ({ capacity: isFleet ? 2 : 6, tokensPerSecond: 1.9 })
/** Fifty a second. */
const metrics: BucketSize = { capacity: 45, tokensPerSecond: 45 }

const clock = {
  now: () => performance.now(),
  wait: (milliseconds: number, signal: AbortSignal) => wait(milliseconds, undefined, { signal }),
}

/** The bucket that a call draws on; null where no limit is known to matter. */
export type PaceOf = (call: AskableCall, region: string) => TokenBucket | null

export function awsPace(isFleet: boolean): PaceOf {
  const buckets = new Map<string, TokenBucket>()
  return (call, region) => {
    const kind = kindOf(call, isFleet)
    if (kind === null) return null
    const key = `${kind.name} ${region}`
    const bucket = buckets.get(key) ?? tokenBucket(kind.size, clock)
    buckets.set(key, bucket)
    return bucket
  }
}

/** Sends each request when the bucket lets it go, and tells the bucket how it went. */
export function paced<Name extends AskableCall>(send: Send<Name>, bucket: TokenBucket | null): Send<Name> {
  if (bucket === null) return send
  return async (input, options) => {
    await bucket.take(options.abortSignal)
    try {
      const output = await send(input, options)
      // The SDK tried again by itself, which it does for little else than throttling.
      if ((output.$metadata.attempts ?? 1) > 1) bucket.slowDown()
      else bucket.speedUp()
      return output
    } catch (error) {
      if (refusalOf(error).gap === 'throttled') bucket.slowDown()
      throw error
    }
  }
}

/** Calls that draw on the same tokens have the same name. */
function kindOf(call: AskableCall, isFleet: boolean): { readonly name: string; readonly size: BucketSize } | null {
  if (call.startsWith('elasticloadbalancing:')) return { name: 'elasticloadbalancing', size: balancing }
  if (call.startsWith('ec2:')) return { name: call, size: computing }
  if (call === 'cloudtrail:LookupEvents') return { name: call, size: trail(isFleet) }
  if (call === 'cloudwatch:GetMetricData') return { name: call, size: metrics }
  return null
}
