/** Putting passages together. */
import type { Passage } from './model.ts'

/**
 * Parts of one hop's packets: one part that surely passes beside one that surely does not is `partly`, whatever else is unknown.
 * Without parts nothing is known.
 */
export function combine(parts: readonly { readonly passage: 'open' | 'blocked' | 'unknown' }[]): Passage {
  const seen = new Set(parts.map((part) => part.passage))
  if (seen.has('open') && seen.has('blocked')) return 'partly'
  if (seen.has('unknown') || seen.size === 0) return 'unknown'
  return seen.has('open') ? 'open' : 'blocked'
}

/**
 * Hops one behind the other. A blocked one settles `blocked` though another was unreadable, and `open` needs them all. `partly`
 * comes before `unknown`: it is certain then that some of the packets fail, and the unread hop can only add to them. So `partly` of
 * a path says that not everything passes, and leaves open whether anything does.
 */
export function inSequence(passages: readonly Passage[]): Passage {
  const inOrder: readonly Passage[] = ['blocked', 'partly', 'unknown']
  return inOrder.find((passage) => passages.includes(passage)) ?? 'open'
}
