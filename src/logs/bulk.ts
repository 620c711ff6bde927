/**
 * Counts requests of one balancer that did not fail, by number instead of by name. Nearly all lines of a log tell of such, and
 * looking up three names for each would take longer than decompressing its line. What was counted is taken as a digest.
 */
import type { TrafficDigest } from '../core/traffic.ts'
import {
  type BulkPool,
  byGateway,
  emptyCells,
  enlarged,
  enlargedCells,
  type Minute,
  minuteMilliseconds,
  mostAnswers,
  noMinute,
  type Place,
} from './bulk-cells.ts'
import { backendOf, seriesOf, takePaths } from './bulk-digest.ts'
import { createTextCounts, type TextCounts } from './text-counts.ts'

/** First inside, first outside, in milliseconds since 1970. */
export interface Bounds {
  readonly from: number
  readonly to: number
}

/** When a request was answered: minutes since 1970, and milliseconds within the minute. Whole numbers are cheaper to hand on. */
export interface Bulk {
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
/** The scope of a path that was asked of a pool by a method, both by their numbers. */
export function scopeOf(pool: BulkPool, method: number): number {
  return (pool.number << 3) | method
}

/** Requests outside the bounds are counted as such. `methods`: at most eight. */
export function createBulk(bounds: Bounds, methods: readonly string[]): Bulk {
  const paths = createTextCounts()
  let pools: BulkPool[] = []
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

  const poolOf = (name: string | null): BulkPool => {
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
        series: pools.map((pool) => seriesOf(pool, [...minutes.values()], answers)),
        failures: [],
        backends: places.flatMap((place) => backendOf(place, cells, firstMinute, answers)),
        paths: takePaths(paths, pools, methods),
      }
      forget()
      return digest
    },
  }
}
