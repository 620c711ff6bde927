/** Reading answers while collecting: what has another shape than it should is as good as not there, and the evidence keeps it. */
import type { Answer } from '../../collect/answer.ts'
import type { Body } from '../ask.ts'
import { flattened } from '../normalise/flatten.ts'

/** The answer in the one shape of `flattened`; null when there is none. */
export function partsOf(answer: Answer<Body>): Body | null {
  return answer.ok ? (flattened(answer.output) as Body) : null
}

/** The objects of a list. */
export function items(of: Body | null, field: string): readonly Body[] {
  const list = of?.[field]
  return Array.isArray(list) ? list.filter(isBody) : []
}

/** The texts of a list. */
export function words(of: Body | null, field: string): readonly string[] {
  const list = of?.[field]
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
}

export function part(of: Body | null, field: string): Body | null {
  const value = of?.[field]
  return isBody(value) ? value : null
}

export function word(of: Body | null, field: string): string | null {
  const value = of?.[field]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The id of the object that the field refers to. */
export function reference(of: Body | null, field: string): string | null {
  return word(part(of, field), 'id')
}

/** Each id once, whatever its spelling; the first spelling stands. */
export function distinct(ids: readonly string[]): readonly string[] {
  return [...new Map(ids.toReversed().map((id) => [id.toLowerCase(), id])).values()].reverse()
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
