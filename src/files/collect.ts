/** From the names of log files to evidence: one piece for each load balancer that their lines tell of. */
import type { Progress } from '../collect/progress.ts'
import { compareText } from '../core/canonical.ts'
import { digestOf } from '../core/digest/accumulator.ts'
import { condenseDigest } from '../core/digest/paths.ts'
import type { Evidence, Question, TimeWindow } from '../core/evidence.ts'
import type { Inventory } from '../core/inventory.ts'
import { tool } from '../core/tool.ts'
import type { LogReading, ProbeLogReading, TrafficDigest } from '../core/traffic.ts'
import { coverageOf, inventoryOf } from './coverage.ts'
import { type FileReading, recordOf } from './evidence.ts'
import { identityOf } from './identity.ts'
import type { Account } from './ledger.ts'
import { nothingFound } from './nothing-found.ts'
import { type Scanned, scanFiles } from './scan-files.ts'
import { type Found, findFiles } from './walk.ts'

export interface FilesOptions extends Pick<Question, 'backendKeepAliveSeconds' | 'only' | 'ignore'> {
  /** Which time to look at; a null end is as far as the lines go. */
  readonly from: string | null
  readonly to: string | null
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly now: Date
  readonly signal: AbortSignal
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

const earliest = new Date(0).toISOString()
const latest = new Date(8.64e15).toISOString()

/**
 * Reads files, folders and standard input (`-`). Throws CannotRun when a name leads nowhere, or when nothing in them is a line of
 * a load balancer's log.
 */
export async function collectFiles(names: readonly string[], options: FilesOptions): Promise<readonly Evidence[]> {
  const found = await findFiles(names)
  const bounds = { from: options.from ?? earliest, to: options.to ?? latest }
  const scanned = await scanFiles(found.paths, { ...options, bounds })
  const inventory = inventoryOf(found, scanned)
  const accounts = withOwners(scanned.ledger.accounts()).filter((account) => linesIn(account) > 0)
  if (accounts.length === 0) throw nothingFound(names, found, scanned, inventory)
  const read = accounts.map((account): ReadAccount => ({ account, digest: condenseDigest(digestOf(account.requests)) }))
  const desk: Desk = {
    source: names.length === 1 ? (names[0] ?? '') : `${names.length} files or folders`,
    window: spanOf(read, options),
    found,
    scanned,
    inventory,
  }
  return read.map((one) => evidenceOf(one, desk, options)).sort((one, other) => compareText(identityIn(one), identityIn(other)))
}

/** An account with what its requests come to. */
interface ReadAccount {
  readonly account: Account
  readonly digest: TrafficDigest
}

interface Desk {
  readonly source: string
  readonly window: TimeWindow
  readonly found: Found
  readonly scanned: Scanned
  readonly inventory: Inventory
}

/** Early health-check logs name no balancer: where there is only one, the probes are its own. */
function withOwners(accounts: readonly Account[]): readonly Account[] {
  const orphan = accounts.find((account) => account.balancer === null && account.probesRead > 0 && !account.requests.lines.parsed)
  const [owner, ...others] = accounts.filter((account) => account.cloud === 'aws' && account.balancer !== null)
  if (orphan === undefined || owner === undefined || others.length > 0 || owner.probesRead > 0) return accounts
  const { probes, probesRead, probesOutside } = orphan
  return accounts
    .filter((account) => account !== orphan)
    .map((one) => (one === owner ? { ...one, probes, probesRead, probesOutside } : one))
}

function linesIn({ requests, probesRead }: Account): number {
  return requests.lines.parsed + probesRead
}

function identityIn({ question }: Evidence): string {
  return `${question.loadBalancerId ?? ''} ${question.cloud}`
}

function evidenceOf({ account, digest }: ReadAccount, desk: Desk, options: FilesOptions): Evidence {
  const { cloud, balancer } = account
  const { source, window, inventory } = desk
  const readings: readonly FileReading[] = [
    ...accessReading(account, digest, desk),
    ...probeReading(account, desk),
    { kind: 'inventory', reading: inventory },
  ]
  const { backendKeepAliveSeconds, only, ignore, now } = options
  return {
    schemaVersion: 1,
    tool,
    collectedAt: now.toISOString(),
    question: { cloud, ...identityOf(cloud, balancer, digest), window, backendKeepAliveSeconds, only, ignore },
    calls: readings
      .map((reading) => recordOf(reading, source, window))
      .sort((one, other) => compareText(JSON.stringify(one.input), JSON.stringify(other.input))),
  }
}

function accessReading(account: Account, digest: TrafficDigest, { source, found, scanned, inventory }: Desk): FileReading[] {
  const { cloud, requests, oldRows } = account
  if (requests.lines.parsed === 0) return []
  const reading: LogReading = { source, digest, ...coverageOf(found, scanned, inventory, requests.lines) }
  const generation = cloud === 'aws' ? null : oldRows * 2 > requests.lines.parsed ? 'v1' : 'v2'
  return [{ kind: 'access', generation, reading }]
}

function probeReading({ probes, probesRead, probesOutside }: Account, { source }: Desk): FileReading[] {
  if (probesRead === probesOutside) return []
  const lines = { read: probesRead, parsed: probesRead, malformed: 0, foreign: 0, outsideWindow: probesOutside }
  const reading: ProbeLogReading = { source, entries: probes.entries(), lines }
  return [{ kind: 'probe', reading }]
}

const minute = 60_000

/** The time asked about; where no end was given, what the lines span, in whole minutes. */
function spanOf(read: readonly ReadAccount[], { from, to, now }: FilesOptions): TimeWindow {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { at } of read.flatMap(({ digest }) => digest.series.flatMap(({ minutes }) => minutes))) {
    first = Math.min(first, Date.parse(at))
    last = Math.max(last, Date.parse(at))
  }
  const known = first <= last
  return {
    from: from ?? (known ? new Date(first).toISOString() : now.toISOString()),
    to: to ?? (known ? new Date(last + minute).toISOString() : now.toISOString()),
  }
}
