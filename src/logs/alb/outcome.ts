/** What the load balancer's statuses and times mean. */
import type { LoggedRequest } from '../../core/digest/request.ts'
import type { Origin, Phase } from '../../core/traffic.ts'

/** Request, target and response processing time in seconds; -1 where the stage was not reached, NaN where the log does not tell. */
export type Times = readonly [request: number, target: number, response: number]

/**
 * A backend made the answer when its status is the one the client got. A 502 with another status of the target beside it is the
 * balancer's own: it did not pass on what it was given.
 */
export function originOf(status: number, targetStatus: number | null): Origin {
  return targetStatus !== null && targetStatus === status ? 'backend' : 'gateway'
}

export function phaseOf([request, target, response]: Times): Phase {
  if (Number.isNaN(request + target + response)) return 'unknown'
  if (request < 0) return target < 0 && response < 0 ? 'not-dispatched' : 'unknown'
  if (target < 0) return response < 0 ? 'no-answer' : 'unknown'
  return response < 0 ? 'cut-off' : 'answered'
}

type Timing = Pick<LoggedRequest, 'phase' | 'waitSeconds' | 'durationSeconds'>

/** Phase, wait and duration of a request answered `at`; `createdAt` NaN where the log does not tell when it arrived. */
export function timingOf(times: Times, at: number, createdAt: number): Timing {
  const phase = phaseOf(times)
  const [request, target, response] = times
  const summed = phase === 'answered' ? request + target + response : null
  return {
    phase,
    waitSeconds: phase === 'answered' || phase === 'cut-off' ? target : null,
    // The clock of the balancer is one clock; an arrival after the answer is no arrival.
    durationSeconds: createdAt <= at ? (at - createdAt) / 1000 : summed,
  }
}

/** `-1`, `0.012`; NaN for what is no number. */
export function secondsOf(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
}
