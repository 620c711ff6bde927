/** Rows of an Application Gateway as a busy shop has them. */
import { gatewayLine, nobodyAsked } from '../../../test/fakes/logs/app-gateway-lines.ts'
import type { Random } from './random.ts'

/** One row, answered at the given time in milliseconds since 1970. */
export function gatewayRowAt(random: Random, at: number): string {
  const backend = random.pick(['10.20.2.4:8080', '10.20.2.5:8080', '10.20.2.6:8080'])
  const failed = random.chance(0.005)
  return gatewayLine({
    time: new Date(at).toISOString(),
    pool: random.skewed(['web', 'api']),
    rule: random.skewed(['shop', 'api']),
    clientIp: `203.0.${random.below(256)}.${random.below(256)}`,
    uri: `/${random.skewed(['', 'cart', 'products', 'search'])}/${random.below(400)}`,
    query: random.chance(0.4) ? `q=${random.hex(8)}` : '',
    userAgent: random.skewed(['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "httpStatus":502', 'okhttp/4.12.0']),
    status: random.skewed([200, 200, 304, 404]),
    serverRouted: backend,
    latency: `0.${String(random.below(1000)).padStart(3, '0')}`,
    ...(failed ? nobodyAsked : {}),
  })
}
