/** How the time that the platform gives is spent. */
import type { TimeWindow } from '../core/evidence.ts'

export interface Times {
  readonly window: TimeWindow
  /** Milliseconds since 1970. What is left then is for alerts. */
  readonly collectUntil: number
  /** Aborted just before the platform ends the run. */
  readonly signal: AbortSignal
  readonly claimSeconds: number
}

/** Three attempts at every sink, with a store that is slow. */
const mostForAlerts = 20_000
const lastMoment = 500

export function timesOf(now: Date, remainingMilliseconds: number, windowSeconds: number): Times {
  const forAlerts = Math.min(mostForAlerts, remainingMilliseconds / 3)
  const to = Math.floor(now.getTime() / 1000) * 1000
  return {
    window: { from: new Date(to - windowSeconds * 1000).toISOString(), to: new Date(to).toISOString() },
    collectUntil: now.getTime() + remainingMilliseconds - forAlerts,
    signal: AbortSignal.timeout(Math.max(0, Math.floor(remainingMilliseconds - lastMoment))),
    // A run that is over then is dead or done.
    claimSeconds: Math.ceil(remainingMilliseconds / 1000) + 5,
  }
}
