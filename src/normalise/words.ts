/** Translating the provider's words; what no table knows is kept as a note for the reader. */
import { Unreadable } from './loose.ts'

/** Collects what was seen and not understood, one line each. */
export type Note = (line: string) => void

/** The neutral word, or `otherwise` for a word that the table lacks, which is noted as an unknown `what`. */
export function translate<T>(table: Readonly<Record<string, T>>, word: string, otherwise: T, what: string, note: Note): T {
  const known = lookedUp(table, word)
  if (known !== undefined) return known
  note(`${what} ${word}`)
  return otherwise
}

/** The neutral word. The model has none for words that the table lacks: the whole object is then unreadable. */
export function translated<T>(table: Readonly<Record<string, T>>, word: string, what: string, note: Note): T {
  const known = lookedUp(table, word)
  if (known !== undefined) return known
  note(`${what} ${word}`)
  throw new Unreadable(`${what} ${word} is not known`)
}

/** The entry of the table's own; never something that every object has. */
export function lookedUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}
