/** Sets of addresses: sorted spans that neither overlap nor touch, and the algebra on them. */
import { formatSpan, parseCidr, type Span } from './addresses.ts'

export type AddressSet = readonly Span[]

export const noAddresses: AddressSet = []

/** What a list of CIDRs covers, and which of its texts are no CIDRs and so cover nothing. */
export function readCidrs(texts: readonly string[]): { readonly addresses: AddressSet; readonly unreadable: readonly string[] } {
  const spans: Span[] = []
  const unreadable: string[] = []
  for (const text of texts) {
    const cidr = parseCidr(text)
    if (cidr === undefined) unreadable.push(text)
    else spans.push({ first: cidr.first, last: cidr.last })
  }
  return { addresses: joined(spans), unreadable }
}

export function union(first: AddressSet, second: AddressSet): AddressSet {
  return joined([...first, ...second])
}

export function intersect(first: AddressSet, second: AddressSet): AddressSet {
  const [fewer, more] = first.length <= second.length ? [first, second] : [second, first]
  const spans: Span[] = []
  for (const span of fewer) {
    for (const other of meeting(more, span))
      spans.push({ first: larger(span.first, other.first), last: smaller(span.last, other.last) })
  }
  return spans
}

export function subtract(from: AddressSet, away: AddressSet): AddressSet {
  const spans: Span[] = []
  for (const span of from) {
    let rest = span.first
    for (const hole of meeting(away, span)) {
      if (hole.first > rest) spans.push({ first: rest, last: hole.first - 1n })
      rest = hole.last + 1n
    }
    if (rest <= span.last) spans.push({ first: rest, last: span.last })
  }
  return spans
}

export function sameAddresses(first: AddressSet, second: AddressSet): boolean {
  return (
    first.length === second.length &&
    first.every((span, index) => span.first === second[index]?.first && span.last === second[index]?.last)
  )
}

/** How many addresses the set holds. */
export function countAddresses(set: AddressSet): bigint {
  return set.reduce((sum, span) => sum + span.last - span.first + 1n, 0n)
}

/** The fewest CIDRs that make up the set, ascending, IPv4 first. */
export function formatAddresses(set: AddressSet): string[] {
  return set.flatMap(formatSpan)
}

function joined(spans: readonly Span[]): AddressSet {
  const sorted = [...spans].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const result: Span[] = []
  for (const span of sorted) {
    const previous = result.at(-1)
    if (previous === undefined || span.first > previous.last + 1n) result.push(span)
    else result[result.length - 1] = { first: previous.first, last: larger(previous.last, span.last) }
  }
  return result
}

/** The spans of the set that share an address with the span. Found by halving: member lists of groups grow long. */
function* meeting(set: AddressSet, span: Span): Generator<Span> {
  let low = 0
  let high = set.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((set[middle] as Span).last < span.first) low = middle + 1
    else high = middle
  }
  for (let index = low; index < set.length; index++) {
    const other = set[index] as Span
    if (other.first > span.last) return
    yield other
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
