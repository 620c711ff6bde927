/** Reads a gateway's access log from a container of a storage account. */
import { type Coverage, doubtsOf, stillArriving } from '../../collect/logs/coverage.ts'
import { mainRefusal, missingFrom, type ObjectsRead, readObjects, whyNothing } from '../../collect/logs/read-objects.ts'
import { bytesOf, gigabytes, mostBytes, piecesOf } from '../../collect/logs/sample.ts'
import type { Refusal } from '../../collect/refusal.ts'
import { createAccumulator, digestOf } from '../../core/digest/accumulator.ts'
import { condenseDigest } from '../../core/digest/paths.ts'
import type { LineCounts, LogReading } from '../../core/traffic.ts'
import { countInto } from '../../logs/access-line.ts'
import { createAccessLogReader } from '../../logs/app-gateway/access-log.ts'
import { createRecordSplitter } from '../../logs/app-gateway/record-splitter.ts'
import type { Ending } from '../../logs/inflate.ts'
import { createPieceSplitter } from '../../logs/piece-splitter.ts'
import { scanLog } from '../../logs/scan.ts'
import type { Blob, BlobContainer } from './blob-client.ts'
import { dayPrefixes, hourOf, isInside } from './blob-names.ts'
import { logRecord, type Sourced } from './records.ts'
import { logRefusalOf } from './refusal.ts'
import type { AzureLogRequest } from './request.ts'

const call = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'

/**
 * Reads the container's blobs of the window. Of more bytes than can be read in the time of a run, pieces are read that are spread
 * over every hour.
 */
export async function readContainer(url: string, request: AzureLogRequest, most: number = mostBytes): Promise<Sourced> {
  const place = { call, source: url } as const
  const accumulator = createAccumulator(request.window)
  try {
    const { openContainer } = await import('./blob-client.ts')
    const container = openContainer(url, request)
    const listed = await listBlobs(container, request)
    const share = Math.min(1, most / sizeOf(listed.wanted))
    const outcome = await readBlobs(container, listed.wanted, accumulator, { ...request, share })
    const refusal = whyNothing(outcome, listed.wanted.length)
    if (refusal !== null) return { record: logRecord(request, place, { ok: false, ...refusal }), tells: false }
    const { lines } = accumulator
    const coverage = coverageOf(listed, outcome, lines, { ...request, share })
    const reading: LogReading = { source: url, digest: condenseDigest(digestOf(accumulator)), ...coverage }
    return { record: logRecord(request, place, { ok: true, output: reading }), tells: lines.parsed > lines.outsideWindow }
  } catch (error) {
    return { record: logRecord(request, place, { ok: false, ...blobRefusalOf(error, request.signal) }), tells: false }
  }
}

interface Listed {
  /** Newest first: what happens now matters most if time runs out. */
  readonly wanted: readonly Blob[]
  /** Blobs under the same days that are of other hours, or no log. */
  readonly others: number
}

async function listBlobs(container: BlobContainer, { gatewayId, window }: AzureLogRequest): Promise<Listed> {
  const lists = await Promise.all(dayPrefixes(gatewayId, window).map((prefix) => container.list(prefix)))
  const all = lists.flat()
  const wanted = all.filter(({ name }) => isInside(name, window))
  return {
    wanted: wanted.sort((one, other) => (hourOf(other.name) ?? 0) - (hourOf(one.name) ?? 0)),
    others: all.length - wanted.length,
  }
}

async function readBlobs(
  container: BlobContainer,
  blobs: readonly Blob[],
  accumulator: ReturnType<typeof createAccumulator>,
  { gatewayId, generation, signal, onProgress, share }: AzureLogRequest & Share,
): Promise<ObjectsRead> {
  const reader = createAccessLogReader(countInto(accumulator), { gateway: gatewayId, generation })
  const readPieces = async (blob: Blob, bytes: number): Promise<Ending> => {
    let ending: Ending = { whole: true }
    for (const piece of piecesOf(bytes, share)) {
      const cut = { before: piece.from > 0, behind: piece.from + piece.bytes < bytes }
      ending = await scanLog(await container.open(blob, piece), reader, signal, (sink) => createPieceSplitter(sink, cut))
      if (!ending.whole) break
    }
    return ending
  }
  const read = async (blob: Blob): Promise<Ending> =>
    share < 1 && blob.length !== null
      ? readPieces(blob, blob.length)
      : scanLog(await container.open(blob), reader, signal, createRecordSplitter)
  const outcome = await readObjects(blobs, {
    call,
    read,
    refusalOf: (error) => blobRefusalOf(error, signal),
    signal,
    onProgress,
  })
  reader.flush()
  return outcome
}

function coverageOf(
  { wanted, others }: Listed,
  outcome: ObjectsRead,
  lines: LineCounts,
  { window, now, share }: AzureLogRequest & Share,
): Coverage {
  const total = wanted.length
  const doubts = doubtsOf(lines)
  const refused = mainRefusal(outcome)
  const written = wanted
    .flatMap(({ writtenAt }) => writtenAt ?? [])
    .sort()
    .at(-1)
  return {
    objects: { listed: total + others, read: outcome.read, failed: total - outcome.read, skipped: others },
    notes: [
      ...(share < 1 ? [sampledFrom(wanted, share)] : []),
      ...missingFrom(outcome, total),
      ...(total === 0 ? ['no log blobs of this gateway for this time'] : doubts.notes),
      ...stillArriving(written === undefined ? null : Date.parse(written), window.to, now),
    ],
    partial: share < 1 || outcome.read < total || total === 0 || doubts.partial,
    ...(refused === undefined ? {} : { refused: { gap: refused.gap, permission: call } }),
  }
}

/** How much of the blobs is read, from 0 to 1. */
interface Share {
  readonly share: number
}

function sizeOf(blobs: readonly Blob[]): number {
  return bytesOf(blobs.map(({ length }) => ({ bytes: length ?? 0 })))
}

function sampledFrom(blobs: readonly Blob[], share: number): string {
  const size = sizeOf(blobs)
  return `a sample was read, pieces spread over every hour: ${gigabytes(size * share)} of ${gigabytes(size)}, so that counts are lower than they were; a shorter --window, or a workspace in Log Analytics, counts all`
}

/** Storage names a missing role, a closed network and a missing container by codes that few know. */
const meanings: Readonly<Record<string, string>> = {
  AuthorizationPermissionMismatch: 'the role Storage Blob Data Reader is missing on the storage account or container',
  AuthorizationFailure:
    'the storage account’s network rules do not admit this computer, or the role Storage Blob Data Reader is missing',
  BlobNotFound: 'it was there when the container was listed, and is gone',
  ContainerNotFound: 'the storage account has no such container: no access log was ever written to it',
}

function blobRefusalOf(error: unknown, signal: AbortSignal): Refusal {
  const refusal = logRefusalOf(error, signal)
  const meaning = Object.hasOwn(meanings, refusal.code) ? meanings[refusal.code] : undefined
  return meaning === undefined ? refusal : { ...refusal, message: `${refusal.message} (${meaning})` }
}
