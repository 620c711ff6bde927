/**
 * Counts lines of requests that did not fail, as load balancers write nearly all of them, in a fraction of the time that the full
 * reader takes. Whatever is unusual about a line is left to the full reader, so that what is counted never depends on which of
 * the two has read it.
 */
import type { TrafficDigest } from '../../core/traffic.ts'
import { type Bounds, type Bulk, createBulk, scopeOf } from '../bulk.ts'
import type { Place } from '../bulk-cells.ts'
import { methods } from '../methods.ts'
import { createTimeReader } from '../time.ts'
import { bitsBefore, copyOf, endOfQuoted, endOfWord, isSame, markZero, mix, spareBytes, spread } from '../words.ts'
import { endOfTimes, millisecondsAt, statusAt } from './quick-numbers.ts'
import { createRequestFinder } from './quick-request.ts'

export interface QuickReader {
  /** Whether the line was counted. */
  readonly count: (bytes: Buffer, start: number, end: number) => boolean
  /** Takes the name of a load balancer whose lines are to be counted, of a line that the full reader accepted. */
  readonly learn: (balancer: string) => void
  /** Lines counted since the last time that they were handed on. */
  readonly pending: () => number
  /** Hands on what was counted since the last time. */
  readonly flush: () => void
}

/** What stands in a line, with the space behind it. */
interface Word {
  readonly view: DataView
  readonly length: number
}

interface Balancer extends Word {
  readonly name: string
  readonly bulk: Bulk
  /** By a hash of the target; those of the same hash follow each other. */
  targets: (Target | undefined)[]
}

interface Target extends Word {
  readonly group: Word
  readonly place: Place
  readonly next: Target | undefined
}

const quote = 34
const dash = 45
const backslash = 92
const spaces = 0x20202020
const arn = 0x3a6e7261
/** No cipher or protocol is called so long: the bound of the full reader. */
const longestWord = 100
const mostBalancers = 50
const slots = 256

