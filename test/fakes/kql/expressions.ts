/** Expressions: parsed into functions of a row. */
import { functionNamed } from './functions.ts'
import type { Reader } from './tokens.ts'
import { compare, keyOf, numberOf, QueryError, type Row, type Table, Timespan, textOf, type Value } from './values.ts'

/** What names stand for where an expression stands. */
export interface Scope {
  readonly scalars: ReadonlyMap<string, Value>
  readonly tables: ReadonlyMap<string, Table>
  readonly lambdas: ReadonlyMap<string, Lambda>
  /** Of the table that the row is from. */
  readonly columns: readonly string[]
}

export interface Lambda {
  readonly parameters: readonly string[]
  readonly body: Expression
}

export type Expression = (row: Row, scope: Scope) => Value

export function readExpression(reader: Reader): Expression {
  return readOr(reader)
}

function readOr(reader: Reader): Expression {
  const left = readAnd(reader)
  if (reader.skip('or') === null) return left
  const right = readOr(reader)
  return (row, scope) => left(row, scope) === true || right(row, scope) === true
}

function readAnd(reader: Reader): Expression {
  const left = readComparison(reader)
  if (reader.skip('and') === null) return left
  const right = readAnd(reader)
  return (row, scope) => left(row, scope) === true && right(row, scope) === true
}

type Test = (one: Value, other: Value) => boolean

const lower = (value: Value): string => textOf(value).toLowerCase()
const ordered =
  (holds: (difference: number) => boolean): Test =>
  (one, other) => {
    const difference = compare(one, other)
    return difference !== null && holds(difference)
  }

const tests: Readonly<Record<string, Test>> = {
  '==': ordered((difference) => difference === 0),
  '!=': (one, other) => compare(one, other) !== 0,
  '<': ordered((difference) => difference < 0),
  '<=': ordered((difference) => difference <= 0),
  '>': ordered((difference) => difference > 0),
  '>=': ordered((difference) => difference >= 0),
  '=~': (one, other) => lower(one) === lower(other),
  '!~': (one, other) => lower(one) !== lower(other),
  startswith: (one, other) => lower(one).startsWith(lower(other)),
  endswith: (one, other) => lower(one).endsWith(lower(other)),
  contains: (one, other) => lower(one).includes(lower(other)),
}

function readComparison(reader: Reader): Expression {
  const left = readSum(reader)
  if (reader.skip('in') !== null) return readMembership(reader, left)
  if (reader.skip('between') !== null) {
    reader.expect('(')
    const low = readSum(reader)
    reader.expect('..')
    const high = readSum(reader)
    reader.expect(')')
    return (row, scope) => {
      const value = left(row, scope)
      return (compare(value, low(row, scope)) ?? -1) >= 0 && (compare(value, high(row, scope)) ?? 1) <= 0
    }
  }
  const sign = reader.skip(...Object.keys(tests))
  if (sign === null) return left
  const right = readSum(reader)
  const test = tests[sign]
  return (row, scope) => test?.(left(row, scope), right(row, scope)) ?? null
}

/** In a list of values, or in the first column of a table. */
function readMembership(reader: Reader, left: Expression): Expression {
  reader.expect('(')
  const name = reader.peek()?.kind === 'name' && reader.peek(1)?.text === ')' ? reader.name() : null
  const items = name === null ? reader.list(() => readExpression(reader)) : []
  reader.expect(')')
  return (row, scope) => {
    const key = keyOf(left(row, scope))
    if (name === null) return items.some((item) => keyOf(item(row, scope)) === key)
    const table = scope.tables.get(name)
    if (table === undefined) throw unresolved('table', name)
    return table.rows.some((other) => keyOf(other[table.columns[0] ?? ''] ?? null) === key)
  }
}

function readSum(reader: Reader): Expression {
  let left = readProduct(reader)
  for (let sign = reader.skip('+', '-'); sign !== null; sign = reader.skip('+', '-')) {
    left = arithmetic(left, sign, readProduct(reader))
  }
  return left
}

function readProduct(reader: Reader): Expression {
  let left = readPrimary(reader)
  for (let sign = reader.skip('*', '/'); sign !== null; sign = reader.skip('*', '/')) {
    left = arithmetic(left, sign, readPrimary(reader))
  }
  return left
}

function arithmetic(left: Expression, sign: string, right: Expression): Expression {
  return (row, scope) => {
    const [one, other] = [numberOf(left(row, scope)), numberOf(right(row, scope))]
    if (one === null || other === null) return null
    switch (sign) {
      case '+':
        return one + other
      case '-':
        return one - other
      case '*':
        return one * other
      default:
        return one / other
    }
  }
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function readPrimary(reader: Reader): Expression {
  if (reader.skip('(') !== null) {
    const inner = readExpression(reader)
    reader.expect(')')
    return inner
  }
  const token = reader.take()
  switch (token.kind) {
    case 'text':
      return () => token.text
    case 'number':
      return () => Number(token.text)
    case 'timespan': {
      const [, amount = '', unit = ''] = /^(\d+)(\w+)$/.exec(token.text) ?? []
      const span = new Timespan(Number(amount) * (units[unit] ?? 0))
      return () => span
    }
    case 'name':
      return reader.at('(') ? readCall(reader, token.text) : nameOf(token.text)
    case 'sign':
      throw new QueryError('SYN0002', `Query could not be parsed at '${token.text}'`)
  }
}

function nameOf(name: string): Expression {
  if (name === 'true' || name === 'false') return () => name === 'true'
  if (name === 'null') return () => null
  return (row, scope) => {
    if (scope.columns.includes(name)) return row[name] ?? null
    const value = scope.scalars.get(name)
    if (value === undefined) throw unresolved('scalar', name)
    return value
  }
}

export function unresolved(kind: 'scalar' | 'table', name: string): QueryError {
  return new QueryError(
    'SEM0100',
    `'${kind === 'table' ? 'where' : 'extend'}' operator: Failed to resolve ${kind} expression named '${name}'`,
  )
}

function readCall(reader: Reader, name: string): Expression {
  if (name === 'datetime') return readDatetime(reader)
  reader.expect('(')
  const given = reader.at(')') ? [] : reader.list(() => readExpression(reader))
  reader.expect(')')
  const [first, second, third] = given
  if (name === 'iff' && first !== undefined && second !== undefined && third !== undefined) {
    return (row, scope) => (first(row, scope) === true ? second : third)(row, scope)
  }
  if (name === 'column_ifexists' && first !== undefined && second !== undefined) {
    return (row, scope) => {
      const column = textOf(first(row, scope))
      return scope.columns.includes(column) ? (row[column] ?? null) : second(row, scope)
    }
  }
  return (row, scope) => {
    const values = given.map((one) => one(row, scope))
    const lambda = scope.lambdas.get(name)
    return lambda === undefined ? functionNamed(name)(...values) : called(lambda, values, scope)
  }
}

/** What stands in its brackets is no expression. */
function readDatetime(reader: Reader): Expression {
  reader.expect('(')
  const parts: string[] = []
  while (!reader.at(')')) parts.push(reader.take().text)
  reader.expect(')')
  const time = new Date(parts.join(''))
  if (Number.isNaN(time.getTime())) throw new QueryError('SYN0002', `Query could not be parsed at '${parts.join('')}'`)
  return () => time
}

function called({ parameters, body }: Lambda, values: readonly Value[], scope: Scope): Value {
  const row = Object.fromEntries(parameters.map((parameter, index) => [parameter, values[index] ?? null]))
  return body(row, { ...scope, columns: parameters })
}
