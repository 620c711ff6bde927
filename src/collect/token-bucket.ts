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

/** Slower than this, a run would not end. */
const slowestShare = 1 / 8
/** So many calls in a row must pass before the pace that was halved is whole again. */
const callsToRecover = 40
/** The calls that were under way when the first of them was refused tell nothing new. */
const quietMilliseconds = 1000

export function tokenBucket({ capacity, tokensPerSecond }: BucketSize, clock: Clock): TokenBucket {
  let tokens = capacity
  let share = 1
  let filledAt = clock.now()
  let slowedAt = Number.NEGATIVE_INFINITY
  let line: Promise<void> = Promise.resolve()

  const refill = (): void => {
    const now = clock.now()
    tokens = Math.min(capacity, tokens + ((now - filledAt) / 1000) * tokensPerSecond * share)
    filledAt = now
  }
  const takeNext = async (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    refill()
    while (tokens < 1) {
      await clock.wait(Math.ceil(((1 - tokens) / (tokensPerSecond * share)) * 1000), signal)
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
      share = Math.max(slowestShare, share / 2)
    },
    speedUp: () => {
      refill()
      share = Math.min(1, share + 1 / (2 * callsToRecover))
    },
  }
}
