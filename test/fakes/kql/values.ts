/** Values, rows and tables of a query. Of KQL, this folder knows what the product's queries use; anything else is an error. */

export type Value = null | string | number | boolean | Date | Timespan | readonly Value[] | { readonly [key: string]: Value }

export type Row = Readonly<Record<string, Value>>

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** A length of time. */
export class Timespan {
  readonly milliseconds: number

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds
  }
}

/** A query that cannot be understood; `code` as the service numbers such errors. */
export class QueryError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Texts are never null, only empty. */
export function textOf(value: Value): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

/** Null for what is no number. */
export function numberOf(value: Value): number | null {
  if (value instanceof Date) return value.getTime()
  if (value instanceof Timespan) return value.milliseconds
  if (value === null || value === '' || typeof value === 'object') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** A value that values can be told apart and grouped by. */
export function keyOf(value: Value): string {
  return JSON.stringify([typeof value, value])
}

/** Before, same or after; null when one of them is null. */
export function compare(one: Value, other: Value): number | null {
  if (one === null || other === null) return null
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0
  const [first, second] = [numberOf(one), numberOf(other)]
  return first === null || second === null ? null : first - second
}
