/** What a line of a request log turned out to be, and how it is counted. */
import { type Accumulator, addForeign, addMalformed, addRequest } from '../core/digest/accumulator.ts'
import type { LoggedRequest } from '../core/digest/request.ts'

/** A request, and whose it is. */
export interface LoggedLine extends LoggedRequest {
  /** The load balancer as its log names it: `app/name/id`, an ARM id; null where the line names none. */
  readonly balancer: string | null
}

/** The request a line tells of; or not readable as a line of its format; or readable, but not about requests of this balancer. */
export type AccessLine = LoggedLine | 'malformed' | 'foreign'

/** Counts a line, once. It must not keep what it is given. */
export type CountLine = (line: AccessLine) => void

/** Counts every line into one accumulator, whichever balancer it names. */
export function countInto(accumulator: Accumulator): CountLine {
  return (line) => {
    if (line === 'malformed') addMalformed(accumulator)
    else if (line === 'foreign') addForeign(accumulator)
    else addRequest(accumulator, line)
  }
}