export function createQuickReader(bounds: Bounds, hand: (balancer: string, digest: TrafficDigest) => void): QuickReader {
  const times = createTimeReader()
  const requests = createRequestFinder()
  const balancers: Balancer[] = []
  let balancer: Balancer | null = null
  let bytes: Buffer = Buffer.alloc(0)
  let current: DataView = new DataView(new ArrayBuffer(0))
  const minute = { date: Number.NaN, hour: Number.NaN, number: -1 }

  const readMinute = (view: DataView, time: number): void => {
    minute.date = view.getFloat64(time, true)
    minute.hour = view.getFloat64(time + 8, true)
    // With seconds, so that it is judged as a whole.
    const start = times.read(Buffer.from(`${bytes.toString('latin1', time, time + 16)}:00Z`), 0, 20)
    minute.number = Number.isNaN(start) ? -1 : start / 60_000
  }

  const count = (view: DataView, start: number, end: number): boolean => {
    const time = endOfWord(view, start, end) + 1
    if (time === start + 1 || time + 28 >= end) return false
    if (view.getFloat64(time, true) !== minute.date || view.getFloat64(time + 8, true) !== minute.hour) readMinute(view, time)
    const millisecond = millisecondsAt(view, time + 16)
    if (millisecond === -1 || minute.number === -1) return false
    const name = time + 28
    if (balancer === null || !isWord(balancer, view, name)) {
      const other = balancers.find((one) => isWord(one, view, name))
      if (other === undefined) return false
      balancer = other
    }
    const known = balancer
    const client = name + known.length
    if (client >= end) return false
    const target = endOfWord(view, client, end) + 1
    if (target === client + 1 || target >= end) return false
    let targetHash = 0
    let place = target
    let word = view.getInt32(place, true)
    let marks = markZero(word ^ spaces)
    while (marks === 0 && place < end) {
      targetHash = mix(targetHash, word)
      place += 4
      word = view.getInt32(place, true)
      marks = markZero(word ^ spaces)
    }
    const bits = bitsBefore(marks)
    place += bits >> 3
    if (place === target || place >= end) return false
    targetHash = mix(targetHash, word & ((1 << bits) - 1))
    const statuses = endOfTimes(view, place, end)
    if (statuses === -1 || statuses >= end) return false
    const status = statusAt(view, statuses)
    const targetStatuses = statuses + (status === 0 ? 2 : 4)
    const targetStatus = statusAt(view, targetStatuses)
    const byBackend = status === targetStatus && status !== 0
    if (status === -1 || targetStatus === -1 || status === 502 || (!byBackend && (status === 503 || status === 504))) return false
    const received = targetStatuses + (targetStatus === 0 ? 2 : 4)
    const sent = endOfWord(view, received, end) + 1
    const request = endOfWord(view, sent, end) + 1
    if (sent === received + 1 || request === sent + 1 || request >= end || view.getUint8(request) !== quote) return false
    const quoted = requests.find(bytes, view, request + 1, end)
    if (quoted === -1 || view.getUint16(quoted + 1, true) !== 0x2220) return false
    const closing = endOfQuoted(view, quoted + 3, end)
    if (closing >= end || view.getUint8(closing - 1) === backslash || view.getUint8(closing + 1) !== 32) return false
    const cipher = closing + 2
    const protocol = endOfWord(view, cipher, end) + 1
    const group = endOfWord(view, protocol, end) + 1
    const isUsual =
      protocol > cipher + 1 && group > protocol + 1 && protocol - cipher < longestWord && group - protocol < longestWord
    if (!isUsual || group >= end) return false
    const slot = spread(targetHash) & (slots - 1)
    let one = known.targets[slot]
    while (one !== undefined && !(isWord(one, view, target) && isWord(one.group, view, group))) one = one.next
    const where = one === undefined ? newPlace(known, view, slot, target, group, end) : one.place
    if (where === undefined) return false
    const { bulk } = known
    const { start: from, end: stop, hash } = requests.path
    const path = bulk.paths.find(view, from, stop, scopeOf(where.pool, requests.method()), hash)
    return path !== -1 && bulk.count(where, path, minute.number, millisecond, status, byBackend)
  }

  const newPlace = (
    known: Balancer,
    view: DataView,
    slot: number,
    target: number,
    group: number,
    end: number,
  ): Place | undefined => {
    const groupEnd = endOfWord(view, group, end)
    const hasNone = groupEnd === group + 1 && view.getUint8(group) === dash
    if (groupEnd >= end || (!hasNone && view.getInt32(group, true) !== arn)) return undefined
    const targetEnd = endOfWord(view, target, end)
    const name = hasNone ? null : bytes.toString('utf8', group, groupEnd)
    const backend = targetEnd === target + 1 && view.getUint8(target) === dash ? null : bytes.toString('utf8', target, targetEnd)
    const place = known.bulk.newPlace(name, backend)
    if (place === undefined) return undefined
    const groupWord = wordOf(bytes.subarray(group, groupEnd + 1))
    known.targets[slot] = { ...wordOf(bytes.subarray(target, targetEnd + 1)), group: groupWord, place, next: known.targets[slot] }
    return place
  }

  const take = (one: Balancer): void => {
    const digest = one.bulk.take()
    one.targets = noTargets()
    if (digest !== null) hand(one.name, digest)
  }

  return {
    count: (source, start, end) => {
      if (end + spareBytes > source.length || balancer === null) return false
      if (source !== bytes) {
        bytes = source
        current = new DataView(source.buffer, source.byteOffset, source.length)
      }
      const isCounted = count(current, start, end)
      if (balancer.bulk.isDue()) take(balancer)
      return isCounted
    },
    learn: (name) => {
      if (balancers.length >= mostBalancers || balancers.some((one) => one.name === name)) return
      const bulk = createBulk(bounds, methods)
      balancer = { ...wordOf(Buffer.from(`${name} `)), name, bulk, targets: noTargets() }
      balancers.push(balancer)
    },
    pending: () => balancers.reduce((sum, { bulk }) => sum + bulk.lines(), 0),
    flush: () => balancers.forEach(take),
  }
}

function noTargets(): (Target | undefined)[] {
  return new Array(slots).fill(undefined)
}

function wordOf(bytes: Uint8Array): Word {
  return { view: copyOf(bytes), length: bytes.length }
}

/** Whether the word stands there, and ends there. */
function isWord(word: Word, view: DataView, start: number): boolean {
  return isSame(view, start, start + word.length, word.view, 0)
}
