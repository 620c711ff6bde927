/** Where what was told is remembered between runs. */
import type { Memory } from './occasion.ts'

export interface Stored {
  /** Null where there is nothing, or nothing that can be understood. */
  readonly memory: Memory | null
  /** What the store tells this version of the object by; null where there is none. */
  readonly version: string | null
  /** Why what is there was not understood. */
  readonly fault: string | null
}

export interface Store {
  /** Rejects when the store cannot be reached. */
  readonly read: (balancerId: string) => Promise<Stored>
  /**
   * Replaces that very version. The new version; null when somebody else was faster, whose message it then is. Rejects when the
   * store cannot be reached.
   */
  readonly write: (balancerId: string, memory: Memory, version: string | null) => Promise<string | null>
}

/** What the text of an object says. */
export function parseMemory(text: string): Pick<Stored, 'memory' | 'fault'> {
  try {
    const value: unknown = JSON.parse(text)
    return isMemory(value) ? { memory: value, fault: null } : { memory: null, fault: 'it is not what lb502 writes' }
  } catch {
    return { memory: null, fault: 'it is not JSON' }
  }
}

function isMemory(value: unknown): value is Memory {
  if (typeof value !== 'object' || value === null) return false
  const { standing, signature, since, toldAt, owed } = value as Partial<Record<keyof Memory, unknown>>
  const isTime = (text: unknown): boolean => typeof text === 'string' && !Number.isNaN(Date.parse(text))
  const isOwed = Array.isArray(owed) && owed.every((name) => typeof name === 'string')
  return (
    /^(clear|failing|unknown)$/.test(String(standing)) &&
    typeof signature === 'string' &&
    isTime(since) &&
    isTime(toldAt) &&
    isOwed
  )
}
