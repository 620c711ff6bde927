/** Lengths of time as people write them. */
const secondsPer: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
])

/** Seconds of a duration such as `90s`, `15m`, `1h`, `2d`; null when it is none. At most 10 years. */
export function durationSeconds(text: string): number | null {
  const match = /^(\d{1,9})([smhd])$/.exec(text)
  if (match === null) return null
  const seconds = Number(match[1]) * (secondsPer.get(match[2] ?? '') ?? 0)
  return seconds <= 3650 * 86_400 ? seconds : null
}
