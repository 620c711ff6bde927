/**
 * How rows begin: up to their properties, rows of one rule differ in nothing but the time. A row that was parsed teaches what the
 * others of its rule belong to.
 */
import type { LoggedLine } from '../access-line.ts'
import { copyOf, endOfQuoted, isSame } from '../words.ts'

/** What stands before the properties of the rows of one rule. */
export interface Head {
  /** What comes before the time: `{"timeStamp":"`. */
  readonly opening: DataView
  readonly openingLength: number
  /** From the quote behind the time to the properties' own opening brace. */
  readonly rest: DataView
  readonly restLength: number
  /** Whose rows these are. */
  readonly gateway: string | null
  /** `pool/setting`, as the log names them; null where no rule applied. */
  readonly pool: string | null
}

const pattern = /^(\{"time(?:stamp)?":")[^"\\]*("[^{]*"properties":\{)[^{}]*\}\}$/is

/** The head of a row that was parsed; null unless all that it is judged by stands in it, or in the properties. */
export function headOf(line: string, { balancer: gateway, pool }: LoggedLine): Head | null {
  const [, before, behind] = pattern.exec(line) ?? []
  if (before === undefined || behind === undefined) return null
  const judgedBy = ['resourceId', 'category', 'backendPoolName', 'backendSettingName'].map((key) => `"${key}":`)
  if (!judgedBy.every((key) => behind.includes(key))) return null
  const opening = Buffer.from(before)
  const rest = Buffer.from(behind)
  return {
    ...{ opening: copyOf(opening), openingLength: opening.length, rest: copyOf(rest), restLength: rest.length },
    ...{ gateway, pool },
  }
}

export interface Heads<Known extends Head> {
  /** The head that the row has, if it is known; where its time and its properties lie is in `found`. */
  readonly find: (view: DataView, start: number, end: number) => Known | undefined
  readonly found: Readonly<FoundHead>
  readonly add: (head: Known) => void
  readonly drop: (head: Known) => void
  readonly all: () => readonly Known[]
}

interface FoundHead {
  timeStart: number
  timeEnd: number
  /** Where the properties begin. */
  end: number
}

/** More rules than a gateway can have. */
const mostHeads = 500

export function createHeads<Known extends Head>(): Heads<Known> {
  let heads: readonly Known[] = []
  /** Rows of one rule often follow each other. */
  let latest: Known | undefined
  const found: FoundHead = { timeStart: 0, timeEnd: 0, end: 0 }

  const has = (head: Known, view: DataView, start: number, end: number): boolean => {
    found.timeStart = start + head.openingLength
    if (found.timeStart >= end || !isSame(view, start, found.timeStart, head.opening, 0)) return false
    found.timeEnd = endOfQuoted(view, found.timeStart, end)
    found.end = found.timeEnd + head.restLength
    return found.end < end && isSame(view, found.timeEnd, found.end, head.rest, 0)
  }

  return {
    found,
    find: (view, start, end) => {
      if (latest !== undefined && has(latest, view, start, end)) return latest
      const head = heads.find((one) => has(one, view, start, end))
      if (head !== undefined) latest = head
      return head
    },
    add: (head) => {
      heads = [...heads, head].slice(-mostHeads)
    },
    drop: (head) => {
      heads = heads.filter((other) => other !== head)
      latest = undefined
    },
    all: () => heads,
  }
}
