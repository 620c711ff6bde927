/** How far the reading of log objects has come, in words. */
import type { Gatherer } from './gatherer.ts'

export interface Pace {
  /** So many bytes more were read. */
  readonly add: (bytes: number) => void
  /** `12 of 80 MB, 41000 lines, 17 of them 502, 9 s left`. */
  readonly words: () => string
}

/** `now` gives milliseconds. */
export function createPace(
  totalBytes: number,
  { linesRead, badGateways }: Pick<Gatherer, 'linesRead' | 'badGateways'>,
  now: () => number,
): Pace {
  const startedAt = now()
  let bytes = 0
  return {
    add: (more) => {
      bytes += more
    },
    words: () => {
      const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes)
      const left = share === 0 ? null : Math.ceil((((now() - startedAt) / share) * (1 - share)) / 1000)
      return [
        `${megabytes(bytes)} of ${megabytes(totalBytes)} MB`,
        `${linesRead()} lines`,
        `${badGateways()} of them 502`,
        ...(left === null ? [] : [`${left} s left`]),
      ].join(', ')
    },
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}
