/** Times as balancers write them on every line: `2026-09-01T12:00:00.123456Z`, `2026-09-01T12:00:00+00:00`. */

const minuteLength = 'yyyy-mm-ddThh:mm'.length

export interface TimeReader {
  /** Milliseconds since 1970 of the text from `start` to `end` (excluded), or NaN when it is not such a time. */
  readonly read: (bytes: Uint8Array, start: number, end: number) => number
}

/** A reader that remembers the minute it read last, for neighbouring lines rarely differ in it. */
export function createTimeReader(): TimeReader {
  const minute = new Uint8Array(minuteLength)
  let minuteStart = Number.NaN
  return {
    read: (bytes, start, end) => {
      let same = 0
      while (same < minuteLength && bytes[start + same] === minute[same]) same += 1
      if (same < minuteLength || Number.isNaN(minuteStart)) {
        if (end - start < minuteLength) return Number.NaN
        minuteStart = readMinute(bytes, start)
        minute.set(bytes.subarray(start, start + minuteLength))
      }
      return minuteStart + readSeconds(bytes, start + minuteLength, end)
    },
  }
}

function readMinute(bytes: Uint8Array, start: number): number {
  const year = digits(bytes, start, 4)
  const month = digits(bytes, start + 5, 2)
  const day = digits(bytes, start + 8, 2)
  const hour = digits(bytes, start + 11, 2)
  const minute = digits(bytes, start + 14, 2)
  const punctuated = bytes[start + 4] === dash && bytes[start + 7] === dash && bytes[start + 10] === letterT
  const inRange = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59
  return punctuated && bytes[start + 13] === colon && inRange ? Date.UTC(year, month - 1, day, hour, minute) : Number.NaN
}

/** Milliseconds of `:ss.ffffff` and a zone; the fraction may be of any length or missing. */
function readSeconds(bytes: Uint8Array, start: number, zoneEnd: number): number {
  const end = zoneStart(bytes, start, zoneEnd)
  const seconds = digits(bytes, start + 1, 2)
  if (bytes[start] !== colon || end === -1 || !(seconds <= 60)) return Number.NaN
  const fraction = start + 3
  if (fraction === end) return seconds * 1000
  if (bytes[fraction] !== dot || fraction + 1 >= end) return Number.NaN
  let milliseconds = 0
  for (let index = fraction + 1, unit = 100; index < end; index += 1, unit = unit >= 10 ? unit / 10 : 0) {
    const digit = (bytes[index] ?? 0) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    milliseconds += digit * unit
  }
  return seconds * 1000 + milliseconds
}

/** Where `Z` or `+00:00` begins; -1 for any other zone, and for none. */
function zoneStart(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[end - 1] === letterZ) return end - 1
  const zone = end - utc.length
  if (zone <= start) return -1
  for (let index = 0; index < utc.length; index += 1) {
    if (bytes[zone + index] !== utc[index]) return -1
  }
  return zone
}

const utc = Buffer.from('+00:00')
const dash = 45
const dot = 46
const zero = 48
const colon = 58
const letterT = 84
const letterZ = 90

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let index = start; index < start + count; index += 1) {
    const digit = (bytes[index] ?? 0) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}
