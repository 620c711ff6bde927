/** How readings of log files stand in the evidence. */
import type { Answer } from '../collect/answer.ts'
import type { CallRecord, Evidence, TimeWindow } from '../core/evidence.ts'
import type { Inventory } from '../core/inventory.ts'
import type { LogReading, ProbeLogReading } from '../core/traffic.ts'

/** Reading files is the only call that such evidence has. No permission of a cloud helps with it. */
export const readFiles = 'files:Read'

/** What each record holds: one balancer's requests, its probes, and what became of the lines of all files together. */
export type FileReading =
  | { readonly kind: 'access'; readonly generation: 'v1' | 'v2' | null; readonly reading: LogReading }
  | { readonly kind: 'probe'; readonly reading: ProbeLogReading }
  | { readonly kind: 'inventory'; readonly reading: Inventory }

export function recordOf(read: FileReading, source: string, { from, to }: TimeWindow): CallRecord {
  const generation = read.kind === 'access' && read.generation !== null ? { generation: read.generation } : {}
  const outcome: Answer<unknown> = { ok: true, output: read.reading }
  return { call: readFiles, scope: '', permission: '', input: { kind: read.kind, source, from, to, ...generation }, outcome }
}

/** Whether the evidence comes from log files alone. */
export function isOfFiles({ calls }: Pick<Evidence, 'calls'>): boolean {
  return calls.length > 0 && calls.every(({ call }) => call === readFiles)
}
