/** Sending again what was not taken. */
import { setTimeout as wait } from 'node:timers/promises'
import { beforeDeadline } from '../collect/deadline.ts'

export interface Patience {
  readonly attempts: number
  /** Before the second attempt; twice that before the next. */
  readonly delayMilliseconds: number
  readonly timeoutMilliseconds: number
}

export const usualPatience: Patience = { attempts: 3, delayMilliseconds: 500, timeoutMilliseconds: 4000 }

/** What no further attempt would mend. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
}

/** Rejects with the last attempt's error. An attempt that does not end is given up; after the signal none begins. */
export async function retried(
  attempt: (signal: AbortSignal) => Promise<void>,
  { attempts, delayMilliseconds, timeoutMilliseconds }: Patience,
  signal: AbortSignal,
): Promise<void> {
  for (let left = attempts - 1, delay = delayMilliseconds; ; left -= 1, delay *= 2) {
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)])
      // What takes no notice of the signal must not hold up the others.
      return await beforeDeadline(attempt(limit), limit, () => new Error(`no answer within ${timeoutMilliseconds / 1000} s`))
    } catch (error) {
      if (left === 0 || signal.aborted || error instanceof NotTaken) throw error
      await wait(delay, undefined, { signal })
    }
  }
}
