/**
 * How rows begin: up to their properties, rows of one rule differ in nothing but the time. A row that was parsed teaches what the
 * others of its rule belong to.
 */
import type { LoggedLine } from '../access-line.ts'
import { startsAt } from './find-key.ts'

/** What stands before the properties of the rows of one rule. */
export interface Head {
  /** What comes before the time: `{"timeStamp":"`. */
  readonly opening: Buffer
  /** From the quote behind the time to the properties' own opening brace. */
  readonly rest: Buffer
  /** Whose rows these are. */
  readonly gateway: string | null
  /** `pool/setting`, as the log names them; null where no rule applied. */
  readonly pool: string | null
}

const pattern = /^(\{"time(?:stamp)?":")[^"\\]*("[^{]*"properties":\{)[^{}]*\}\}$/is

/** The head of a row that was parsed; null unless all that it is judged by stands in it, or in the properties. */
export function headOf(line: string, { balancer: gateway, pool }: LoggedLine): Head | null {
  const [, opening, rest] = pattern.exec(line) ?? []
  if (opening === undefined || rest === undefined) return null
  const judgedBy = ['resourceId', 'category', 'backendPoolName', 'backendSettingName'].map((key) => `"${key}":`)
  return judgedBy.every((key) => rest.includes(key))
    ? { opening: Buffer.from(opening), rest: Buffer.from(rest), gateway, pool }
    : null
}

/** Where the parts of a row lie whose head is known. */
export interface KnownHead {
  readonly head: Head
  readonly timeStart: number
  readonly timeEnd: number
  /** Where the properties begin. */
  readonly end: number
}

export interface Heads {
  /** Null for a row that begins like none before. */
  readonly find: (bytes: Buffer, start: number, end: number) => KnownHead | null
  readonly add: (head: Head) => void
  readonly drop: (head: Head) => void
}

/** More rules than a gateway can have. */
const mostHeads = 500
const quote = 34
const brace = 123

export function createHeads(): Heads {
  let heads: readonly Head[] = []
  /** Rows of one rule often follow each other. */
  let latest = 0

  const match = (head: Head | undefined, bytes: Buffer, start: number, end: number): KnownHead | null => {
    if (head === undefined || !startsAt(head.opening, bytes, start)) return null
    const { rest } = head
    const timeStart = start + head.opening.length
    const timeEnd = bytes.indexOf(quote, timeStart)
    const last = timeEnd + rest.length
    // Cheap before sure.
    if (timeEnd === -1 || last > end || bytes[last - 1] !== brace) return null
    return bytes.compare(rest, 0, rest.length, timeEnd, last) === 0 ? { head, timeStart, timeEnd, end: last } : null
  }

  return {
    find: (bytes, start, end) => {
      const likely = match(heads[latest], bytes, start, end)
      if (likely !== null) return likely
      for (let index = 0; index < heads.length; index += 1) {
        const found = match(heads[index], bytes, start, end)
        if (found === null) continue
        latest = index
        return found
      }
      return null
    },
    add: (head) => {
      heads = [...heads, head].slice(-mostHeads)
    },
    drop: (head) => {
      heads = heads.filter((other) => other !== head)
    },
  }
}
