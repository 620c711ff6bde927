/**
 * Reading answers as what they are: JSON from outside, typed by the SDK and checked by nobody. A missing field is no surprise and
 * reads as null or as an empty list; a field of the wrong kind throws Unreadable, which turns the fact being read into a gap.
 */

/** An answer, or a part of one, that does not mean anything. */
export class Unreadable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Unreadable'
  }
}

declare const shape: unique symbol

/** An object that should have the fields of T, none of them checked yet. */
export interface Loose<T> {
  readonly [shape]?: T
}

type Field<T> = keyof T & string
type Item<List> = NonNullable<List> extends readonly (infer One)[] ? One : never

export function object<T>(value: unknown, what: string): Loose<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable(`${what} is not an object`)
  return value
}

/** The field as it is; undefined when it is missing or null. */
export function raw<T>(from: Loose<T>, field: Field<T>): unknown {
  const fields = from as Readonly<Record<string, unknown>>
  return Object.hasOwn(fields, field) ? (fields[field] ?? undefined) : undefined
}

/** The object in the field; null when there is none. */
export function part<T, F extends Field<T>>(from: Loose<T>, field: F): Loose<NonNullable<T[F]>> | null {
  const value = raw(from, field)
  return value === undefined ? null : object(value, field)
}

/** The list in the field; null when there is none. */
export function listed<T>(from: Loose<T>, field: Field<T>): readonly unknown[] | null {
  const value = raw(from, field)
  if (value !== undefined && !Array.isArray(value)) throw new Unreadable(`${field} is not a list`)
  return value ?? null
}

/** The objects of a list; a missing list is empty. */
export function objects<T, F extends Field<T>>(from: Loose<T>, field: F): readonly Loose<Item<T[F]>>[] {
  return (listed(from, field) ?? []).map((item) => object(item, `an item of ${field}`))
}

/** The objects of a list that no genuine answer lacks. */
export function neededObjects<T, F extends Field<T>>(from: Loose<T>, field: F): readonly Loose<Item<T[F]>>[] {
  if (listed(from, field) === null) throw new Unreadable(`there is no ${field}`)
  return objects(from, field)
}

/** The texts of a list; a missing list is empty. */
export function texts<T>(from: Loose<T>, field: Field<T>): readonly string[] {
  return (listed(from, field) ?? []).map((item) => asText(item, `an item of ${field}`))
}

/** The texts of a list that no genuine answer lacks. */
export function neededTexts<T>(from: Loose<T>, field: Field<T>): readonly string[] {
  if (listed(from, field) === null) throw new Unreadable(`there is no ${field}`)
  return texts(from, field)
}

/** Null when missing or empty. */
export function text<T>(from: Loose<T>, field: Field<T>): string | null {
  const value = raw(from, field)
  return value === undefined ? null : asText(value, field) || null
}

export function neededText<T>(from: Loose<T>, field: Field<T>): string {
  const value = text(from, field)
  if (value === null) throw new Unreadable(`there is no ${field}`)
  return value
}

/** A number, also one written as text; null when missing. */
export function number<T>(from: Loose<T>, field: Field<T>): number | null {
  const value = raw(from, field)
  if (value === undefined || value === '') return null
  const read = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  if (!Number.isFinite(read)) throw new Unreadable(`${field} is not a number`)
  return read
}

export function neededNumber<T>(from: Loose<T>, field: Field<T>): number {
  const value = number(from, field)
  if (value === null) throw new Unreadable(`there is no ${field}`)
  return value
}

/** A boolean, also one written as text; null when missing. */
export function flag<T>(from: Loose<T>, field: Field<T>): boolean | null {
  const value = raw(from, field)
  if (value === undefined || value === '') return null
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw new Unreadable(`${field} is neither true nor false`)
}

/** A time as ISO 8601 UTC; null when missing. */
export function time<T>(from: Loose<T>, field: Field<T>): string | null {
  const value = text(from, field)
  return value === null ? null : asTime(value, field)
}

export function asTime(value: unknown, what: string): string {
  const date = new Date(asText(value, what))
  if (Number.isNaN(date.getTime())) throw new Unreadable(`${what} is not a time`)
  return date.toISOString()
}

function asText(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Unreadable(`${what} is not a text`)
}
