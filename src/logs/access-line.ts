/** What a line of a request log turned out to be, and how it is counted. */
import { type Accumulator, addDigest, addForeign, addMalformed, addRequest } from '../core/digest/accumulator.ts'
import type { LoggedRequest } from '../core/digest/request.ts'
import type { TrafficDigest } from '../core/traffic.ts'
import type { Bounds } from './bulk.ts'
import type { LineSink } from './line-splitter.ts'

/** A request, and whose it is. */
export interface LoggedLine extends LoggedRequest {
  /** The load balancer as its log names it: `app/name/id`, an ARM id; null where the line names none. */
  readonly balancer: string | null
}

/** The request a line tells of; or not readable as a line of its format; or readable, but not about requests of this balancer. */
export type AccessLine = LoggedLine | 'malformed' | 'foreign'

/** Where a reader counts. */
export interface LineCounter {
  /** Requests answered outside count as such. */
  readonly bounds: Bounds
  /** Counts a line, once. It must not keep what it is given. */
  readonly count: (line: AccessLine) => void
  /** Counts lines of one balancer that the reader had counted together: none of them tells of a failure. */
  readonly add: (balancer: string | null, digest: TrafficDigest) => void
}

/** Reads lines, and counts some of them together. */
export interface CountingReader extends LineSink {
  /** Lines that were counted together, and that the counter does not know of yet. */
  readonly pending: () => number
  /** Lets the counter know of them: to be called before the counts are used. */
  readonly flush: () => void
}

/** Counts every line into one accumulator, whichever balancer it names. */
export function countInto(accumulator: Accumulator): LineCounter {
  return {
    bounds: accumulator,
    count: (line) => {
      if (line === 'malformed') addMalformed(accumulator)
      else if (line === 'foreign') addForeign(accumulator)
      else addRequest(accumulator, line)
    },
    add: (_, digest) => addDigest(accumulator, digest),
  }
}
