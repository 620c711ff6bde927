/** Where the load balancer puts its log files in a bucket, and how to list no more of them than a window needs. */
import type { TimeWindow } from '../../core/evidence.ts'
import type { LogKind } from './gatherer.ts'

/** One balancer's logs of one kind in one bucket. */
export interface S3Folder {
  readonly kind: LogKind
  readonly bucket: string
  /** What stands before `AWSLogs/`: empty, or with a slash behind. */
  readonly base: string
  readonly account: string
  readonly region: string
  /** `app/name/id`. */
  readonly balancer: string
  /** What the user named, where copies of the files may lie in an order of their own; null for the balancer's own place. */
  readonly copies: string | null
}

/** One page-by-page listing. */
export interface Listing {
  readonly Bucket: string
  readonly Prefix: string
  readonly StartAfter: string
}

const day = 86_400_000
/** A file covers five minutes and is named by their end; a few minutes more for clocks and stragglers. */
const latestEnd = 10 * 60_000

/** One listing per day, each bounded to the files that end inside the window or shortly after. */
export function listingsOf(folder: S3Folder, window: TimeWindow): readonly Listing[] {
  const { first, last } = endsOf(window)
  const listings: Listing[] = []
  for (let start = first - (first % day); start <= last; start += day) {
    const head = `${dayFolder(folder, start)}${fileHead(folder)}`
    // The file that ends at midnight may lie in the folder of either day.
    const stamps = [stamp(Math.max(first, start)), stamp(Math.min(last, start + day))] as const
    listings.push({ Bucket: folder.bucket, Prefix: head + commonStart(stamps), StartAfter: head + stamps[0] })
  }
  return listings
}

/** Whatever lies under the prefix that the user named, in whatever folders. */
export function copiesOf({ bucket, copies }: S3Folder): readonly Listing[] {
  return copies === null ? [] : [{ Bucket: bucket, Prefix: copies, StartAfter: copies }]
}

/** The same days without relying on how the files' names begin; for kinds whose naming has varied. */
export function wideListingsOf(folder: S3Folder, window: TimeWindow): readonly Listing[] {
  const { first, last } = endsOf(window)
  const listings: Listing[] = []
  for (let start = first - (first % day); start <= last; start += day) {
    const prefix = `${dayFolder(folder, start)}${namePrefix[folder.kind]}`
    listings.push({ Bucket: folder.bucket, Prefix: prefix, StartAfter: prefix })
  }
  return listings
}

/** When the interval of a log file ended, in milliseconds since 1970; null when the name does not tell. */
export function endOf(key: string): number | null {
  const [, year, month, date, hour, minute] = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[^/]*$/.exec(key) ?? []
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute))
}

/** Whether the file may hold lines of the window; one whose name does not tell is none of a load balancer's. */
export function isInside(key: string, window: TimeWindow): boolean {
  const end = endOf(key)
  const { first, last } = endsOf(window)
  return end !== null && end >= first && end <= last
}

/** Whether a key is this balancer's log of this kind. */
export function isOwn(key: string, folder: S3Folder): boolean {
  const name = key.slice(key.lastIndexOf('/') + 1)
  const own = `${folder.account}${middle(folder)}`
  switch (folder.kind) {
    case 'access':
      return name.startsWith(own)
    case 'probe':
      // What stands between the kind and the account has varied.
      return name.startsWith(namePrefix.probe) && name.includes(own)
  }
}

/** For display. */
export function sourceOf({ bucket, base }: S3Folder): string {
  return `s3://${bucket}/${base}`.replace(/\/$/, '')
}

const namePrefix: Readonly<Record<LogKind, string>> = { access: '', probe: 'health_check_log' }

function endsOf({ from, to }: TimeWindow): { readonly first: number; readonly last: number } {
  const first = Date.parse(from)
  return { first: first - (first % 60_000), last: Date.parse(to) + latestEnd }
}

function dayFolder({ base, account, region }: S3Folder, start: number): string {
  const [year, month, date] = new Date(start).toISOString().slice(0, 10).split('-')
  return `${base}AWSLogs/${account}/elasticloadbalancing/${region}/${year}/${month}/${date}/`
}

function fileHead(folder: S3Folder): string {
  const kind = namePrefix[folder.kind]
  return `${kind === '' ? '' : `${kind}_`}${folder.account}${middle(folder)}`
}

function middle({ region, balancer }: S3Folder): string {
  return `_elasticloadbalancing_${region}_${balancer.replaceAll('/', '.')}_`
}

/** `20260901T1205Z` without its end, so that it sorts before every name that begins with that minute. */
function stamp(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace(/[-:]/g, '')
}

function commonStart([one, other]: readonly [string, string]): string {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return one.slice(0, length)
}
