import { describe, expect, test } from 'vitest'
import { mergeDigests } from '../../../src/core/digest/accumulator.ts'
import { maximumBackends, maximumGroups, maximumPaths } from '../../../src/core/digest/limits.ts'
import { condenseDigest } from '../../../src/core/digest/paths.ts'
import { answeredByRule, hasFailureStatus, isFailure } from '../../../src/core/digest/request.ts'
import { digest, type Line, noon, request } from './requests.ts'

const failed = { origin: 'gateway', status: 502, phase: 'cut-off' } as const
const many = (count: number, make: (index: number) => Line): readonly Line[] =>
  Array.from({ length: count }, (_, index) => make(index))

describe('a digest', () => {
  test('counts per pool, minute, origin and status', () => {
    const { series } = digest([request(), request({ at: noon + 59_999 }), request({ ...failed, at: noon + 60_000, pool: null })])
    expect(series).toEqual([
      { pool: null, minutes: [{ at: '2026-09-01T12:01:00.000Z', requests: 1, gateway: { 502: 1 }, backend: {} }] },
      { pool: 'web', minutes: [{ at: '2026-09-01T12:00:00.000Z', requests: 2, gateway: {}, backend: { 200: 2 } }] },
    ])
  })

  test('groups failures by what they share, and keeps when, how long, where and what', () => {
    const { failures } = digest([
      request({ ...failed, waitSeconds: 0.15, durationSeconds: 31, sample: 'b' }),
      request({ ...failed, at: noon + 61_000, waitSeconds: 0.15, path: 'GET /', sample: 'a' }),
      request({ ...failed, at: noon + 1000, path: 'GET /', durationSeconds: null, waitSeconds: null, sample: 'd' }),
      request({ ...failed, sample: 'c' }),
      request({ ...failed, sample: 'a' }),
      request({ ...failed, phase: 'not-dispatched', waitSeconds: 5 }),
    ])
    expect(failures).toHaveLength(2)
    expect(failures[0]).toMatchObject({
      ...failed,
      backend: '10.0.1.10:8080',
      pool: 'web',
      requests: 5,
      firstAt: '2026-09-01T12:00:00.000Z',
      lastAt: '2026-09-01T12:01:01.000Z',
      minutes: [
        ['2026-09-01T12:00:00.000Z', 4],
        ['2026-09-01T12:01:00.000Z', 1],
      ],
      paths: [
        ['GET /cart', 3],
        ['GET /', 2],
      ],
      samples: ['a', 'b', 'c'],
    })
    expect(failures[0]?.wait).toMatchObject({ minimum: 0.02, maximum: 0.15 })
    expect(failures[1]?.wait).toEqual({ zero: 0, buckets: [], minimum: null, maximum: null })
  })

  test('keeps what was closed at once apart from what was closed in the middle of work', () => {
    const { failures } = digest([
      request({ ...failed, waitSeconds: 0.19, path: 'GET /cart' }),
      request({ ...failed, waitSeconds: 30, path: 'GET /report' }),
      request({ ...failed, waitSeconds: 31, path: 'GET /report' }),
    ])
    expect(failures.map(({ requests, paths, wait }) => [requests, paths, wait.minimum])).toEqual([
      [2, [['GET /report', 2]], 30],
      [1, [['GET /cart', 1]], 0.19],
    ])
  })

  test('knows a failure of this leg from other answers', () => {
    const told = (['gateway', 'backend'] as const).map((origin) =>
      [200, 460, 464, 500, 501, 502, 503, 504, 561].filter((status) => hasFailureStatus({ origin, status })),
    )
    expect(told).toEqual([[502, 503, 504], [502]])
  })

  test('counts per backend, with the time of its last success', () => {
    const { backends } = digest([
      request({ at: noon + 5000 }),
      request({ at: noon + 2000 }),
      request({ ...failed, at: noon + 9000 }),
      request({ at: noon, status: 500 }),
      request({ ...failed, status: 460 }),
      request({ ...failed, backend: 'other' }),
      request({ backend: null }),
    ])
    const times = { firstAt: '2026-09-01T12:00:00.000Z', lastAt: '2026-09-01T12:00:09.000Z' }
    expect(backends).toEqual([
      {
        ...{ pool: 'web', backend: '10.0.1.10:8080', requests: 5, succeeded: 2, gatewayFailures: 1, backendFailures: 1 },
        ...{ ...times, lastSucceededAt: '2026-09-01T12:00:05.000Z' },
      },
      {
        ...{ pool: 'web', backend: 'other', requests: 1, succeeded: 0, gatewayFailures: 1, backendFailures: 0 },
        ...{ firstAt: times.firstAt, lastAt: times.firstAt, lastSucceededAt: null },
      },
    ])
  })

  test('blames neither backends nor paths for what a rule answered, and keeps it apart in its groups', () => {
    const ruled = { ...failed, status: 503, reason: answeredByRule } as const
    const { backends, paths, failures } = digest([request(), request(ruled), request({ ...failed, status: 503 })])
    expect(backends).toMatchObject([{ requests: 3, succeeded: 1, gatewayFailures: 1 }])
    expect(paths).toEqual([{ pool: 'web', path: 'GET /cart', requests: 3, failures: 1 }])
    expect(failures.map(({ reason, requests }) => [reason, requests])).toEqual(
      expect.arrayContaining([
        [null, 1],
        [answeredByRule, 1],
      ]),
    )
    expect([ruled, { ...ruled, reason: null }].map(isFailure)).toEqual([false, true])
  })

  test('takes the start of the window in, and leaves its end out', () => {
    const window = { from: '2026-09-01T12:00:00.000Z', to: '2026-09-01T12:01:00.000Z' }
    const { lines, series } = digest([request(), request({ at: noon + 60_000 }), request({ at: noon - 1 })], window)
    expect(lines).toEqual({ read: 3, parsed: 3, malformed: 0, foreign: 0, outsideWindow: 2 })
    expect(series.flatMap((one) => one.minutes)).toHaveLength(1)
  })

  test('shortens what clients can make long', () => {
    const { failures, paths } = digest([request({ ...failed, path: `GET /${'x'.repeat(5000)}`, sample: 'y'.repeat(5000) })])
    expect(failures[0]?.samples[0]).toHaveLength(1000)
    expect(failures[0]?.paths[0]?.[0]).toHaveLength(200)
    expect(paths[0]?.path).toHaveLength(200)
  })
})

