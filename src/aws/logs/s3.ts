/** Reads a load balancer's logs from S3. */
import { type Coverage, doubtsOf, stillArriving } from '../../collect/logs/coverage.ts'
import { mainRefusal, missingFrom, type ObjectsRead, readObjects, whyNothing } from '../../collect/logs/read-objects.ts'
import { bytesOf, gigabytes, mostBytes, sampleOf } from '../../collect/logs/sample.ts'
import type { Refusal } from '../../collect/refusal.ts'
import type { Ending } from '../../logs/inflate.ts'
import { scanLog } from '../../logs/scan.ts'
import type { LogRequest } from '../log-request.ts'
import { createGatherer, type Gatherer } from './gatherer.ts'
import type { ObjectName } from './get-object.ts'
import { createPace } from './pace.ts'
import { permissionFor, recordLog, recordReading } from './records.ts'
import { copiesOf, endOf, isInside, isOwn, type Listing, listingsOf, type S3Folder, sourceOf, wideListingsOf } from './s3-keys.ts'
import { s3RefusalOf } from './s3-refusal.ts'

/** Where the same log can be counted without reading it: true when that told of anything. */
export type Instead = () => Promise<boolean>

/**
 * Reads the folder's objects of the window and records the reading, or why there is none; true when it tells of anything. Of more than can be
 * read in the time of a run, a sample that is spread over the window is read, unless the log is counted `instead`.
 */
export async function readS3(folder: S3Folder, request: LogRequest, instead: Instead = async () => false): Promise<boolean> {
  const place = { kind: folder.kind, call: 's3:GetObject', region: request.region, source: sourceOf(folder) } as const
  const listed = await listObjects(folder, request)
  const [unlisted] = listed.refusals
  if (unlisted !== undefined && listed.refusals.length === listed.listings) {
    const message = `the log objects could not be listed: ${unlisted.message}`
    recordLog(request, place, { ok: false, ...unlisted, message }, 's3:ListBucket')
    return false
  }
  if (bytesOf(listed.wanted) > mostBytes && (await instead())) return true
  const chosen = sampleOf(listed.wanted, mostBytes)
  const { kind, balancer } = folder
  const gatherer = createGatherer({ kind, balancer, layout: null, window: request.window })
  const outcome = await open(chosen, gatherer, request)
  if ('code' in outcome) {
    recordLog(request, place, { ok: false, ...outcome }, permissionFor(place.call, outcome))
    return false
  }
  return recordReading(request, place, gatherer, coverageOf({ ...listed, chosen }, outcome, gatherer, request))
}

interface ListedObject extends ObjectName {
  /** Compressed, as listed. */
  readonly bytes: number
}

interface Listed {
  readonly listings: number
  readonly refusals: readonly Refusal[]
  /** Newest first: what happens now matters most if time runs out. */
  readonly wanted: readonly ListedObject[]
  /** Files of the same time that are not this balancer's, or another kind of log. */
  readonly others: number
}

async function listObjects(folder: S3Folder, request: LogRequest): Promise<Listed> {
  const listed = await list(listingsOf(folder, request.window), folder, request)
  if (listed.wanted.length > 0 || listed.refusals.length > 0) return listed
  const others = folder.kind === 'probe' ? wideListingsOf(folder, request.window) : copiesOf(folder)
  return others.length > 0 ? list(others, folder, request) : listed
}

async function list(listings: readonly Listing[], folder: S3Folder, { ask, window }: LogRequest): Promise<Listed> {
  const answers = await Promise.all(listings.map((listing) => ask('s3:ListObjectsV2', { ...listing })))
  const sizes = new Map<string, number>()
  for (const { Key, Size } of answers.flatMap((answer) => (answer.ok ? (answer.output.Contents ?? []) : []))) {
    if (Key !== undefined) sizes.set(Key, Size ?? 0)
  }
  const inside = [...sizes.keys()].filter((key) => isInside(key, window))
  const wanted = inside.filter((key) => isOwn(key, folder))
  return {
    listings: listings.length,
    refusals: answers.flatMap((answer) => (answer.ok ? [] : [answer])),
    wanted: wanted
      .sort((one, other) => (endOf(other) ?? 0) - (endOf(one) ?? 0))
      .map((Key) => ({ Bucket: folder.bucket, Key, bytes: sizes.get(Key) ?? 0 })),
    others: inside.length - wanted.length,
  }
}

/** What became of the objects, or why none of them could be read. */
async function open(names: readonly ListedObject[], gatherer: Gatherer, request: LogRequest): Promise<ObjectsRead | Refusal> {
  const { region, signal, onProgress } = request
  try {
    const [{ getObject }, client] = await Promise.all([import('./get-object.ts'), request.client('s3', region)])
    const pace = createPace(bytesOf(names), gatherer, () => performance.now())
    const read = async ({ Bucket, Key, bytes }: ListedObject): Promise<Ending> => {
      const ending = await scanLog(await getObject(client, { Bucket, Key }, signal), gatherer, signal)
      pace.add(bytes)
      return ending
    }
    const outcome = await readObjects(names, {
      ...{ call: 's3:GetObject', read, refusalOf: s3RefusalOf, signal },
      onProgress: (progress) => onProgress?.({ ...progress, detail: pace.words() }),
    })
    return whyNothing(outcome, names.length) ?? outcome
  } catch (error) {
    return s3RefusalOf(error)
  }
}

interface Chosen extends Listed {
  /** Of the wanted: what was to be read. */
  readonly chosen: readonly ListedObject[]
}

function coverageOf(listed: Chosen, outcome: ObjectsRead, gatherer: Gatherer, { window, now }: LogRequest): Coverage {
  const all = listed.wanted.length
  const total = listed.chosen.length
  const newest = endOf(listed.wanted[0]?.Key ?? '')
  const doubts = doubtsOf(gatherer.lines())
  return {
    objects: { listed: all + listed.others, read: outcome.read, failed: total - outcome.read, skipped: listed.others },
    notes: [
      ...listed.refusals.map(({ code }) => `the objects of a day could not be listed: ${code}`),
      ...(total < all ? [sampledFrom(listed)] : []),
      ...missingFrom(outcome, total),
      ...(total === 0 ? ['no log objects of this load balancer for this time'] : doubts.notes),
      ...stillArriving(newest, window.to, now),
    ],
    partial: listed.refusals.length > 0 || outcome.read < all || total === 0 || doubts.partial,
    ...refusedOf(listed, outcome),
  }
}

/** Says what the counts are of, and what counts everything. */
function sampledFrom({ wanted, chosen }: Chosen): string {
  const sizes = `${gigabytes(bytesOf(chosen))} of ${gigabytes(bytesOf(wanted))}`
  return `a sample was read, spread over the window: ${chosen.length} of ${wanted.length} log objects, ${sizes}, so that counts are lower than they were; a shorter --window, or --logs athena:<database>.<table>, counts all`
}

/** What kept objects from being listed, or from being read. */
function refusedOf({ refusals: [unlisted] }: Listed, outcome: ObjectsRead): Pick<Coverage, 'refused'> {
  if (unlisted !== undefined) return { refused: { gap: unlisted.gap, permission: 's3:ListBucket' } }
  const unread = mainRefusal(outcome)
  return unread === undefined ? {} : { refused: { gap: unread.gap, permission: permissionFor('s3:GetObject', unread) } }
}
