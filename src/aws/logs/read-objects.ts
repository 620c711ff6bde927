/** Reads log objects, several at a time, each as a stream. */
import type { S3Client } from '@aws-sdk/client-s3'
import { limitConcurrency } from '../../collect/limit.ts'
import type { Refusal } from '../../collect/refusal.ts'
import type { LineSink } from '../../logs/line-splitter.ts'
import { scanLog } from '../../logs/scan.ts'
import type { LogRequest } from '../log-request.ts'
import { refusalOf } from '../refusal.ts'
import type { ObjectName } from './get-object.ts'

/** What became of the objects: each was read to its end, or failed, wholly or half way. */
export interface ObjectsRead {
  readonly read: number
  /** Objects that were refused, by the provider's code. */
  readonly refused: ReadonlyMap<string, { readonly refusal: Refusal; readonly objects: number }>
  /** Objects that broke off, by what was wrong; the lines before that are counted. */
  readonly broken: ReadonlyMap<string, number>
  /** Objects that were not begun before the deadline. */
  readonly left: number
}

/** As many as keep the decompressor busy on two cores. */
const atOnce = 4

/** Hands the lines of all objects to the sink. Never rejects: an object that cannot be read is counted as such. */
export async function readObjects(
  client: S3Client,
  names: readonly ObjectName[],
  sink: LineSink,
  { signal, onProgress }: Pick<LogRequest, 'signal' | 'onProgress'>,
): Promise<ObjectsRead> {
  const { getObject } = await import('./get-object.ts')
  const refused = new Map<string, { readonly refusal: Refusal; readonly objects: number }>()
  const broken = new Map<string, number>()
  let read = 0
  let left = 0
  let done = 0

  const readOne = async (name: ObjectName): Promise<'done' | 'failed'> => {
    try {
      const ending = await scanLog(await getObject(client, name, signal), sink, signal)
      if (ending.whole) read += 1
      else broken.set(ending.message, (broken.get(ending.message) ?? 0) + 1)
      return ending.whole ? 'done' : 'failed'
    } catch (error) {
      if (signal.aborted) left += 1
      else {
        const refusal = refusalOf(error)
        const before = refused.get(refusal.code)
        refused.set(refusal.code, { refusal: before?.refusal ?? refusal, objects: (before?.objects ?? 0) + 1 })
      }
      return 'failed'
    }
  }

  const limit = limitConcurrency(atOnce)
  const total = names.length
  const tasks = names.map((name) =>
    limit(async () => {
      if (signal.aborted) {
        left += 1
        return
      }
      onProgress?.({ call: 's3:GetObject', state: 'started', done, total })
      const state = await readOne(name)
      done += 1
      onProgress?.({ call: 's3:GetObject', state, done, total })
    }),
  )
  await Promise.all(tasks)
  return { read, refused, broken, left }
}
