/**
 * Finds the fields of an access-log line that every line is read for: type to target group, the first seventeen. What follows has
 * grown over the years and is looked at for failed requests only.
 */

/** Positions of the fields: field `n` (from 0) lies from `[2n]` to `[2n + 1]` (excluded). Quoted ones without their quotes. */
export type Fields = Int32Array

/** Indexes into Fields. */
export const field = {
  time: 1,
  balancer: 2,
  target: 4,
  requestTime: 5,
  targetTime: 6,
  responseTime: 7,
  status: 8,
  targetStatus: 9,
  request: 12,
  targetGroup: 16,
} as const

const headFields = 17
const firstQuoted = 12
const space = 32
const quote = 34
const dash = 45
const backslash = 92

export function createFields(): Fields {
  return new Int32Array(2 * headFields)
}

/** Fills `fields`; false when the bytes are no such line, or are cut short. */
export function findHead(bytes: Buffer, start: number, end: number, fields: Fields): boolean {
  let index = start
  for (let at = 0; at < firstQuoted; at += 1) {
    const from = index
    while (index < end && bytes[index] !== space) index += 1
    if (index === end || index === from) return false
    fields[2 * at] = from
    fields[2 * at + 1] = index
    index += 1
  }
  if (bytes[index] !== quote) return false
  // A quote inside a field is escaped. Should one not be, or a field end in a backslash, what follows tells where it ends.
  return findQuoted(bytes, index, end, fields, true) || findQuoted(bytes, index, end, fields, false)
}

/** The request, the user agent and the three fields after them. */
function findQuoted(bytes: Buffer, start: number, end: number, fields: Fields, escapes: boolean): boolean {
  let request = start
  do {
    request = nextQuote(bytes, request + 1, end, escapes)
    if (request === -1) return false
  } while (bytes[request + 1] !== space || bytes[request + 2] !== quote)
  fields[24] = start + 1
  fields[25] = request
  let agent = request + 2
  do {
    agent = nextQuote(bytes, agent + 1, end, escapes)
    if (agent === -1) return false
  } while (!findAfterAgent(bytes, agent + 1, end, fields))
  fields[26] = request + 3
  fields[27] = agent
  return true
}

function nextQuote(bytes: Buffer, start: number, end: number, escapes: boolean): number {
  let index = bytes.indexOf(quote, start)
  while (escapes && index !== -1 && index < end && isEscaped(bytes, start, index)) index = bytes.indexOf(quote, index + 1)
  return index < end ? index : -1
}

/** Behind an odd number of backslashes. */
function isEscaped(bytes: Buffer, start: number, index: number): boolean {
  let from = index
  while (from > start && bytes[from - 1] === backslash) from -= 1
  return (index - from) % 2 === 1
}

/** No cipher or protocol is called so long; a bound keeps chosen input from making the search slow. */
const longestWord = 100

/** ` cipher protocol arn`, where the user agent ended. */
function findAfterAgent(bytes: Buffer, start: number, end: number, fields: Fields): boolean {
  let index = start
  for (let at = 14; at <= 15; at += 1) {
    if (index >= end || bytes[index] !== space) return false
    index += 1
    const from = index
    const limit = Math.min(end, from + longestWord)
    while (index < limit && bytes[index] !== space) index += 1
    if (index === from || index === limit) return false
    fields[2 * at] = from
    fields[2 * at + 1] = index
  }
  const from = index + 1
  if (!startsName(bytes, from, end)) return false
  index = from
  while (index < end && bytes[index] !== space) index += 1
  fields[32] = from
  fields[33] = index
  return true
}

/** `-` alone, or `arn:`. */
function startsName(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] === dash) return start + 1 === end || bytes[start + 1] === space
  return bytes[start] === 97 && bytes[start + 1] === 114 && bytes[start + 2] === 110 && bytes[start + 3] === 58
}
