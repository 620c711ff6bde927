/**
 * A Fact is what one permission reveals, or the reason why it could not be revealed.
 * "I could not look" is a value here, so that no check can mistake it for "fine" or "broken".
 */

/** Why something is not known. `notCollected`: nobody asked (switched off, or its input was missing). */
export type Gap = 'denied' | 'throttled' | 'notFound' | 'notCollected' | 'failed'

/** Where a fact comes from. */
export interface Source {
  /** What a reader would call it: `security groups`, `access logs`. */
  readonly what: string
  /** The call that reveals it, as the provider names it: `ec2:DescribeSecurityGroups`. Empty when no call can. */
  readonly call: string
  /** The permission that the call needs; null when no permission would help. */
  readonly permission: string | null
}

export interface KnownFact<T> {
  readonly known: true
  readonly value: T
  readonly sources: readonly Source[]
}

export interface UnknownFact {
  readonly known: false
  readonly gap: Gap
  /** One line: what went wrong, in the provider's words where it has any. */
  readonly message: string
  readonly sources: readonly Source[]
}

export type Fact<T> = KnownFact<T> | UnknownFact

export function known<T>(value: T, ...sources: readonly Source[]): Fact<T> {
  return { known: true, value, sources }
}

export function unknown(gap: Gap, message: string, ...sources: readonly Source[]): UnknownFact {
  return { known: false, gap, message, sources }
}

/** The value inside, transformed; a gap stays the same gap. */
export function mapFact<A, B>(fact: Fact<A>, transform: (value: A) => B): Fact<B> {
  return fact.known ? { known: true, value: transform(fact.value), sources: fact.sources } : fact
}
