/** Requests for testing digests: few enough values that requests often share them. */
import fc from 'fast-check'
import { addForeign, addMalformed, addRequest, createAccumulator, digestOf } from '../../../src/core/digest/accumulator.ts'
import type { LoggedRequest } from '../../../src/core/digest/request.ts'
import type { TimeWindow } from '../../../src/core/evidence.ts'
import type { TrafficDigest } from '../../../src/core/traffic.ts'

export const noon: number = Date.UTC(2026, 8, 1, 12)

export function request(given: Partial<LoggedRequest> = {}): LoggedRequest {
  return {
    at: noon,
    status: 200,
    origin: 'backend',
    backend: '10.0.1.10:8080',
    pool: 'web',
    path: 'GET /cart',
    phase: 'answered',
    reason: null,
    waitSeconds: 0.02,
    durationSeconds: 0.03,
    sample: 'a line',
    ...given,
  }
}

/** A request, or a line that told of none. */
export type Line = LoggedRequest | 'malformed' | 'foreign'

const seconds = fc.option(fc.constantFrom(0, 0.001, 0.0234, 1, 30, 30.004, 59.9))

export const anyLine: fc.Arbitrary<Line> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('malformed' as const, 'foreign' as const) },
  {
    weight: 12,
    arbitrary: fc.record({
      at: fc.integer({ min: noon - 200_000, max: noon + 200_000 }),
      status: fc.constantFrom(0, 200, 404, 460, 500, 502, 503, 504),
      origin: fc.constantFrom('gateway' as const, 'backend' as const),
      backend: fc.constantFrom(null, '10.0.1.10:8080', '10.0.1.11:8080', 'fd00::1:80'),
      pool: fc.constantFrom(null, 'web', 'api'),
      path: fc.constantFrom(null, 'GET /', 'GET /cart', `POST /${'x'.repeat(300)}`),
      phase: fc.constantFrom('not-dispatched' as const, 'no-answer' as const, 'cut-off' as const, 'answered' as const),
      reason: fc.constantFrom(null, 'LambdaUnhandled'),
      waitSeconds: seconds,
      durationSeconds: seconds,
      sample: fc.string({ maxLength: 6 }),
    }),
  },
)

export function digest(lines: readonly Line[], window: TimeWindow | null = null): TrafficDigest {
  const accumulator = createAccumulator(window)
  for (const line of lines) {
    if (line === 'malformed') addMalformed(accumulator)
    else if (line === 'foreign') addForeign(accumulator)
    else addRequest(accumulator, line)
  }
  return digestOf(accumulator)
}
