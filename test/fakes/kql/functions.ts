/** Functions of single values. */
import { numberOf, QueryError, Timespan, textOf, type Value } from './values.ts'

type Fn = (...values: readonly Value[]) => Value

const integer = (value: Value): Value => {
  const number = numberOf(value)
  return number === null ? null : Math.trunc(number)
}

function bin(value: Value = null, size: Value = null): Value {
  const [number, step] = [numberOf(value), numberOf(size)]
  if (number === null || step === null) return null
  const floor = Math.floor(number / step) * step
  if (value instanceof Date) return new Date(floor)
  return value instanceof Timespan ? new Timespan(floor) : floor
}

function isEmpty(value: Value): boolean {
  return value === null || value === ''
}

const functions: Readonly<Record<string, Fn>> = {
  tostring: (value = null) => textOf(value),
  toint: (value = null) => integer(value),
  int: (value = null) => integer(value),
  tolong: (value = null) => integer(value),
  todouble: (value = null) => numberOf(value),
  toreal: (value = null) => numberOf(value),
  real: (value = null) => numberOf(value),
  datetime: (value = null) => new Date(textOf(value)),
  isnull: (value = null) => value === null,
  isnotnull: (value = null) => value !== null,
  isempty: (value = null) => isEmpty(value),
  isnotempty: (value = null) => !isEmpty(value),
  not: (value = null) => (value === null ? null : value !== true),
  coalesce: (...values) => values.find((value) => !isEmpty(value)) ?? values.at(-1) ?? null,
  strcat: (...values) => values.map(textOf).join(''),
  tolower: (value = null) => textOf(value).toLowerCase(),
  toupper: (value = null) => textOf(value).toUpperCase(),
  strlen: (value = null) => textOf(value).length,
  substring: (value = null, start = 0, length = null) => {
    const from = numberOf(start) ?? 0
    return textOf(value).slice(from, length === null ? undefined : from + (numberOf(length) ?? 0))
  },
  extract: (pattern = null, group = 0, value = null) =>
    new RegExp(textOf(pattern)).exec(textOf(value))?.[numberOf(group) ?? 0] ?? '',
  split: (value = null, delimiter = null) => textOf(value).split(textOf(delimiter)),
  trim: (pattern = null, value = null) =>
    textOf(value).replace(new RegExp(`^(?:${textOf(pattern)})|(?:${textOf(pattern)})$`, 'g'), ''),
  bin,
  floor: bin,
  log: (value = null) => {
    const number = numberOf(value)
    return number === null ? null : Math.log(number)
  },
  bag_pack: (...values) =>
    Object.fromEntries(values.flatMap((key, index) => (index % 2 === 0 ? [[textOf(key), values[index + 1] ?? null]] : []))),
}

/** Throws QueryError for a function that is not known here. */
export function functionNamed(name: string): Fn {
  const found = functions[name]
  if (found === undefined) throw new QueryError('SEM0260', `Unknown function: '${name}'.`)
  return found
}