describe('paths', () => {
  const full = digest(many(maximumPaths + 1, (index) => request({ path: `GET /${index}` })))

  test('tell how often each was asked for and failed, those that fail most first', () => {
    const { paths } = digest([request(), request(failed), request({ path: 'GET /ok' }), request({ ...failed, pool: 'api' })])
    expect(paths).toEqual([
      { pool: 'web', path: 'GET /cart', requests: 2, failures: 1 },
      { pool: 'api', path: 'GET /cart', requests: 1, failures: 1 },
      { pool: 'web', path: 'GET /ok', requests: 1, failures: 0 },
    ])
  })

  test('are counted in full or not at all', () => {
    const late = `GET /${maximumPaths}`
    expect(full.pathsTruncated).toBe(true)
    expect(full.paths).toHaveLength(maximumPaths)
    const { paths } = mergeDigests(full, digest([request({ ...failed, path: late }), request({ ...failed, path: 'GET /0' })]))
    expect(paths.find((path) => path.path === late)).toBeUndefined()
    expect(paths[0]).toEqual({ pool: 'web', path: 'GET /0', requests: 2, failures: 1 })
  })

  test('of truncated tables are those that both hold, whichever way they are merged', () => {
    const other = digest([request({ ...failed, path: 'GET /7' }), request({ ...failed, path: 'GET /new' })])
    const condensed = condenseDigest(
      digest([request(), request({ ...failed, path: 'GET /7' }), request({ ...failed, path: 'GET /8' })]),
    )
    expect(condensed).toMatchObject({ pathsTruncated: true })
    for (const merged of [mergeDigests(other, condensed), mergeDigests(condensed, other)]) {
      // `GET /new` may have been asked for among the paths that were let go; `GET /8` was not among the others.
      expect(merged.paths).toEqual([
        { pool: 'web', path: 'GET /7', requests: 2, failures: 2 },
        { pool: 'web', path: 'GET /8', requests: 1, failures: 1 },
      ])
      expect(merged.pathsTruncated).toBe(true)
    }
    expect(mergeDigests(condensed, full).paths.map(({ path }) => path)).toEqual(['GET /7', 'GET /8'])
  })

  test('that never failed are not kept with the evidence', () => {
    const all = digest([request(), request({ path: 'GET /ok' }), request(failed)])
    expect(condenseDigest(all).paths).toEqual([{ pool: 'web', path: 'GET /cart', requests: 2, failures: 1 }])
    const failing = digest([request(failed)])
    expect(condenseDigest(failing)).toBe(failing)
  })
})

describe('a log that names more than any balancer has', () => {
  test('keeps its counts and lets names of failures go', () => {
    const { failures } = digest(many(maximumGroups + 50, (index) => request({ ...failed, backend: `10.0.0.1:${index}` })))
    expect(failures).toHaveLength(maximumGroups + 1)
    expect(failures[0]).toMatchObject({ backend: null, pool: null, requests: 50 })
  })

  test('keeps the busiest backends', () => {
    const names = many(3 * maximumBackends, (index) => request({ backend: `b${index}` }))
    const { backends, series } = digest([...many(5, () => request({ backend: 'busy' })), ...names])
    expect(backends).toHaveLength(maximumBackends)
    expect(backends[0]).toMatchObject({ backend: 'busy', requests: 5 })
    expect(series[0]?.minutes[0]?.requests).toBe(3 * maximumBackends + 5)
  })

  test('says what it had no room for', () => {
    const { lines, series } = digest(many(6000, (index) => request({ pool: `pool ${index}` })))
    expect(series).toHaveLength(5000)
    expect(lines).toMatchObject({ parsed: 6000, outsideWindow: 1000 })
  })
})
