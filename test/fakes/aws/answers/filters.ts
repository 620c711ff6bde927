/** EC2's filters: what each looks at, and how its values match. */
import type { Item } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import type { Input } from './index.ts'
import { itemsOf, textsOf } from './input.ts'

/** The values of an item that a filter compares with. */
type Reading = (item: Item) => readonly unknown[]
export type Filters = Readonly<Record<string, Reading>>

const mostValues = 200

/** Those items that every filter of the input lets through. A filter the call does not know is refused, as AWS does. */
export function filtered(all: readonly Item[], { Filters: asked }: Input, known: Filters): readonly Item[] {
  const filters = itemsOf(asked).map(({ Name, Values }) => {
    const values = textsOf(Values)
    const read = known[String(Name)]
    if (read === undefined) throw new Refusal('InvalidParameterValue', `The filter '${String(Name)}' is invalid`)
    if (values.length > mostValues) {
      throw new Refusal('FilterLimitExceeded', `The maximum number of filter values specified on a single call is ${mostValues}`)
    }
    return { read, patterns: values.map(patternOf) }
  })
  return all.filter((item) =>
    filters.every(({ read, patterns }) => read(item).some((value) => patterns.some((pattern) => pattern.test(String(value))))),
  )
}

/** `*` and `?` stand for any text and any character, unless a backslash precedes them. */
function patternOf(value: string): RegExp {
  const pattern = value.replace(/\\?./gs, (token) => {
    if (token === '*') return '.*'
    if (token === '?') return '.'
    return (token.length === 2 ? token.slice(1) : token).replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&')
  })
  return new RegExp(`^${pattern}$`, 's')
}

/** The value of a member, or nothing where it is missing. */
export function field(name: string): Reading {
  return (item) => (item[name] === undefined ? [] : [item[name]])
}

/** The values of a member of every item in a list. */
export function each(list: string, name: string): Reading {
  return (item) => itemsOf(item[list]).flatMap(field(name))
}

/** The value of a member of a structure. */
export function inner(structure: string, name: string): Reading {
  return (item) => itemsOf([item[structure] ?? {}]).flatMap(field(name))
}
