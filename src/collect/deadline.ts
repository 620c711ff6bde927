/** When a run must end. */
import { setMaxListeners } from 'node:events'
import type { Refusal } from './refusal.ts'

/** The code of what was not waited for because the caller ended the run. */
export const endedByCaller = 'Aborted'

export interface Deadline {
  /** Aborted when the run must end. */
  readonly signal: AbortSignal
  /** Stops the clock. */
  readonly clear: () => void
}

/** Calls `over` with the reason once, at the deadline or when the caller's own signal ends the run earlier. */
export function startDeadline(seconds: number, signal: AbortSignal | undefined, over: (refusal: Refusal) => void): Deadline {
  const controller = new AbortController()
  // Every call in flight listens; that many listeners are no leak.
  setMaxListeners(0, controller.signal)
  const end = (code: string, message: string) => {
    if (controller.signal.aborted) return
    over({ gap: 'failed', code, message })
    controller.abort()
  }
  const timer = setTimeout(() => end('Deadline', `no answer within the deadline of ${seconds} s`), seconds * 1000)
  const abort = () => end(endedByCaller, 'the run was ended before the answer came')
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    },
  }
}

/** Waits for the work, but no longer than so many milliseconds; tells whether it ended in time. */
export async function waitAtMost(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  try {
    return await Promise.race([work.then(() => true), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

/** The work's own end or, once the signal is aborted, a rejection with what `tooLate` makes. */
export function beforeDeadline<T>(work: Promise<T>, signal: AbortSignal, tooLate: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(tooLate())
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject)
  })
}

/** How long what is being read may take after the deadline to record what it has. */
const graceMilliseconds = 1000

/** Waits for work that ends by itself at the deadline: until it ends, or a moment longer than the deadline. */
export async function waitPastDeadline(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const over = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await Promise.race([work, over.then(() => waitAtMost(work, graceMilliseconds))])
}
