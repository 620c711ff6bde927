/** Reads log objects, several at a time, each as a stream. */
import type { Ending } from '../../logs/inflate.ts'
import { limitConcurrency } from '../limit.ts'
import type { Progress } from '../progress.ts'
import type { Refusal } from '../refusal.ts'

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

export interface ObjectReading<Name> {
  /** For progress: the action that opens an object. */
  readonly call: string
  /** Reads one object to its end. Rejects with the SDK's error when it is refused. */
  readonly read: (name: Name) => Promise<Ending>
  readonly refusalOf: (error: unknown) => Refusal
  readonly signal: AbortSignal
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** As many as keep the decompressor busy on two cores. */
const atOnce = 4

/** Reads all objects. Never rejects: one that cannot be read is counted as such. */
export async function readObjects<Name>(names: readonly Name[], reading: ObjectReading<Name>): Promise<ObjectsRead> {
  const { call, signal, onProgress } = reading
  const refused = new Map<string, { readonly refusal: Refusal; readonly objects: number }>()
  const broken = new Map<string, number>()
  let read = 0
  let left = 0
  let done = 0

  const readOne = async (name: Name): Promise<'done' | 'failed'> => {
    try {
      const ending = await reading.read(name)
      if (ending.whole) read += 1
      else broken.set(ending.message, (broken.get(ending.message) ?? 0) + 1)
      return ending.whole ? 'done' : 'failed'
    } catch (error) {
      if (signal.aborted) left += 1
      else {
        const refusal = reading.refusalOf(error)
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
      onProgress?.({ call, state: 'started', done, total })
      const state = await readOne(name)
      done += 1
      onProgress?.({ call, state, done, total })
    }),
  )
  await Promise.all(tasks)
  return { read, refused, broken, left }
}

/** Why nothing was read of any object; null when something was, or when there were none. */
export function whyNothing(outcome: ObjectsRead, total: number): Refusal | null {
  if (outcome.read > 0 || outcome.broken.size > 0 || total === 0) return null
  const late: Refusal = { gap: 'failed', code: 'Deadline', message: 'no log object was read before the deadline' }
  return mainRefusal(outcome) ?? late
}

/** What most of the objects that were refused were refused with; undefined when none was. */
export function mainRefusal({ refused }: ObjectsRead): Refusal | undefined {
  return [...refused.values()].sort((one, other) => other.objects - one.objects)[0]?.refusal
}

/** What is missing of the objects, one line each. */
export function missingFrom({ refused, broken, left }: ObjectsRead, total: number): readonly string[] {
  return [
    ...[...refused.values()]
      .map(({ refusal, objects }) => `${objects} of ${total} objects could not be read: ${refusal.code} (${refusal.message})`)
      .sort(),
    ...[...broken].map(([message, objects]) => `${objects} of ${total} objects were read in part: ${message}`).sort(),
    ...(left > 0 ? [`${left} of ${total} objects were not read before the deadline`] : []),
  ]
}
