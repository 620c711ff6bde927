/** Times in the dozen forms in which Azure's services and their exports write them. */

const iso = /^(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d):(\d\d)(\.\d+)?\s*(.*)$/
const american = /^(\d\d?)\/(\d\d?)\/(\d{4}),? (\d\d?):(\d\d):(\d\d)(\.\d+)?\s*(.*)$/

/** Milliseconds since 1970; NaN for anything that is no such time. A time without zone is UTC, a date with slashes is month first. */
export function timeOf(text: string): number {
  const [, year, month, day, ...clock] = iso.exec(text) ?? []
  if (year !== undefined) return at([year, month, day], clock)
  const [, first, second, third, ...rest] = american.exec(text) ?? []
  return third === undefined ? Number.NaN : at([third, first, second], rest)
}

type Written = string | undefined

function at(date: readonly [year: Written, month: Written, day: Written], clock: readonly Written[]): number {
  const [year, month, day] = date.map(Number)
  const [hourText, minute, second, fraction, suffix] = clock
  const [, half, zone] = /^([AP]M)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i.exec(suffix ?? '') ?? [null, null, null]
  const hour = half === null ? Number.NaN : hourOf(Number(hourText), half)
  const inRange = (value: number, least: number, most: number): boolean => value >= least && value <= most
  if (year === undefined || month === undefined || day === undefined) return Number.NaN
  if (!inRange(month, 1, 12) || !inRange(day, 1, 31) || !inRange(hour, 0, 23)) return Number.NaN
  if (!inRange(Number(minute), 0, 59) || !inRange(Number(second), 0, 60)) return Number.NaN
  const milliseconds = Number((fraction ?? '.').slice(1, 4).padEnd(3, '0'))
  return Date.UTC(year, month - 1, day, hour, Number(minute), Number(second), milliseconds) - offsetOf(zone ?? '')
}

/** Of the day, from an hour with or without AM or PM; NaN for an hour that such a clock does not have. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return Number.NaN
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
}

/** `+02:00` in milliseconds; zero for UTC however it is written. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}
