/** Where requests that are counted together are counted: in cells, by the numbers of their place, minute and answer. */

/** Where requests went: one backend of one pool. Requests of no pool, or of no backend, have their place too. */
export interface Place {
  readonly pool: BulkPool
  readonly backend: string | null
  /** From 0. */
  readonly number: number
}

export interface BulkPool {
  readonly name: string | null
  /** From 0. */
  readonly number: number
}

/** Statuses, and who made them: real logs have some twenty. */
export const mostAnswers = 64
/** Added to the status of what the gateway itself answered. */
export const byGateway = 1000
export const minuteMilliseconds = 60_000

export interface Minute {
  readonly number: number
  /** Milliseconds since the first minute. */
  readonly offset: number
  readonly isInside: boolean
  /** `mostAnswers` for each pool. */
  counts: Int32Array
}

/** `mostAnswers` for each place; times in milliseconds since the first minute. */
export interface Cells {
  readonly requests: Int32Array
  readonly firstAt: Int32Array
  readonly lastAt: Int32Array
}

export const noMinute: Minute = { number: -1, offset: 0, isInside: true, counts: new Int32Array(0) }

export function emptyCells(places: number): Cells {
  return {
    requests: new Int32Array(mostAnswers * places),
    firstAt: new Int32Array(mostAnswers * places).fill(2 ** 31 - 1),
    lastAt: new Int32Array(mostAnswers * places).fill(-(2 ** 31)),
  }
}

export function enlarged(counts: Int32Array, pools: number): Int32Array {
  const larger = new Int32Array(mostAnswers * pools)
  larger.set(counts)
  return larger
}

export function enlargedCells(cells: Cells, places: number): Cells {
  const larger = emptyCells(places)
  larger.requests.set(cells.requests)
  larger.firstAt.set(cells.firstAt)
  larger.lastAt.set(cells.lastAt)
  return larger
}
