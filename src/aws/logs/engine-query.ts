/** How a query of any engine is run: begun, asked after with growing pauses, and stopped when it is given up. */
import { setTimeout as delay } from 'node:timers/promises'
import { UnusableAnswer } from '../../collect/refusal.ts'

export interface EngineQuery<Result> {
  /** The id that the engine gives the query. */
  readonly start: () => Promise<string | undefined>
  /** Null while the query runs; rejects with UnusableAnswer once it has failed. */
  readonly look: (id: string) => Promise<Result | null>
  readonly stop: (id: string, signal: AbortSignal) => Promise<unknown>
}

/** Most queries take seconds. */
const firstPause = 300
const longestPause = 4000
const pauseGrowth = 1.5
/** How long to wait for the word that a query is no longer wanted. */
const stopMilliseconds = 800

/** Rejects with the SDK's error, or where the query fails; a query that is given up is stopped, for it goes on costing otherwise. */
export async function runToEnd<Result>(query: EngineQuery<Result>, signal: AbortSignal): Promise<Result> {
  const id = await query.start()
  if (id === undefined) throw new UnusableAnswer('the query was given no id')
  try {
    for (let pause = firstPause; ; pause = Math.min(pause * pauseGrowth, longestPause)) {
      const result = await query.look(id)
      if (result !== null) return result
      await delay(pause, undefined, { signal })
    }
  } catch (error) {
    const over = error instanceof UnusableAnswer
    if (!over) await query.stop(id, AbortSignal.timeout(stopMilliseconds)).catch(() => undefined)
    throw error
  }
}
