/** Reads a gateway's access log from a container of a storage account. */
import { type Coverage, doubtsOf, stillArriving } from '../../collect/logs/coverage.ts'
import { mainRefusal, missingFrom, type ObjectsRead, readObjects, whyNothing } from '../../collect/logs/read-objects.ts'
import type { Refusal } from '../../collect/refusal.ts'
import { createAccumulator, digestOf } from '../../core/digest/accumulator.ts'
import { condenseDigest } from '../../core/digest/paths.ts'
import type { LineCounts, LogReading } from '../../core/traffic.ts'
import { countInto } from '../../logs/access-line.ts'
import { createAccessLogReader } from '../../logs/app-gateway/access-log.ts'
import { createRecordSplitter } from '../../logs/app-gateway/record-splitter.ts'
import { scanLog } from '../../logs/scan.ts'
import type { Blob, BlobContainer } from './blob-client.ts'
import { dayPrefixes, hourOf, isInside } from './blob-names.ts'
import { logRecord, type Sourced } from './records.ts'
import { logRefusalOf } from './refusal.ts'
import type { AzureLogRequest } from './request.ts'

const call = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'

/** Reads the container's blobs of the window. */
export async function readContainer(url: string, request: AzureLogRequest): Promise<Sourced> {
  const place = { call, source: url } as const
  const accumulator = createAccumulator(request.window)
  try {
    const { openContainer } = await import('./blob-client.ts')
    const container = openContainer(url, request)
    const listed = await listBlobs(container, request)
    const outcome = await readBlobs(container, listed.wanted, accumulator, request)
    const refusal = whyNothing(outcome, listed.wanted.length)
    if (refusal !== null) return { record: logRecord(request, place, { ok: false, ...refusal }), tells: false }
    const { lines } = accumulator
    const coverage = coverageOf(listed, outcome, lines, request)
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
  { gatewayId, generation, signal, onProgress }: AzureLogRequest,
): Promise<ObjectsRead> {
  const reader = createAccessLogReader(countInto(accumulator), { gateway: gatewayId, generation })
  const outcome = await readObjects(blobs, {
    call,
    read: async (blob) => scanLog(await container.open(blob), reader, signal, createRecordSplitter),
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
  { window, now }: AzureLogRequest,
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
      ...missingFrom(outcome, total),
      ...(total === 0 ? ['no log blobs of this gateway for this time'] : doubts.notes),
      ...stillArriving(written === undefined ? null : Date.parse(written), window.to, now),
    ],
    partial: outcome.read < total || total === 0 || doubts.partial,
    ...(refused === undefined ? {} : { refused: { gap: refused.gap, permission: call } }),
  }
}

/** Storage names a missing role, a closed network and a missing container by codes that few know. */
const meanings: Readonly<Record<string, string>> = {
  AuthorizationPermissionMismatch: 'the role Storage Blob Data Reader is missing on the storage account or container',
  AuthorizationFailure:
    'the storage account’s network rules do not admit this computer, or the role Storage Blob Data Reader is missing',
  ContainerNotFound: 'the storage account has no such container: no access log was ever written to it',
}

function blobRefusalOf(error: unknown, signal: AbortSignal): Refusal {
  const refusal = logRefusalOf(error, signal)
  const meaning = Object.hasOwn(meanings, refusal.code) ? meanings[refusal.code] : undefined
  return meaning === undefined ? refusal : { ...refusal, message: `${refusal.message} (${meaning})` }
}
