/** Finding Azure calls in the evidence by their names, their answers in one shape. */
import type { CallRecord } from '../../core/evidence.ts'
import type { Fact } from '../../core/fact.ts'
import { type Loose, text } from '../../normalise/loose.ts'
import { type Calls, indexCalls, type Reply, readCalls, type Wanted } from '../../normalise/records.ts'
import { type CallName, sourceOf } from '../call-names.ts'
import { flattened } from './flatten.ts'

/** Inputs name the object asked for by its ARM id, or the subscription that was listed. */
export interface ArmInput {
  readonly id?: string
  readonly subscriptionId?: string
  readonly resourceGroup?: string
}

/** Their answers are the program's own: nothing of Azure's to bring into shape. */
const readings: ReadonlySet<string> = new Set<CallName>([
  'Microsoft.Insights/logs/read',
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
])

/** The recorded calls by name, every answer in the one shape of `flattened`. */
export function indexArmCalls(records: readonly CallRecord[]): Calls {
  return indexCalls(
    records.map((record) => {
      if (!record.outcome.ok || readings.has(record.call)) return record
      return { ...record, outcome: { ok: true, output: shaped(record.outcome.output) } }
    }),
  )
}

/** Azure's command line prints lists without anything around them. */
function shaped(output: unknown): unknown {
  return flattened(Array.isArray(output) ? { value: output } : output)
}

/** What the wanted calls of this name say together; a gap in one of them is a gap in all. */
export function factOf<Output, T>(
  calls: Calls,
  name: CallName,
  { what, ...wanted }: Wanted<ArmInput> & { readonly what?: string },
  read: (replies: readonly Reply<ArmInput, Output>[]) => T,
): Fact<T> {
  return readCalls(calls, sourceOf(name, what), wanted, read)
}

/** For `where`: the call asked for the object with this ARM id. */
export function about(id: string): (input: Loose<ArmInput>) => boolean {
  return (input) => sameId(text(input, 'id') ?? '', id)
}

/** Azure compares ids, and the names in them, without regard to case. */
export function sameId(one: string, other: string): boolean {
  return idKey(one) === idKey(other)
}

/** An ARM id, or a name, as a key to compare by. */
export function idKey(id: string): string {
  return id.toLowerCase().replace(/\/+$/, '')
}
