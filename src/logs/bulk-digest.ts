/** The digest of requests that were counted together. */
import { shortPath } from '../core/digest/paths.ts'
import type { BackendCounts, MinuteCounts, PathCounts, PoolSeries } from '../core/traffic.ts'
import { type BulkPool, byGateway, type Cells, type Minute, minuteMilliseconds, mostAnswers, type Place } from './bulk-cells.ts'
import type { TextCounts } from './text-counts.ts'

/** A pool's minutes; `answers` are the statuses by number, those of the gateway with `byGateway` added. */
export function seriesOf(pool: BulkPool, minutes: readonly Minute[], answers: readonly number[]): PoolSeries {
  const countsOf = (counts: Int32Array, made: boolean): Readonly<Record<string, number>> => {
    const all = answers.map((answer, index) => [answer, counts[index] ?? 0] as const)
    const own = all.filter(([answer, count]) => count > 0 && answer >= byGateway === made)
    return Object.fromEntries(own.map(([answer, count]) => [String(answer % byGateway), count]))
  }
  return {
    pool: pool.name,
    minutes: minutes.flatMap(({ number, counts: all }): readonly MinuteCounts[] => {
      const counts = all.subarray(mostAnswers * pool.number, mostAnswers * (pool.number + 1))
      const requests = counts.reduce((sum, count) => sum + count, 0)
      const at = timeOf(number * minuteMilliseconds)
      return requests === 0 ? [] : [{ at, requests, gateway: countsOf(counts, true), backend: countsOf(counts, false) }]
    }),
  }
}

/** The backend of a place; nothing where requests were of no backend, or none was counted. `firstMinute` is what times count from. */
export function backendOf(place: Place, cells: Cells, firstMinute: number, answers: readonly number[]): readonly BackendCounts[] {
  const rows = answers.flatMap((answer, index) => {
    const cell = mostAnswers * place.number + index
    const [requests = 0, first = 0, last = 0] = [cells.requests[cell], cells.firstAt[cell], cells.lastAt[cell]]
    return requests === 0 ? [] : [{ answer, requests, first, last }]
  })
  if (place.backend === null || rows.length === 0) return []
  const sum = (some: typeof rows): number => some.reduce((total, { requests }) => total + requests, 0)
  const succeeded = rows.filter(({ answer }) => answer < 500)
  const time = (offset: number): string => timeOf(firstMinute * minuteMilliseconds + offset)
  return [
    {
      ...{ pool: place.pool.name, backend: place.backend, requests: sum(rows), succeeded: sum(succeeded), gatewayFailures: 0 },
      backendFailures: sum(rows.filter(({ answer }) => answer >= 500 && answer < byGateway)),
      firstAt: time(Math.min(...rows.map(({ first }) => first))),
      lastAt: time(Math.max(...rows.map(({ last }) => last))),
      lastSucceededAt: succeeded.length === 0 ? null : time(Math.max(...succeeded.map(({ last }) => last))),
    },
  ]
}

/** The paths that were counted, which forget their counts. */
export function takePaths(paths: TextCounts, pools: readonly BulkPool[], methods: readonly string[]): readonly PathCounts[] {
  const taken: PathCounts[] = []
  paths.take((text, scope, requests) => {
    const path = shortPath(`${methods[scope & 7]} ${text}`)
    taken.push({ pool: pools[scope >> 3]?.name ?? null, path, requests, failures: 0 })
  })
  return taken
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
