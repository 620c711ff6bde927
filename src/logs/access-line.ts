/** What a line of a request log turned out to be, and how it is counted. */
import { type Accumulator, addForeign, addMalformed, addRequest } from '../core/digest/accumulator.ts'
import type { LoggedRequest } from '../core/digest/request.ts'

/** The request a line tells of; or not readable as a line of its format; or readable, but not about requests of this balancer. */
export type AccessLine = LoggedRequest | 'malformed' | 'foreign'

/** Counts a line, once. */
export function countLine(accumulator: Accumulator, line: AccessLine): void {
  if (line === 'malformed') addMalformed(accumulator)
  else if (line === 'foreign') addForeign(accumulator)
  else addRequest(accumulator, line)
}
