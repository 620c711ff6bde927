/** Where state is kept between runs. */
import { createHash } from 'node:crypto'

export interface Stored {
  readonly text: string
  /** What the store tells versions apart by. */
  readonly version: string
}

export interface StateStore {
  /** Null when there is none yet. Rejects when the store cannot be read. */
  readonly read: (key: string) => Promise<Stored | null>
  /**
   * Writes if what is there is still that version (null: if nothing is there). Gives the new version, or null when another run was
   * faster. Rejects when the store cannot be written.
   */
  readonly write: (key: string, text: string, before: Stored | null) => Promise<string | null>
}

/** A name that every store takes, and that no two load balancers share. */
export function stateName(key: string): string {
  const name = /[^/:]*$/.exec(key.replace(/\/[0-9a-f]{16}$/, ''))?.[0] ?? ''
  const hash = createHash('sha256').update(key.toLowerCase()).digest('hex').slice(0, 24)
  return `${name.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 40)}-${hash}.json`
}
