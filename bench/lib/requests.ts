/** When a request arrived and was answered, by the fake's clock. */
export interface Timed {
  readonly at: number
  readonly endedAt: number | null
}

/** How many requests repeat an earlier one of the same run; two are the same that have the same key. */
export function duplicatesOf<Request>(requests: readonly Request[], keyOf: (request: Request) => string): number {
  return requests.length - new Set(requests.map(keyOf)).size
}

/** The most requests that followed one another, each begun only after the one before had ended. No chain of dependent calls is longer. */
export function longestSequence(requests: readonly Timed[]): number {
  let length = 0
  let endedAt = Number.NEGATIVE_INFINITY
  for (const request of requests.toSorted((a, b) => endOf(a) - endOf(b))) {
    if (request.at < endedAt) continue
    length += 1
    endedAt = endOf(request)
  }
  return length
}

/** When the last of them was answered. */
export function lastEnd(requests: readonly Timed[]): number {
  return Math.max(...requests.map(endOf))
}

function endOf({ endedAt }: Timed): number {
  return endedAt ?? Number.POSITIVE_INFINITY
}
