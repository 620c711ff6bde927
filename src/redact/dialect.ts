/** What differs from provider to provider: how names are built, and which words are nobody's secret. */
import type { Pseudonyms } from './pseudonyms.ts'

/** One provider's way of writing. Whatever a dialect does not vouch for is replaced. */
export interface Dialect {
  /** Whether names that differ in their letters' case only are one name. */
  readonly foldsCase: boolean
  /** Keys under which the provider, and only the provider, puts single words. */
  readonly wordKeys: ReadonlySet<string>
  /** The same for keys that hold words only where they stand in such an object. */
  readonly wordParents: Readonly<Record<string, readonly string[]>>
  /** What else may stay, by the key it stands under. */
  readonly keyedWords: Readonly<Record<string, RegExp>>
  /** Places, services and the like, which tell nothing wherever they stand. */
  readonly isHarmless: (text: string) => boolean
  /** Words before the name of a place that logs are read from. */
  readonly introductions: readonly string[]
  /** An id that is built of others, redacted part by part; null for any other text. */
  readonly redactId: (text: string, desk: Desk) => string | null
  /** Which parts of a name, every second one a separator, are kinds of things and stay. */
  readonly kindsAmong: (parts: readonly string[]) => readonly number[]
  /** A single word of a form of its own, such as a number that the provider gave; null for any other word. */
  readonly redactWord: (word: string, names: Pseudonyms) => string | null
  /** How many of a host name's last labels the provider chose. */
  readonly ownLabels: (labels: readonly string[]) => number
  /** Keys whose texts are sentences. */
  readonly proseKeys: ReadonlySet<string>
  readonly redactProse: (text: string, desk: Desk) => string
  /** Paths that are everyone's. */
  readonly commonPaths: readonly string[]
  /** Documents inside strings, by the key they stand under. */
  readonly documents: Readonly<Record<string, (text: string, desk: Desk) => string>>
  /** Tags that judging reads. */
  readonly tellingTags: readonly string[]
}

/** What redacting takes: a name for everything, and the dialect it is written in. */
export interface Desk {
  readonly names: Pseudonyms
  readonly dialect: Dialect
}
