import type { Asker } from '../asker.ts'

/** What a search for surroundings goes on with. */
export interface Search extends Pick<Asker, 'ask' | 'skip'> {
  /** Is told the ids of objects whose changes matter, as soon as they are known. */
  readonly watch: (ids: readonly string[]) => void
}
