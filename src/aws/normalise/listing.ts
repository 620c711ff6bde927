/** Everything that the calls of one name listed together: one object in whichever answer holds it, or why it is in none. */
import { compareText } from '../../core/canonical.ts'
import { type Fact, known, type UnknownFact, unknown } from '../../core/fact.ts'
import { type Loose, object } from '../../normalise/loose.ts'
import { attempt, type Calls, gapOf } from '../../normalise/records.ts'
import { type CallName, sourceOf } from '../call-names.ts'
import type { AskableCall, CallOutput } from '../call-types.ts'
import { recordsOf } from './calls.ts'
import { type Coverage, coverageOf, type Properties } from './coverage.ts'

export interface Listing<T> {
  readonly name: CallName
  /** Objects by id; one that cannot be understood is a gap of its own. */
  readonly byId: ReadonlyMap<string, Fact<T>>
  readonly asked: readonly { readonly covers: Coverage; readonly gap: UnknownFact | null }[]
}

export interface Reading<Name extends AskableCall, Item, T> {
  readonly items: (output: Loose<CallOutput<Name>>) => readonly Loose<Item>[]
  readonly id: (item: Loose<Item>) => string
  readonly read: (item: Loose<Item>) => T
}

export function listingOf<Name extends AskableCall, Item, T>(
  calls: Calls,
  name: Name,
  { items, id, read }: Reading<Name, Item, T>,
): Listing<T> {
  const source = sourceOf(name)
  const byId = new Map<string, Fact<T>>()
  const asked = recordsOf(calls, name).map((record) => {
    const covers = coverageOf(record.input)
    const gap = gapOf(record, source)
    if (gap !== null || !record.outcome.ok) return { covers, gap }
    const { output } = record.outcome
    const found = attempt(source, () => items(object(output, 'the answer')).map((item) => [id(item), item] as const))
    if (!found.known) return { covers, gap: found }
    for (const [key, item] of found.value) {
      const before = byId.get(key)
      if (before?.known !== true)
        byId.set(
          key,
          attempt(source, () => read(item)),
        )
    }
    return { covers, gap: null }
  })
  return { name, byId, asked }
}

/** The object; null when there is none, because a call that would have listed it did not. */
export function lookUp<T>(listing: Listing<T>, id: string, properties: Properties): Fact<T | null> {
  return listing.byId.get(id) ?? whyUnlisted(listing, properties, id) ?? known(null, sourceOf(listing.name))
}

/** The object, where its absence is no answer: something refers to it, so it exists somewhere. */
export function required<T>(listing: Listing<T>, id: string, properties: Properties): Fact<T> {
  const found = lookUp(listing, id, properties)
  if (!found.known) return found
  if (found.value === null) return unknown('notFound', `${id} is not among the listed ones`, ...found.sources)
  return { ...found, value: found.value }
}

/** Why objects with these properties may be missing from the listing; undefined when they cannot be. */
export function whyUnlisted<T>(listing: Listing<T>, properties: Properties, label: string): UnknownFact | undefined {
  const covering = listing.asked.filter(({ covers }) => covers(properties))
  if (covering.some(({ gap }) => gap === null)) return undefined
  const gaps = [...covering, ...listing.asked].map(({ gap }) => gap).filter((gap) => gap !== null)
  return gaps[0] ?? unknown('notCollected', `no call asked about ${label}`, sourceOf(listing.name))
}

/** All objects that could be understood, in the order of their ids. */
export function itemsOf<T>({ byId }: Listing<T>): readonly T[] {
  return [...byId].sort(([one], [other]) => compareText(one, other)).flatMap(([, fact]) => (fact.known ? [fact.value] : []))
}
