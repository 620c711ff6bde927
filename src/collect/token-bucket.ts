/** A bucket of tokens as the clouds keep them: each call takes one, and goes slower after the cloud said that it is too fast. */

export interface BucketSize {
  /** How many calls may go out at once when none went out for long. */
  readonly capacity: number
  readonly tokensPerSecond: number
}

/** Where time comes from; tests have their own. */
export interface Clock {
  /** Milliseconds that never run backwards. */
  readonly now: () => number
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

export interface TokenBucket {
  /** Resolves when a call may go out, in the order of asking. Rejects when the signal is aborted. */
  readonly take: (signal: AbortSignal) => Promise<void>
  /** The cloud refused a call for coming too fast: somebody else draws on the same tokens. */
  readonly slowDown: () => void
  /** The cloud took a call. */
  readonly speedUp: () => void
}

/** The pace in whole steps, so that it becomes just what it was: one call that passes is one step, half of them are lost by a refusal. */
const fullPace = 80
/** Slower than this, a run would not end. */
const slowestPace = 10
/** The calls that were under way when the first of them was refused tell nothing new. */
const quietMilliseconds = 1000

export function tokenBucket({ capacity, tokensPerSecond }: BucketSize, clock: Clock): TokenBucket {
  let tokens = capacity
  let pace = fullPace
  let filledAt = clock.now()
  let slowedAt = Number.NEGATIVE_INFINITY
  let line: Promise<void> = Promise.resolve()

  const perSecond = (): number => (tokensPerSecond * pace) / fullPace
  const refill = (): void => {
    const now = clock.now()
    tokens = Math.min(capacity, tokens + ((now - filledAt) / 1000) * perSecond())
    filledAt = now
  }
  const takeNext = async (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    refill()
    while (tokens < 1) {
      await clock.wait(Math.ceil(((1 - tokens) / perSecond()) * 1000), signal)
      refill()
    }
    tokens -= 1
  }

  return {
    take: (signal) => {
      const turn = line.then(() => takeNext(signal))
      // Whoever gives up does not hold up those behind.
      line = turn.catch(() => {})
      return turn
    },
    slowDown: () => {
      refill()
      tokens = 0
      if (clock.now() - slowedAt < quietMilliseconds) return
      slowedAt = clock.now()
      pace = Math.max(slowestPace, Math.floor(pace / 2))
    },
    speedUp: () => {
      refill()
      pace = Math.min(fullPace, pace + 1)
    },
  }
}
