/** Keeps an account for each load balancer whose lines come by, and counts what the other lines are. */
import { type Accumulator, addDigest, addRequest, createAccumulator } from '../core/digest/accumulator.ts'
import type { Cloud, TimeWindow } from '../core/evidence.ts'
import type { LineKind } from '../core/inventory.ts'
import type { TrafficDigest } from '../core/traffic.ts'
import type { LoggedLine } from '../logs/access-line.ts'
import type { LoggedProbe } from '../logs/alb/health-check-line.ts'
import { createProbeCounter, type ProbeCounter } from '../logs/alb/probe-counter.ts'
import type { Book, Product } from '../logs/mixed/book.ts'

/** What one load balancer's lines came to. */
export interface Account {
  readonly cloud: Cloud
  /** As its log names it, `app/name/id` or an ARM id; null for lines that name none. */
  readonly balancer: string | null
  readonly requests: Accumulator
  readonly probes: ProbeCounter
  probesRead: number
  probesOutside: number
  /** Rows that only the first generation of the gateway writes. */
  oldRows: number
}

/** What one file's lines were, as far as that matters to the others. */
export interface FileLines {
  /** Whether any line is of a known kind. */
  known: boolean
  unreadable: number
}

export interface Ledger {
  readonly book: Book
  /** The lines that follow are of this file. */
  readonly turnTo: (file: FileLines) => void
  /** The file has been read. */
  readonly close: (file: FileLines) => void
  readonly accounts: () => readonly Account[]
  readonly counts: () => readonly (readonly [LineKind, number])[]
}

/** More than an account may have in a region; names beyond that are no balancers'. */
const mostAccounts = 500

/** Requests and probes outside the window are counted as such; null takes all. */
export function createLedger(window: TimeWindow | null): Ledger {
  const accounts: Record<Cloud, Map<string | null, Account>> = { aws: new Map(), azure: new Map() }
  const counts = new Map<LineKind, number>()
  let current: FileLines = { known: false, unreadable: 0 }

  const count = (kind: LineKind, lines = 1): void => {
    current.known = true
    counts.set(kind, (counts.get(kind) ?? 0) + lines)
  }

  const accountOf = (cloud: Cloud, name: string | null): Account | undefined => {
    const known = accounts[cloud].get(name)
    if (known !== undefined) return known
    const balancer = cloud === 'azure' && name !== null ? name.toLowerCase() : name
    const same = accounts[cloud].get(balancer)
    if (same === undefined && accounts[cloud].size >= mostAccounts) return undefined
    const account = same ?? newAccount(cloud, balancer, window)
    // Spellings of one id are few; a log that has more of them than that goes the long way each time.
    if (accounts[cloud].size < 2 * mostAccounts) accounts[cloud].set(name, account).set(balancer, account)
    return account
  }

  const request = (line: LoggedLine, product: Product): void => {
    const account = accountOf(cloudOf(product), line.balancer)
    current.known = true
    if (account === undefined) count('surplus-balancer')
    else {
      if (product === 'gateway-v1') account.oldRows += 1
      addRequest(account.requests, line)
    }
  }

  const requests = (balancer: string | null, digest: TrafficDigest, product: Product): void => {
    const account = accountOf(cloudOf(product), balancer)
    if (account === undefined) count('surplus-balancer', digest.lines.read)
    else addDigest(account.requests, digest)
  }

  const probe = (line: LoggedProbe): void => {
    const account = accountOf('aws', line.balancer)
    current.known = true
    if (account === undefined) count('surplus-balancer')
    else {
      account.probesRead += 1
      if (!account.probes.add(line)) account.probesOutside += 1
    }
  }

  const open = (): readonly Account[] => [...new Set([...accounts.aws.values(), ...accounts.azure.values()])]

  return {
    book: {
      bounds: createAccumulator(window),
      request,
      usual: () => {
        current.known = true
      },
      requests,
      probe,
      other: (kind) => count(kind),
      malformed: (recognised) => {
        current.known ||= recognised
        current.unreadable += 1
      },
    },
    turnTo: (file) => {
      current = file
    },
    close: ({ known, unreadable }) => {
      const kind: LineKind = known ? 'malformed' : 'unknown-format'
      if (unreadable > 0) counts.set(kind, (counts.get(kind) ?? 0) + unreadable)
    },
    accounts: open,
    counts: () => {
      const sum = (cloud: Cloud, of: (account: Account) => number): number =>
        open().reduce((total, account) => total + (account.cloud === cloud ? of(account) : 0), 0)
      const told: readonly (readonly [LineKind, number])[] = [
        ['alb-request', sum('aws', ({ requests }) => requests.lines.parsed)],
        ['gateway-request', sum('azure', ({ requests }) => requests.lines.parsed)],
        ['alb-probe', sum('aws', ({ probesRead }) => probesRead)],
      ]
      return [...told, ...counts].filter(([, lines]) => lines > 0)
    },
  }
}

function cloudOf(product: Product): Cloud {
  return product === 'alb' ? 'aws' : 'azure'
}

function newAccount(cloud: Cloud, balancer: string | null, window: TimeWindow | null): Account {
  const requests = createAccumulator(window)
  const probes = createProbeCounter(window)
  return { cloud, balancer, requests, probes, probesRead: 0, probesOutside: 0, oldRows: 0 }
}
