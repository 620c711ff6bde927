/** Lines of an Application Load Balancer as a busy shop has them: every signature of a failure, and what only looks like one. */
import { type AlbLine, albLine } from '../../../test/fakes/logs/alb-lines.ts'
import type { Random } from './random.ts'

export interface CorpusLine {
  readonly text: string
  /** Its status really is 502. */
  readonly is502: boolean
}

/** A line answered at the given time, in milliseconds since 1970. */
export function corpusLine(random: Random, at: number): CorpusLine {
  const pool = random.skewed(pools)
  const outcome = random.chance(0.005) ? random.pick(failures) : random.skewed(successes)
  const browser = random.chance(0.85)
  const wait = (random.below(400) + 3) / 1000
  const line: Partial<AlbLine> = {
    type: random.skewed(['https', 'h2', 'http', 'wss', 'grpcs']),
    time: `${new Date(at).toISOString().slice(0, -1)}${String(random.below(1000)).padStart(3, '0')}Z`,
    client: `${random.chance(0.05) ? `2001:db8:${random.hex(4)}::${random.hex(2)}` : `203.0.${random.below(256)}.${random.below(256)}`}:${1024 + random.below(64_000)}`,
    target: pool.backends.length === 0 ? null : random.pick(pool.backends),
    targetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${pool.name}`,
    triple: [0.001, wait, 0],
    // Some of them are 502 bytes.
    receivedBytes: 200 + random.below(700),
    sentBytes: random.chance(0.003) ? 502 : 400 + random.below(90_000),
    request: requestOf(random, pool),
    userAgent: random.chance(0.002) ? quoting : random.skewed(agents),
    cipher: browser ? 'TLS_AES_128_GCM_SHA256' : 'ECDHE-RSA-AES128-GCM-SHA256',
    tlsVersion: browser ? 'TLSv1.3' : 'TLSv1.2',
    traceId: `Root=1-${Math.floor(at / 1000).toString(16)}-${random.hex(24)}`,
    rulePriority: pool.priority,
    ...outcome,
  }
  const text = albLine(line).replace('TID_1234abcd5678ef901234abcd5678ef90', () => `TID_${random.hex(32)}`)
  return { text, is502: outcome.status === 502 }
}

interface CorpusPool {
  readonly name: string
  readonly priority: number
  readonly backends: readonly string[]
  readonly paths: readonly string[]
}

const addresses = (count: number, subnet: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${subnet}.${10 + 17 * index}:8080`)

const pools: readonly CorpusPool[] = [
  {
    name: 'web/73e2d6bc24d8a067',
    priority: 0,
    backends: addresses(8, '10.0.1'),
    paths: ['', 'cart', 'products', 'static/app.js'],
  },
  { name: 'api/6d0ecf831eec9f09', priority: 10, backends: addresses(4, '10.0.2'), paths: ['api/v1/orders', 'api/v1/session'] },
  { name: 'chat/943f017f100becff', priority: 20, backends: addresses(3, '10.0.3'), paths: ['chat'] },
  { name: 'thumbnails/0a1b2c3d4e5f6071', priority: 30, backends: [], paths: ['thumbnails'] },
]

const failures: readonly Partial<AlbLine>[] = [
  { status: 502, targetStatus: null, triple: [-1, -1, -1] },
  { status: 502, targetStatus: null, triple: [0.001, -1, -1] },
  { status: 502, targetStatus: null, triple: [0.001, 4.205, -1] },
  { status: 502, targetStatus: null, triple: [0.001, 0, -1] },
  { status: 502, targetStatus: null, triple: [0, 0.012, 0] },
  { status: 502, targetStatus: 502 },
  { status: 502, targetStatus: null, target: null, triple: [0, 0.3, 0], errorReason: 'LambdaUnhandled' },
  { status: 503, targetStatus: null, target: null, triple: [-1, -1, -1] },
  { status: 503, targetStatus: null, target: null, triple: [-1, -1, -1], actions: 'fixed-response', targetGroupArn: null },
  { status: 504, targetStatus: null, triple: [-1, -1, -1] },
  { status: 504, targetStatus: null, triple: [0.001, -1, -1] },
]

const successes: readonly Partial<AlbLine>[] = [
  ...Array.from({ length: 30 }, () => ({ status: 200 })),
  ...[304, 302, 204, 404, 500, 401, 503].map((status) => ({ status })),
  { status: 301, target: null, targetStatus: null, targetGroupArn: null, triple: [-1, -1, -1], actions: 'redirect' },
  { status: 460, targetStatus: null, triple: [0.001, -1, -1] },
  { status: null, targetStatus: null, triple: [-1, -1, -1] },
]

/** With quotes, and with what looks like the fields of a failure. */
const quoting = 'uptime-checker \\"strict\\" -1 -1 -1 502 - (alarms on 502 and 504)'

const agents: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/127.0.6533.103 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:129.0) Gecko/20100101 Firefox/129.0',
  'okhttp/4.12.0',
  'python-requests/2.32.3',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (Linux; Android 12; Model 502 Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  '-',
]

/** A few paths that everyone asks for, and hundreds of products and orders that hardly anyone does. */
function requestOf(random: Random, { paths }: CorpusPool): string {
  const path = random.chance(0.7) ? random.skewed(paths) : `${random.skewed(paths)}/${random.below(400)}`
  const query = random.chance(0.4) ? `?q=${random.hex(8)}&page=${random.below(20)}` : ''
  return `${random.skewed(['GET', 'GET', 'GET', 'POST'])} https://shop.example.com:443/${path}${query} HTTP/${random.pick(['1.1', '2.0'])}`
}
