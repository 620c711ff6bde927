/** Whether what was found is worth a message: people keep alerts on that come when something changed, and else stay quiet. */
import type { Account } from './account.ts'

/** What was told last of a load balancer. */
export interface Memory {
  readonly standing: Account['standing']
  readonly signature: string
  /** ISO 8601 UTC: since when it is so. */
  readonly since: string
  /** ISO 8601 UTC: the last message. */
  readonly toldAt: string
  /** Sinks that could not be reached, and have not heard of it. */
  readonly owed: readonly string[]
}

export type Occasion = 'new' | 'changed' | 'recovered' | 'reminder' | 'owed'

/** Null when there is nothing to tell. `reminderSeconds` null: a failure that goes on is not told again. */
export function occasionOf(before: Memory | null, now: Account, at: Date, reminderSeconds: number | null): Occasion | null {
  if (before === null) return now.standing === 'clear' ? null : 'new'
  if (before.signature !== now.signature) {
    if (now.standing !== 'clear') return before.standing === 'clear' ? 'new' : 'changed'
    return before.standing === 'failing' ? 'recovered' : null
  }
  if (before.owed.length > 0) return 'owed'
  const silentSeconds = (at.getTime() - Date.parse(before.toldAt)) / 1000
  return now.standing === 'failing' && reminderSeconds !== null && silentSeconds >= reminderSeconds ? 'reminder' : null
}

/** What is remembered when this was told; `owed` are the sinks that it is still to be told. */
export function memoryOf(before: Memory | null, now: Account, at: Date, owed: readonly string[]): Memory {
  const { standing, signature } = now
  const toldAt = at.toISOString()
  return { standing, signature, since: before?.signature === signature ? before.since : toldAt, toldAt, owed }
}
