/**
 * Where a table notes the row that a request was counted in. Readers of long logs keep the notes with the names and hand them in
 * again with the next request of these names, which saves looking up three texts a request: half of what counting takes.
 */
import type { BackendRow } from './backends.ts'
import type { PathRow } from './paths.ts'
import type { MinuteRow } from './series.ts'

/** Notes belong to one pool, and those of backend and path to one of that pool. */
export interface RequestNotes {
  readonly minute: MinuteNote
  readonly backend: RowNote<BackendRow>
  readonly path: RowNote<PathRow>
}

/** `rows` is what the row is one of; when a table lets go of rows it keeps the others elsewhere, and the note is void. */
export interface RowNote<Row> {
  rows: ReadonlyMap<string | null, ReadonlyMap<string, Row>> | null
  row: Row | null
}

export interface MinuteNote {
  rows: ReadonlyMap<string | null, ReadonlyMap<number, MinuteRow>> | null
  row: MinuteRow | null
}

/** What a note is before anything was counted. */
export const blank: { readonly rows: null; readonly row: null } = { rows: null, row: null }
