/**
 * Reads lines of requests that did not fail, as load balancers write nearly all of them, in a fraction of the time that the full
 * reader takes. Whatever is unusual about a line is left to the full reader, so that what is read never depends on which of the
 * two has read it.
 */
import type { BackendRow } from '../../core/digest/backends.ts'
import { blank, type MinuteNote, type RequestNotes, type RowNote } from '../../core/digest/notes.ts'
import type { LoggedLine } from '../access-line.ts'
import { createNameTable } from '../name-table.ts'
import { createTimeReader } from '../time.ts'
import { copyOf, endOfWord, hashOf, isSame, spareBytes } from '../words.ts'
import { endOfTimes, millisecondsAt, statusAt } from './quick-numbers.ts'
import { createRequestReader } from './quick-request.ts'

export interface QuickReader {
  /** The request, valid until the next line is read; null when the full reader must read the line. */
  readonly read: (bytes: Buffer, start: number, end: number) => LoggedLine | null
  /** Takes the name of a load balancer whose lines are to be read, of a line that the full reader accepted. */
  readonly learn: (balancer: string) => void
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** A word of a line, as it stands there. */
interface Word {
  /** Null for `-`. */
  readonly text: string | null
  readonly view: DataView
  readonly length: number
}

const space = 32
const quote = 34
const dash = 45
const backslash = 92
const arn = 0x3a6e7261
/** No cipher or protocol is called so long: the bound of the full reader. */
const longestWord = 100
const mostBalancers = 50
const mostPools = 2000
const guesses = 256

interface Pool extends Word, MinuteNote {
  /** From one. */
  readonly number: number
}

interface Backend extends RowNote<BackendRow> {
  readonly text: string
}

const unknown: Word = { text: null, view: new DataView(new ArrayBuffer(spareBytes)), length: 0 }
const noPool: Pool = { ...unknown, number: 0, ...blank }

export function createQuickReader(): QuickReader {
  const times = createTimeReader()
  const requests = createRequestReader()
  const backends = createNameTable<Backend>()
  const pools = new Map<string, Pool>()
  /** The pool a backend was in last, by its hash: nearly always it is in no other. */
  const poolGuesses: Pool[] = new Array(guesses).fill(noPool)
  let balancers: readonly Word[] = []
  let balancer = unknown
  let bytes: Buffer = Buffer.alloc(0)
  let view = unknown.view
  const minuteWords = new Int32Array(4)
  let minuteStart = Number.NaN
  let targetStart = 0
  let targetEnd = 0
  const notes: Mutable<RequestNotes> = { minute: { ...blank }, backend: { ...blank }, path: { ...blank } }
  const line: Mutable<LoggedLine> = {
    ...{ balancer: '', at: 0, status: 0, origin: 'backend', backend: null, pool: null, path: null },
    ...{ phase: 'unknown', reason: null, waitSeconds: null, durationSeconds: null, sample: '', notes },
  }

  const readMinute = (time: number): void => {
    for (let index = 0; index < 4; index += 1) minuteWords[index] = view.getInt32(time + 4 * index, true)
    // With seconds, so that it is judged as a whole.
    minuteStart = times.read(Buffer.from(`${bytes.toString('latin1', time, time + 16)}:00Z`), 0, 20)
  }

  /** Where the client's address begins. */
  const readStart = (start: number, end: number): number => {
    const time = endOfWord(view, start, end) + 1
    if (time === start + 1 || time + 28 >= end) return -1
    const known =
      view.getInt32(time, true) === minuteWords[0] &&
      view.getInt32(time + 4, true) === minuteWords[1] &&
      view.getInt32(time + 8, true) === minuteWords[2] &&
      view.getInt32(time + 12, true) === minuteWords[3]
    if (!known) readMinute(time)
    line.at = minuteStart + millisecondsAt(view, time + 16)
    if (Number.isNaN(line.at)) return -1
    const name = time + 28
    if (!isWord(balancer, view, name, end)) {
      const other = balancers.find((one) => isWord(one, view, name, end))
      if (other === undefined) return -1
      balancer = other
    }
    line.balancer = balancer.text
    return name + balancer.length + 1
  }

  /** Where the request's opening quote is. */
  const readNumbers = (client: number, end: number): number => {
    targetStart = endOfWord(view, client, end) + 1
    targetEnd = endOfWord(view, targetStart, end)
    if (targetStart === client + 1 || targetEnd === targetStart) return -1
    const statuses = endOfTimes(view, targetEnd, end)
    if (statuses === -1) return -1
    const status = statusAt(view, statuses)
    const isOwn = view.getInt32(statuses + 4, true) !== view.getInt32(statuses, true)
    if (status === -1 || status === 502 || (isOwn && (status === 503 || status === 504))) return -1
    line.status = status
    line.origin = isOwn ? 'gateway' : 'backend'
    const isNone = view.getUint16(statuses + 4, true) === 0x202d
    if (isOwn && !isNone && statusAt(view, statuses + 4) === -1) return -1
    const received = statuses + (isNone ? 6 : 8)
    const sent = endOfWord(view, received, end) + 1
    const request = endOfWord(view, sent, end) + 1
    return sent === received + 1 || request === sent + 1 || view.getUint8(request) !== quote ? -1 : request
  }

  /** Where the target group begins. */
  const readAgent = (opening: number, end: number): number => {
    const closing = bytes.indexOf(quote, opening + 1)
    if (closing === -1 || closing >= end || view.getUint8(closing - 1) === backslash) return -1
    if (view.getUint8(closing + 1) !== space) return -1
    const cipher = closing + 2
    const protocol = endOfWord(view, cipher, end) + 1
    const group = endOfWord(view, protocol, end) + 1
    const isUsual =
      protocol > cipher + 1 && group > protocol + 1 && protocol - cipher < longestWord && group - protocol < longestWord
    return isUsual ? group : -1
  }

  const findPool = (start: number, end: number): Pool | undefined => {
    const after = endOfWord(view, start, end)
    const isNone = after === start + 1 && view.getUint8(start) === dash
    if (after >= end || (!isNone && view.getInt32(start, true) !== arn)) return undefined
    const key = bytes.toString('latin1', start, after)
    const known = pools.get(key)
    if (known !== undefined || pools.size >= mostPools) return known
    const text = isNone ? null : bytes.toString('utf8', start, after)
    const pool = { ...wordOf(text, bytes.subarray(start, after)), number: pools.size + 1, ...blank }
    pools.set(key, pool)
    return pool
  }

  /** Fills in the names; false when the target group is not one. */
  const readNames = (group: number, end: number): boolean => {
    const hash = hashOf(view, targetStart, targetEnd)
    const slot = (hash >>> 8) & (guesses - 1)
    let pool = poolGuesses[slot]
    if (pool === undefined || !isWord(pool, view, group, end)) {
      pool = findPool(group, end)
      if (pool === undefined) return false
      poolGuesses[slot] = pool
    }
    line.pool = pool.text
    notes.minute = pool
    readBackend(pool.number, hash)
    const path = requests.path(bytes, view, pool.number)
    line.path = path.text
    notes.path = path
    return true
  }

  const readBackend = (pool: number, hash: number): void => {
    const isNone = targetEnd === targetStart + 1 && view.getUint8(targetStart) === dash
    const backend = isNone ? null : backendAt(pool, hash)
    line.backend = backend?.text ?? null
    if (backend !== null) notes.backend = backend
  }

  const backendAt = (pool: number, hash: number): Backend => {
    const known = backends.find(view, targetStart, targetEnd, pool, hash)
    if (known !== undefined) return known
    const backend = { text: bytes.toString('utf8', targetStart, targetEnd), ...blank }
    backends.add(view, targetStart, targetEnd, pool, hash, backend)
    return backend
  }

  return {
    read: (source, start, end) => {
      if (end + spareBytes > source.length || balancer === unknown) return null
      if (source !== bytes) {
        bytes = source
        view = new DataView(source.buffer, source.byteOffset, source.length)
      }
      const client = readStart(start, end)
      if (client === -1) return null
      const request = readNumbers(client, end)
      if (request === -1 || request >= end) return null
      const closing = requests.read(bytes, view, request + 1, end)
      if (closing === -1 || view.getUint16(closing + 1, true) !== 0x2220) return null
      const group = readAgent(closing + 2, end)
      return group !== -1 && group < end && readNames(group, end) ? line : null
    },
    learn: (name) => {
      if (balancers.length >= mostBalancers || balancers.some(({ text }) => text === name)) return
      balancer = wordOf(name, Buffer.from(name))
      balancers = [...balancers, balancer]
    },
  }
}

function wordOf(text: string | null, bytes: Uint8Array): Word {
  return { text, view: copyOf(bytes), length: bytes.length }
}

/** Whether the word is what stands at `start`, up to a space before `end`. */
function isWord(word: Word, view: DataView, start: number, end: number): boolean {
  const after = start + word.length
  return word.length > 0 && after < end && view.getUint8(after) === space && isSame(view, start, after, word.view, 0)
}
