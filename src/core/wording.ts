/** Small pieces of English and shell that checks share. */

export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`
}

/** `is`, or `are` of several or none: the verb that goes with so many. */
export function verb(amount: number, singular: string, plural: string): string {
  return amount === 1 ? singular : plural
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function list(words: readonly string[], most = 3): string {
  if (words.length <= 1) return words.join('')
  if (words.length <= most) return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  return `${words.slice(0, most).join(', ')} and ${words.length - most} more`
}

/** A duration for reading: `0.003 s`, `30 s`. */
export function seconds(value: number): string {
  if (value < 1) return `${Number(value.toFixed(3))} s`
  return `${Number(value.toFixed(1))} s`
}

/** `14:02` of an ISO time; the day is in the report's window. */
export function clock(iso: string): string {
  return iso.slice(11, 16)
}

/** A share as whole per cent, never rounded up to 100 nor down to 0. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return '0 %'
  const value = Math.round((100 * part) / whole)
  if (value === 0 && part > 0) return 'under 1 %'
  if (value === 100 && part < whole) return 'over 99 %'
  return `${value} %`
}

/** One argument of a POSIX shell command; quoted where it holds anything but plain name characters. */
export function shell(argument: string): string {
  return /^[\w.:/@%+=,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`
}

/** What begins with an article or the like as the beginning of a sentence; names keep the case they have. */
export function begun(words: string): string {
  return /^(?:the|an?|whether|no) /.test(words) ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words
}
