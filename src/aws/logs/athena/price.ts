/** What a query of Athena will cost, as far as the listing of the logs tells, and what it has cost. */
import type { LogRequest } from '../../log-request.ts'
import { daysOf } from './query.ts'

/** US dollars a terabyte in most regions, ten megabytes at least. */
const dollarsPerTerabyte = 5
const leastBytes = 10e6

/** `1.2 GB, about $0.006`. */
export function chargedFor(bytes: number): string {
  const dollars = (Math.max(bytes, leastBytes) / 1e12) * dollarsPerTerabyte
  return `${sizeOf(bytes)} (about $${dollars < 0.01 ? dollars.toFixed(5) : dollars.toFixed(2)})`
}

function sizeOf(bytes: number): string {
  const unit = bytes >= 1e9 ? (['GB', 1e9] as const) : (['MB', 1e6] as const)
  return `${(bytes / unit[1]).toFixed(1)} ${unit[0]}`
}

/** From the sizes of the days' objects, where the balancer says that it writes them to S3 and they may be listed. */
export async function estimateOf({ settings, ask, window, account, region }: LogRequest): Promise<string> {
  const {
    'access_logs.s3.enabled': enabled,
    'access_logs.s3.bucket': bucket,
    'access_logs.s3.prefix': prefix,
  } = (await settings) ?? {}
  const unknown = 'how much will be scanned is not known; Athena charges by the byte'
  if (enabled !== 'true' || !bucket || account === null) return unknown
  const before = prefix ? `${prefix}/` : ''
  const folder = `${before}AWSLogs/${account}/elasticloadbalancing/${region}`
  const listings = await Promise.all(
    daysOf(window).map((day) => ask('s3:ListObjectsV2', { Bucket: bucket, Prefix: `${folder}/${day}/` })),
  )
  if (listings.some((listing) => !listing.ok)) return unknown
  const objects = listings.flatMap((listing) => (listing.ok ? (listing.output.Contents ?? []) : []))
  return `about ${chargedFor(objects.reduce((sum, { Size }) => sum + (Size ?? 0), 0))} will be scanned`
}
