/** The JSON shape of an SDK answer: dates as ISO strings, no bytes or streams. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Key in keyof T as Key extends '$metadata' ? never : Key]: Json<T[Key]> }
      : T

/** A plain-JSON copy of an SDK answer: dates become ISO 8601, metadata, bytes, functions and non-finite numbers are left out. */
export function toJson<T extends object>(output: T): Json<T> {
  return plain(output) as Json<T>
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  if (Array.isArray(value)) return value.map(plain).filter((item) => item !== undefined)
  if (ArrayBuffer.isView(value) || typeof value === 'function') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
    .filter(([key]) => key !== '$metadata')
    .map(([key, member]) => [key, plain(member)] as const)
    .filter(([, member]) => member !== undefined)
  return Object.fromEntries(entries)
}
