/** Reads a load balancer's logs from S3. */
import { type Coverage, doubtsOf, stillArriving } from '../../collect/logs/coverage.ts'
import { mainRefusal, missingFrom, type ObjectsRead, readObjects, whyNothing } from '../../collect/logs/read-objects.ts'
import type { Refusal } from '../../collect/refusal.ts'
import type { Ending } from '../../logs/inflate.ts'
import { scanLog } from '../../logs/scan.ts'
import type { LogRequest } from '../log-request.ts'
import { createGatherer, type Gatherer } from './gatherer.ts'
import type { ObjectName } from './get-object.ts'
import { permissionFor, recordLog, recordReading } from './records.ts'
import { copiesOf, endOf, isInside, isOwn, type Listing, listingsOf, type S3Folder, sourceOf, wideListingsOf } from './s3-keys.ts'
import { s3RefusalOf } from './s3-refusal.ts'

/** Reads the folder's objects of the window and records the reading, or why there is none; true when it tells of anything. */
export async function readS3(folder: S3Folder, request: LogRequest): Promise<boolean> {
  const place = { kind: folder.kind, call: 's3:GetObject', region: request.region, source: sourceOf(folder) } as const
  const listed = await listObjects(folder, request)
  const [unlisted] = listed.refusals
  if (unlisted !== undefined && listed.refusals.length === listed.listings) {
    const message = `the log objects could not be listed: ${unlisted.message}`
    recordLog(request, place, { ok: false, ...unlisted, message }, 's3:ListBucket')
    return false
  }
  const { kind, balancer } = folder
  const gatherer = createGatherer({ kind, balancer, layout: null, window: request.window })
  const outcome = await open(listed.wanted, gatherer, request)
  if ('code' in outcome) {
    recordLog(request, place, { ok: false, ...outcome }, permissionFor(place.call, outcome))
    return false
  }
  return recordReading(request, place, gatherer, coverageOf(listed, outcome, gatherer, request))
}

interface Listed {
  readonly listings: number
  readonly refusals: readonly Refusal[]
  /** Newest first: what happens now matters most if time runs out. */
  readonly wanted: readonly ObjectName[]
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
  const keys = answers.flatMap((answer) => (answer.ok ? (answer.output.Contents ?? []) : [])).flatMap(({ Key }) => Key ?? [])
  const inside = [...new Set(keys)].filter((key) => isInside(key, window))
  const wanted = inside.filter((key) => isOwn(key, folder))
  return {
    listings: listings.length,
    refusals: answers.flatMap((answer) => (answer.ok ? [] : [answer])),
    wanted: wanted.sort((one, other) => (endOf(other) ?? 0) - (endOf(one) ?? 0)).map((Key) => ({ Bucket: folder.bucket, Key })),
    others: inside.length - wanted.length,
  }
}

/** What became of the objects, or why none of them could be read. */
async function open(names: readonly ObjectName[], gatherer: Gatherer, request: LogRequest): Promise<ObjectsRead | Refusal> {
  const { region, signal, onProgress } = request
  try {
    const [{ getObject }, client] = await Promise.all([import('./get-object.ts'), request.client('s3', region)])
    const read = async (name: ObjectName): Promise<Ending> => scanLog(await getObject(client, name, signal), gatherer, signal)
    const outcome = await readObjects(names, { call: 's3:GetObject', read, refusalOf: s3RefusalOf, signal, onProgress })
    return whyNothing(outcome, names.length) ?? outcome
  } catch (error) {
    return s3RefusalOf(error)
  }
}

function coverageOf(listed: Listed, outcome: ObjectsRead, gatherer: Gatherer, { window, now }: LogRequest): Coverage {
  const total = listed.wanted.length
  const newest = endOf(listed.wanted[0]?.Key ?? '')
  const doubts = doubtsOf(gatherer.lines())
  return {
    objects: { listed: total + listed.others, read: outcome.read, failed: total - outcome.read, skipped: listed.others },
    notes: [
      ...listed.refusals.map(({ code }) => `the objects of a day could not be listed: ${code}`),
      ...missingFrom(outcome, total),
      ...(total === 0 ? ['no log objects of this load balancer for this time'] : doubts.notes),
      ...stillArriving(newest, window.to, now),
    ],
    partial: listed.refusals.length > 0 || outcome.read < total || total === 0 || doubts.partial,
    ...refusedOf(listed, outcome),
  }
}

/** What kept objects from being listed, or from being read. */
function refusedOf({ refusals: [unlisted] }: Listed, outcome: ObjectsRead): Pick<Coverage, 'refused'> {
  if (unlisted !== undefined) return { refused: { gap: unlisted.gap, permission: 's3:ListBucket' } }
  const unread = mainRefusal(outcome)
  return unread === undefined ? {} : { refused: { gap: unread.gap, permission: permissionFor('s3:GetObject', unread) } }
}
