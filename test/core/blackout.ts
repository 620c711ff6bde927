/** Replacing facts by gaps: every Fact anywhere in a snapshot, one at a time. */
import type { Fact } from '../../src/core/fact.ts'
import type { Snapshot } from '../../src/core/model.ts'

export interface Blackout {
  /** Where the fact stands: `pools.0.backends`. */
  readonly place: string
  readonly snapshot: Snapshot
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === 'object' && value !== null && 'known' in value && 'sources' in value
}

/** One snapshot per known fact, in which that fact, and every fact that stands for the same reading, is denied. */
export function blackouts(snapshot: Snapshot): readonly Blackout[] {
  const places = factsIn(snapshot)
  return places.map(({ place, fact }) => ({ place, snapshot: replaced(snapshot, fact) as Snapshot }))
}

function factsIn(value: unknown, place = ''): readonly { readonly place: string; readonly fact: Fact<unknown> }[] {
  if (typeof value !== 'object' || value === null) return []
  const here = isFact(value) && value.known ? [{ place, fact: value }] : []
  const below = Object.entries(value).flatMap(([key, inner]) =>
    key === 'sources' ? [] : factsIn(inner, place === '' ? key : `${place}.${key}`),
  )
  return [...here, ...below]
}

function replaced(value: unknown, target: Fact<unknown>): unknown {
  if (value === target) return { known: false, gap: 'denied', message: 'blacked out', sources: target.sources }
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, target))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, target)]))
}
