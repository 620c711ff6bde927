/**
 * Counts requests of one balancer that did not fail, by number instead of by name. Nearly all lines of a log tell of such, and
 * looking up three names for each would take longer than decompressing its line. What was counted is taken as a digest.
 */
import { shortPath } from '../core/digest/paths.ts'
import type { BackendCounts, MinuteCounts, PathCounts, PoolSeries, TrafficDigest } from '../core/traffic.ts'
import { createTextCounts, type TextCounts } from './text-counts.ts'

/** First inside, first outside, in milliseconds since 1970. */
export interface Bounds {
  readonly from: number
  readonly to: number
}

/** Where requests went: one backend of one pool. Requests of no pool, or of no backend, have their place too. */
export interface Place {
  readonly pool: TalliedPool
  readonly backend: string | null
  /** From 0. */
  readonly number: number
}

export interface TalliedPool {
  readonly name: string | null
  /** From 0. */
  readonly number: number
}

/** When a request was answered: minutes since 1970, and milliseconds within the minute. Whole numbers are cheaper to hand on. */
export interface Tally {
  /** Undefined when there is no room for another place: what was counted must be taken, and places made anew. */
  readonly newPlace: (pool: string | null, backend: string | null) => Place | undefined
  /** By pool and method: see `scopeOf`. */
  readonly paths: TextCounts
  /**
   * Counts a request answered in a minute (since 1970) at a millisecond of it. `path` is one that `paths` found. False, and nothing
   * counted, when there is no room.
   */
  readonly count: (place: Place, path: number, minute: number, millisecond: number, status: number, byBackend: boolean) => boolean
  /** Counted since the last time they were taken. */
  readonly lines: () => number
  /** Whether there is no room for something, or counts grow too large. */
  readonly isDue: () => boolean
  /** What was counted, which is forgotten, and with it all places; null when it is nothing. */
  readonly take: () => TrafficDigest | null
}

/** That every count stays a small whole number. */
const mostLines = 1_000_000_000
const mostPlaces = 4000
const mostMinutes = 200
/** That milliseconds between the first of them and the last stay small whole numbers. */
const mostMinutesApart = 20_000
/** Statuses, and who made them: real logs have some twenty. */
const mostAnswers = 64
/** Added to the status of what the gateway itself answered. */
const byGateway = 1000
const minuteMilliseconds = 60_000

interface Minute {
  readonly number: number
  /** Milliseconds since the first minute. */
  readonly offset: number
  readonly isInside: boolean
  /** `mostAnswers` for each pool. */
  counts: Int32Array
}

/** `mostAnswers` for each place; times in milliseconds since the first minute. */
interface Cells {
  readonly requests: Int32Array
  readonly firstAt: Int32Array
  readonly lastAt: Int32Array
}

/** The scope of a path that was asked of a pool by a method, both by their numbers. */
export function scopeOf(pool: TalliedPool, method: number): number {
  return (pool.number << 3) | method
}

