/** Runs at most `most` tasks at a time, in the order they arrive. */
export function limitConcurrency(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0

  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await task()
    } finally {
      // A finished task hands its place to the next in line, so that no newcomer can take it in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
