/** Runs the log sources against mocked AWS clients, and gives back what they recorded. */
import { Readable } from 'node:stream'
import { createAsker } from '../../../src/aws/asker.ts'
import type { LogChoice, LogRequest } from '../../../src/aws/log-request.ts'
import { collectLogs } from '../../../src/aws/logs/index.ts'
import { openSession } from '../../../src/aws/session.ts'
import type { Progress } from '../../../src/collect/progress.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { LogReading, ProbeLogReading } from '../../../src/core/traffic.ts'
import { type AlbLine, albLine } from '../../fakes/logs/alb-lines.ts'
import { type Handler, type Handlers, type MockedAws, mockAws, serviceError } from '../mock-aws.ts'

export const region = 'eu-west-1'
export const account = '111122223333'
export const balancerArn: string = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/shop/50dc6c495c0c9188`
export const window = { from: '2026-09-01T12:00:00.000Z', to: '2026-09-01T13:00:00.000Z' }

export interface Collected {
  readonly records: readonly CallRecord[]
  /** What the sources gave, by kind; a refusal stands as it was recorded. */
  readonly access: readonly CallRecord[]
  readonly probe: readonly CallRecord[]
  readonly aws: MockedAws
  readonly progress: readonly Progress[]
}

export interface Given {
  readonly settings?: Readonly<Record<string, string>> | null
  readonly choice?: LogChoice
  readonly window?: LogRequest['window']
  readonly signal?: AbortSignal
  /** Left out: `balancerArn`. */
  readonly loadBalancerArn?: string
  /** Left out: `region`. */
  readonly region?: string
  /** When collecting began; the end of the window unless told. */
  readonly now?: Date
}

/** Collects the logs of `balancerArn` while AWS answers with the handlers. No deliveries unless a handler tells of some. */
export async function collect(handlers: Handlers, given: Given = {}): Promise<Collected> {
  const aws = mockAws({ 'logs:DescribeDeliverySources': () => ({ deliverySources: [] }), ...handlers })
  const session = openSession()
  const progress: Progress[] = []
  try {
    const asker = createAsker(session, given.region ?? region, () => {})
    await collectLogs({
      ask: asker.ask,
      record: asker.record,
      client: session.client,
      region: given.region ?? region,
      account,
      loadBalancerArn: given.loadBalancerArn ?? balancerArn,
      settings: Promise.resolve(given.settings === undefined ? s3Settings : given.settings),
      choice: given.choice ?? { kind: 'auto' },
      window: given.window ?? window,
      now: given.now ?? new Date((given.window ?? window).to),
      signal: given.signal ?? new AbortController().signal,
      onProgress: (one) => progress.push(one),
    })
    const records = asker.records()
    const ofKind = (kind: string): readonly CallRecord[] =>
      records.filter(({ input }) => typeof input === 'object' && input !== null && 'kind' in input && input.kind === kind)
    return { records, access: ofKind('access'), probe: ofKind('probe'), aws, progress }
  } finally {
    session.close()
    aws.restore()
  }
}

export const s3Settings = { 'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': 'logs', 'access_logs.s3.prefix': 'front' }
export const probeSettings = { 'health_check_logs.s3.enabled': 'true', 'health_check_logs.s3.bucket': 'probes' }

/** The reading of a record, which must be one. */
export function readingOf(record: CallRecord | undefined): LogReading {
  if (!record?.outcome.ok) throw new Error(`no reading: ${JSON.stringify(record?.outcome)}`)
  return record.outcome.output as LogReading
}

export function probeReadingOf(record: CallRecord | undefined): ProbeLogReading {
  if (!record?.outcome.ok) throw new Error(`no reading: ${JSON.stringify(record?.outcome)}`)
  return record.outcome.output as ProbeLogReading
}

/** `.../2026/09/01/..._app.shop.50dc6c495c0c9188_20260901T1205Z_198.51.100.20_3hf7a2.log.gz`, ending at the given time. */
export function keyEnding(end: string, name: 'access' | 'health_check_log_' | 'conn_log_' = 'access', suffix = '3hf7a2'): string {
  const stamp = new Date(end).toISOString().slice(0, 16).replace(/[-:]/g, '')
  const folder = `AWSLogs/${account}/elasticloadbalancing/${region}/${end.slice(0, 10).replaceAll('-', '/')}`
  const kind = name === 'access' ? '' : name
  const file = `${kind}${account}_elasticloadbalancing_${region}_app.shop.50dc6c495c0c9188_${stamp}Z_198.51.100.20_${suffix}.log.gz`
  return `${folder}/${file}`
}

/** A bucket that lists and gives as S3 does: by prefix and start, `pageSize` keys a page. An object may be an error. */
export function bucket(
  objects: Readonly<Record<string, Uint8Array | Error>>,
  pageSize = 1000,
  size = 1,
): { list: Handler; get: Handler } {
  const keys = Object.keys(objects).sort()
  return {
    list: ({ Prefix, StartAfter, ContinuationToken }) => {
      const after = String(ContinuationToken ?? StartAfter ?? '')
      const found = keys.filter((key) => key.startsWith(String(Prefix)) && key > after)
      const page = found.slice(0, pageSize)
      const more = found.length > page.length
      return {
        IsTruncated: more,
        ...(page.length > 0 ? { Contents: page.map((Key) => ({ Key, Size: size, ETag: 'x', LastModified: new Date(0) })) } : {}),
        ...(more ? { NextContinuationToken: page.at(-1) } : {}),
      }
    },
    get: ({ Key }) => {
      const object = objects[String(Key)]
      if (object === undefined) throw serviceError('NoSuchKey', 404)
      if (object instanceof Error) throw object
      return { Body: Readable.from([object]) }
    },
  }
}

export function bucketHandlers(objects: Parameters<typeof bucket>[0], pageSize?: number, size?: number): Handlers {
  const { list, get } = bucket(objects, pageSize, size)
  return { 's3:ListObjectsV2': list, 's3:GetObject': get }
}

export const failing: Partial<AlbLine> = { status: 502, triple: [0.001, 30, -1] }

/** Lines of the given minute of the window's first hour. */
export function linesAt(minute: number, ...given: readonly Partial<AlbLine>[]): string {
  const time = `2026-09-01T12:${String(minute).padStart(2, '0')}:30.000Z`
  return `${given.map((one) => albLine({ time, ...one })).join('\n')}\n`
}