/** Requests outside the bounds are counted as such. `methods`: at most eight. */
export function createTally(bounds: Bounds, methods: readonly string[]): Tally {
  const paths = createTextCounts()
  let pools: TalliedPool[] = []
  let places: Place[] = []
  let cells = emptyCells(0)
  let minutes = new Map<number, Minute>()
  let minute = noMinute
  let firstMinute = 0
  let answers: number[] = []
  /** One more than the place in `answers`. */
  const numbers = new Uint8Array(2 * byGateway)
  let lines = 0
  let outside = 0
  let isCrowded = false

  const poolOf = (name: string | null): TalliedPool => {
    const known = pools.find((pool) => pool.name === name)
    if (known !== undefined) return known
    const pool = { name, number: pools.length }
    pools = [...pools, pool]
    return pool
  }

  const crowded = (): false => {
    isCrowded = true
    return false
  }

  /** Makes this minute the current one. */
  const turnTo = (number: number): boolean => {
    const known = minutes.get(number)
    if (minutes.size === 0) firstMinute = number
    if (known === undefined && (minutes.size >= mostMinutes || Math.abs(number - firstMinute) > mostMinutesApart))
      return crowded()
    minute = known ?? {
      number,
      offset: (number - firstMinute) * minuteMilliseconds,
      isInside: number * minuteMilliseconds >= bounds.from && (number + 1) * minuteMilliseconds <= bounds.to,
      counts: new Int32Array(mostAnswers * pools.length),
    }
    minutes.set(number, minute)
    return true
  }

  const isOutside = (millisecond: number): boolean => {
    const at = minute.number * minuteMilliseconds + millisecond
    return !(at >= bounds.from && at < bounds.to)
  }

  const addAnswer = (answer: number): boolean => {
    if (answers.length >= mostAnswers) return crowded()
    answers.push(answer)
    numbers[answer] = answers.length
    return true
  }

  const countsOf = (counts: Int32Array, made: boolean): Readonly<Record<string, number>> => {
    const all = answers.map((answer, index) => [answer, counts[index] ?? 0] as const)
    const own = all.filter(([answer, count]) => count > 0 && answer >= byGateway === made)
    return Object.fromEntries(own.map(([answer, count]) => [String(answer % byGateway), count]))
  }

  const seriesOf = (pool: TalliedPool): PoolSeries => ({
    pool: pool.name,
    minutes: [...minutes.values()].flatMap(({ number, counts: all }): readonly MinuteCounts[] => {
      const counts = all.subarray(mostAnswers * pool.number, mostAnswers * (pool.number + 1))
      const requests = counts.reduce((sum, count) => sum + count, 0)
      const at = timeOf(number * minuteMilliseconds)
      return requests === 0 ? [] : [{ at, requests, gateway: countsOf(counts, true), backend: countsOf(counts, false) }]
    }),
  })

  const backendOf = ({ pool, backend, number: place }: Place): readonly BackendCounts[] => {
    const rows = answers.flatMap((answer, index) => {
      const cell = mostAnswers * place + index
      const [requests = 0, first = 0, last = 0] = [cells.requests[cell], cells.firstAt[cell], cells.lastAt[cell]]
      return requests === 0 ? [] : [{ answer, requests, first, last }]
    })
    if (backend === null || rows.length === 0) return []
    const sum = (some: typeof rows): number => some.reduce((total, { requests }) => total + requests, 0)
    const succeeded = rows.filter(({ answer }) => answer < 500)
    const time = (offset: number): string => timeOf(firstMinute * minuteMilliseconds + offset)
    return [
      {
        ...{ pool: pool.name, backend, requests: sum(rows), succeeded: sum(succeeded), gatewayFailures: 0 },
        backendFailures: sum(rows.filter(({ answer }) => answer >= 500 && answer < byGateway)),
        firstAt: time(Math.min(...rows.map(({ first }) => first))),
        lastAt: time(Math.max(...rows.map(({ last }) => last))),
        lastSucceededAt: succeeded.length === 0 ? null : time(Math.max(...succeeded.map(({ last }) => last))),
      },
    ]
  }

  const takePaths = (): readonly PathCounts[] => {
    const taken: PathCounts[] = []
    paths.take((text, scope, requests) => {
      const path = shortPath(`${methods[scope & 7]} ${text}`)
      taken.push({ pool: pools[scope >> 3]?.name ?? null, path, requests, failures: 0 })
    })
    return taken
  }

  const forget = (): void => {
    pools = []
    places = []
    cells = emptyCells(0)
    minutes = new Map()
    minute = noMinute
    answers = []
    numbers.fill(0)
    lines = 0
    outside = 0
    isCrowded = false
  }

  return {
    paths,
    newPlace: (pool, backend) => {
      if (places.length >= mostPlaces) {
        isCrowded = true
        return undefined
      }
      const place = { pool: poolOf(pool), backend, number: places.length }
      places.push(place)
      return place
    },
    count: (place, path, minuteNumber, millisecond, status, byBackend) => {
      if (minuteNumber !== minute.number && !turnTo(minuteNumber)) return false
      if (!minute.isInside && isOutside(millisecond)) {
        lines += 1
        outside += 1
        return true
      }
      const answer = byBackend ? status : byGateway + status
      if (numbers[answer] === 0 && !addAnswer(answer)) return false
      const index = (numbers[answer] ?? 0) - 1
      const cell = mostAnswers * place.pool.number + index
      if (cell >= minute.counts.length) minute.counts = enlarged(minute.counts, pools.length)
      const { counts } = minute
      counts[cell] = (counts[cell] ?? 0) + 1
      const own = mostAnswers * place.number + index
      if (own >= cells.requests.length) cells = enlargedCells(cells, 2 * places.length)
      const at = minute.offset + millisecond
      const { requests, firstAt, lastAt } = cells
      requests[own] = (requests[own] ?? 0) + 1
      if (at < (firstAt[own] ?? 0)) firstAt[own] = at
      if (at > (lastAt[own] ?? 0)) lastAt[own] = at
      paths.add(path)
      lines += 1
      return true
    },
    lines: () => lines,
    isDue: () => isCrowded || lines >= mostLines || paths.isFull(),
    take: () => {
      if (lines === 0 && !isCrowded && !paths.isFull()) return null
      const digest: TrafficDigest = {
        lines: { read: lines, parsed: lines, malformed: 0, foreign: 0, outsideWindow: outside },
        series: pools.map(seriesOf),
        failures: [],
        backends: places.flatMap(backendOf),
        paths: takePaths(),
      }
      forget()
      return digest
    },
  }
}

const noMinute: Minute = { number: -1, offset: 0, isInside: true, counts: new Int32Array(0) }

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function emptyCells(places: number): Cells {
  return {
    requests: new Int32Array(mostAnswers * places),
    firstAt: new Int32Array(mostAnswers * places).fill(2 ** 31 - 1),
    lastAt: new Int32Array(mostAnswers * places).fill(-(2 ** 31)),
  }
}

function enlarged(counts: Int32Array, pools: number): Int32Array {
  const larger = new Int32Array(mostAnswers * pools)
  larger.set(counts)
  return larger
}

function enlargedCells(cells: Cells, places: number): Cells {
  const larger = emptyCells(places)
  larger.requests.set(cells.requests)
  larger.firstAt.set(cells.firstAt)
  larger.lastAt.set(cells.lastAt)
  return larger
}
