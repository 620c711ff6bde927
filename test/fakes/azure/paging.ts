/** Cuts lists into pages; each links to the next with a token that clients cannot guess. */
import type { Item } from '../../scenarios/world.ts'
import { Refusal } from './refusals.ts'

/** The page that the address asks for; at most `size` items where that is given. */
export function pageOf(items: readonly Item[], address: URL, size: number | null): Item {
  const from = placeOf(address.searchParams.get('$skiptoken'))
  const to = from + (size ?? Number.POSITIVE_INFINITY)
  const value = items.slice(from, to)
  if (to >= items.length) return { value }
  const next = new URL(address)
  next.searchParams.set('$skiptoken', tokenOf(to))
  return { value, nextLink: next.href }
}

export function tokenOf(place: number): string {
  return Buffer.from(`from item ${place}`).toString('base64url')
}

/** Throws at a token that is none of ours. */
export function placeOf(token: string | null): number {
  if (token === null || token === '') return 0
  const place = /^from item (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (place === undefined) throw new Refusal('InvalidSkipToken', 'The skip token is invalid.', 400)
  return Number(place)
}
