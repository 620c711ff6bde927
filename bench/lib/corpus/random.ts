/** Numbers that look random and are the same every time. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number
  readonly chance: (share: number) => boolean
  /** One of the values; the first ones more often, as it is with paths and backends. */
  readonly pick: <Value>(values: readonly Value[]) => Value
  readonly skewed: <Value>(values: readonly Value[]) => Value
  readonly hex: (digits: number) => string
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const at = <Value>(values: readonly Value[], index: number): Value => {
    const value = values[index]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }
  return {
    below,
    chance: (share) => next() < share,
    pick: (values) => at(values, below(values.length)),
    skewed: (values) => at(values, Math.floor(next() ** 3 * values.length)),
    hex: (digits) =>
      Array.from({ length: Math.ceil(digits / 8) }, () =>
        below(2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      )
        .join('')
        .slice(0, digits),
  }
}
