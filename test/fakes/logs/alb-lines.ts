/** Writes access-log and health-check-log lines as an Application Load Balancer does, so that tests state only what matters to them. */

export interface AlbLine {
  readonly type: string
  /** ISO 8601: when the answer was made. */
  readonly time: string
  /** `app/name/id`. */
  readonly balancer: string
  readonly client: string
  /** `address:port`, or null where the log has `-` (Lambda, or nothing chosen). */
  readonly target: string | null
  /** Seconds: request, target and response processing time; -1 for a stage that was not reached. */
  readonly triple: readonly [number, number, number]
  /** Null is written as `-`. */
  readonly status: number | null
  /** When not given: `status` if all three times are there, otherwise `-`. */
  readonly targetStatus: number | null
  readonly receivedBytes: number
  readonly sentBytes: number
  /** Written as is between quotes. */
  readonly request: string
  readonly userAgent: string
  readonly cipher: string
  readonly tlsVersion: string
  readonly targetGroupArn: string | null
  readonly traceId: string
  readonly domain: string
  readonly certificateArn: string
  readonly rulePriority: number | null
  /** ISO 8601; when not given: `time` less the times of the triple (ten seconds for an undispatched 504). */
  readonly createdAt: string
  readonly actions: string
  readonly redirectUrl: string
  readonly errorReason: string
  /** How many fields to write: 25 in 2018, 29, 30 in 2024, 33 since October 2025, 34 and 36 in 2026. */
  readonly fields: number
}

export const defaultTargetGroupArn: string =
  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067'

const usual: Omit<AlbLine, 'targetStatus' | 'createdAt'> = {
  type: 'https',
  time: '2026-09-01T12:00:00.000Z',
  balancer: 'app/shop/50dc6c495c0c9188',
  client: '203.0.113.10:41234',
  target: '10.0.1.10:8080',
  triple: [0.001, 0.02, 0],
  status: 200,
  receivedBytes: 340,
  sentBytes: 1204,
  request: 'GET https://shop.example.com:443/cart HTTP/1.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  cipher: 'TLS_AES_128_GCM_SHA256',
  tlsVersion: 'TLSv1.3',
  targetGroupArn: defaultTargetGroupArn,
  traceId: 'Root=1-68b58f40-36d228ad5d99923122bbe354',
  domain: 'shop.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
  rulePriority: 0,
  actions: 'forward',
  redirectUrl: '-',
  errorReason: '-',
  fields: 33,
}

/** One access-log line without its newline. */
export function albLine(given: Partial<AlbLine> = {}): string {
  const line = { ...usual, ...given }
  const answered = line.triple.every((seconds) => seconds >= 0)
  const targetStatus = given.targetStatus === undefined && answered ? line.status : (given.targetStatus ?? null)
  const quoted = (text: string | number | null): string => `"${text ?? '-'}"`
  const plain = (text: string | number | null): string => String(text ?? '-')
  const fields = [
    line.type,
    microseconds(line.time),
    line.balancer,
    line.client,
    plain(line.target),
    ...line.triple.map((seconds) => (seconds < 0 ? '-1' : seconds.toFixed(3))),
    plain(line.status),
    plain(targetStatus),
    line.receivedBytes,
    line.sentBytes,
    quoted(line.request),
    quoted(line.userAgent),
    line.cipher,
    line.tlsVersion,
    plain(line.targetGroupArn),
    quoted(line.traceId),
    quoted(line.domain),
    quoted(line.certificateArn),
    plain(line.rulePriority),
    microseconds(given.createdAt ?? created(line)),
    quoted(line.actions),
    quoted(line.redirectUrl),
    quoted(line.errorReason),
    quoted(line.target),
    quoted(targetStatus),
    quoted('Acceptable'),
    quoted('-'),
    'TID_1234abcd5678ef901234abcd5678ef90',
    quoted('-'),
    quoted('-'),
    quoted('-'),
    '198.51.100.20',
    quoted('-'),
    quoted('-'),
  ]
  return fields.slice(0, line.fields).join(' ')
}

export interface HealthCheckLine {
  readonly type: string
  readonly time: string
  readonly latencySeconds: number
  readonly target: string
  /** The target group's name. */
  readonly targetGroup: string
  readonly passed: boolean
  readonly statusCode: string
  readonly reason: string
  readonly balancer: string
  /** 8 in the first samples, 10 now. */
  readonly fields: number
}

/** One health-check-log line without its newline. */
export function healthCheckLine(given: Partial<HealthCheckLine> = {}): string {
  const line = {
    type: 'http',
    time: '2026-09-01T12:00:00.000Z',
    latencySeconds: 0.019584011,
    target: '10.0.1.10:8080',
    targetGroup: 'web',
    passed: true,
    statusCode: given.passed === false ? '-' : '200',
    reason: given.passed === false ? 'TimedOut' : '-',
    balancer: 'app/shop/50dc6c495c0c9188',
    fields: 10,
    ...given,
  }
  return [
    line.type,
    microseconds(line.time),
    line.latencySeconds.toFixed(9),
    line.target,
    line.targetGroup,
    line.passed ? 'PASS' : 'FAIL',
    line.statusCode,
    line.reason,
    line.balancer,
    '198.51.100.20',
  ]
    .slice(0, line.fields)
    .join(' ')
}

/** Logs print six digits; a time is kept as it is where it already has them. */
function microseconds(iso: string): string {
  return /\.\d{6}Z$/.test(iso) ? iso : new Date(iso).toISOString().replace('Z', '000Z')
}

function created({ time, triple, status }: Pick<AlbLine, 'time' | 'triple' | 'status'>): string {
  const undispatched = triple.every((seconds) => seconds < 0)
  const seconds = undispatched && status === 504 ? 10 : triple.reduce((sum, one) => sum + Math.max(0, one), 0)
  return new Date(Date.parse(time) - seconds * 1000).toISOString()
}
