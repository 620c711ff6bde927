/** Functions of all rows of a group. */
import { compare, QueryError, type Value } from './values.ts'

/** `values` of the first argument, `arguments` of the others. */
type Aggregate = (values: readonly Value[], others: readonly Value[]) => Value

const least = (values: readonly Value[], sign: 1 | -1): Value => {
  let best: Value = null
  for (const value of values) {
    if (value !== null && (best === null || (compare(value, best) ?? 0) * sign < 0)) best = value
  }
  return best
}

const aggregates: Readonly<Record<string, Aggregate>> = {
  count: (values) => values.length,
  countif: (values) => values.filter((value) => value === true).length,
  sum: (values) => values.reduce<number>((sum, value) => sum + Number(value ?? 0), 0),
  min: (values) => least(values, 1),
  max: (values) => least(values, -1),
  make_list: (values, [most = 1_048_576]) => values.filter((value) => value !== null).slice(0, Number(most)),
}

/** Throws QueryError for one that is not known here. */
export function aggregateNamed(name: string): Aggregate {
  const found = aggregates[name]
  if (found === undefined) throw new QueryError('SEM0260', `Unknown aggregate: '${name}'.`)
  return found
}
