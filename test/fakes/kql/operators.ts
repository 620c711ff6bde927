/** Tables: where they come from, and what is done to them behind a bar. */
import { aggregateNamed } from './aggregates.ts'
import { type Expression, readExpression, type Scope, unresolved } from './expressions.ts'
import type { Reader } from './tokens.ts'
import { compare, keyOf, QueryError, type Row, type Table, type Value } from './values.ts'

/** A table, once what its names stand for is known. */
export type Tabular = (scope: Scope) => Table

export function readTabular(reader: Reader): Tabular {
  let table = readSource(reader)
  while (reader.skip('|') !== null) table = readOperator(reader, table)
  return table
}

function readSource(reader: Reader): Tabular {
  if (reader.skip('(') !== null) return closed(reader, readTabular(reader))
  const name = reader.name()
  switch (name) {
    case 'union':
      return readUnion(reader)
    case 'materialize':
      reader.expect('(')
      return closed(reader, readTabular(reader))
    case 'datatable':
      return readDatatable(reader)
    default:
      return ({ tables }) => {
        const table = tables.get(name)
        if (table === undefined) throw unresolved('table', name)
        return table
      }
  }
}

function closed(reader: Reader, table: Tabular): Tabular {
  reader.expect(')')
  return table
}

/** A fuzzy union goes without the tables that do not exist, as long as one does. */
function readUnion(reader: Reader): Tabular {
  const isFuzzy = reader.skip('isfuzzy') !== null
  if (isFuzzy) {
    reader.expect('=')
    reader.expect('true')
  }
  const parts = reader.list(() => readSource(reader))
  return (scope) => {
    const tables = parts.flatMap((part) => {
      try {
        return [part(scope)]
      } catch (error) {
        if (isFuzzy && error instanceof QueryError && error.code === 'SEM0100' && /table/.test(error.message)) return []
        throw error
      }
    })
    if (tables.length === 0) throw unresolved('table', 'union')
    return { columns: [...new Set(tables.flatMap(({ columns }) => columns))], rows: tables.flatMap(({ rows }) => rows) }
  }
}

/** Only empty ones are known here. */
function readDatatable(reader: Reader): Tabular {
  reader.expect('(')
  const columns = reader.list(() => {
    const column = reader.name()
    reader.expect(':')
    reader.name()
    return column
  })
  reader.expect(')')
  reader.expect('[')
  reader.expect(']')
  return () => ({ columns, rows: [] })
}

function readOperator(reader: Reader, source: Tabular): Tabular {
  const name = reader.name()
  switch (name) {
    case 'where': {
      const condition = readExpression(reader)
      return over(source, (table, scope) => ({ ...table, rows: table.rows.filter((row) => condition(row, scope) === true) }))
    }
    case 'extend': {
      const columns = readColumns(reader)
      return over(source, (table, scope) => ({
        columns: [...new Set([...table.columns, ...columns.map((column) => column.name)])],
        rows: table.rows.map((row) => ({ ...row, ...valuesOf(columns, row, scope) })),
      }))
    }
    case 'project': {
      const columns = readColumns(reader)
      return over(source, (table, scope) => ({
        columns: columns.map((column) => column.name),
        rows: table.rows.map((row) => valuesOf(columns, row, scope)),
      }))
    }
    case 'project-away': {
      const names = reader.list(() => reader.name())
      return over(source, ({ columns, rows }) => ({
        columns: columns.filter((column) => !names.includes(column)),
        rows: rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !names.includes(column)))),
      }))
    }
    case 'summarize':
      return readSummary(reader, source)
    case 'top':
      return readTop(reader, source)
    case 'mv-expand':
      return readExpansion(reader, source)
    default:
      throw new QueryError('SYN0002', `Query could not be parsed: the operator '${name}' is not known here`)
  }
}

/** In the scope of an operator the columns of its table have names. */
function over(source: Tabular, change: (table: Table, scope: Scope) => Table): Tabular {
  return (scope) => {
    const table = source(scope)
    return change(table, { ...scope, columns: table.columns })
  }
}

interface Column {
  readonly name: string
  readonly expression: Expression
}

/** `Name = expression`, or a name alone. */
function readColumns(reader: Reader): readonly Column[] {
  return reader.list(() => {
    const name = reader.peek()?.text ?? ''
    if (reader.peek()?.kind === 'name' && reader.peek(1)?.text === '=') {
      reader.name()
      reader.expect('=')
    }
    return { name, expression: readExpression(reader) }
  })
}

/** Later columns do not see earlier ones of the same operator. */
function valuesOf(columns: readonly Column[], row: Row, scope: Scope): Row {
  return Object.fromEntries(columns.map(({ name, expression }) => [name, expression(row, scope)]))
}

interface Counted {
  readonly name: string
  readonly of: (rows: readonly Row[], scope: Scope) => Value
}

function readSummary(reader: Reader, source: Tabular): Tabular {
  const counted = reader.list(() => readAggregate(reader))
  const by = reader.skip('by') === null ? [] : readColumns(reader)
  return over(source, (table, scope) => {
    const groups = new Map<string, { readonly key: Row; readonly rows: Row[] }>()
    for (const row of table.rows) {
      const key = valuesOf(by, row, scope)
      const text = Object.values(key).map(keyOf).join()
      const group = groups.get(text) ?? { key, rows: [] }
      group.rows.push(row)
      groups.set(text, group)
    }
    return {
      columns: [...by, ...counted].map(({ name }) => name),
      rows: [...groups.values()].map(({ key, rows }) => ({
        ...key,
        ...Object.fromEntries(counted.map(({ name, of }) => [name, of(rows, scope)])),
      })),
    }
  })
}

function readAggregate(reader: Reader): Counted {
  const name = reader.name()
  reader.expect('=')
  const aggregate = aggregateNamed(reader.name())
  reader.expect('(')
  const [first, ...others] = reader.at(')') ? [] : reader.list(() => readExpression(reader))
  reader.expect(')')
  return {
    name,
    of: (rows, scope) =>
      aggregate(
        rows.map((row) => first?.(row, scope) ?? null),
        others.map((other) => other({}, scope)),
      ),
  }
}

function readTop(reader: Reader, source: Tabular): Tabular {
  const most = Number(reader.take().text)
  reader.expect('by')
  const order = readExpression(reader)
  const sign = reader.skip('asc', 'desc') === 'asc' ? 1 : -1
  return over(source, ({ columns, rows }, scope) => ({
    columns,
    rows: [...rows].sort((one, other) => sign * (compare(order(one, scope), order(other, scope)) ?? 0)).slice(0, most),
  }))
}

/** `Name = Lists to typeof(type)`. */
function readExpansion(reader: Reader, source: Tabular): Tabular {
  const name = reader.name()
  reader.expect('=')
  const list = readExpression(reader)
  reader.expect('to')
  reader.expect('typeof')
  reader.expect('(')
  reader.name()
  reader.expect(')')
  return over(source, ({ columns, rows }, scope) => ({
    columns: [...new Set([...columns, name])],
    rows: rows.flatMap((row) => {
      const values = list(row, scope)
      return Array.isArray(values) ? values.map((value: Value) => ({ ...row, [name]: value })) : []
    }),
  }))
}
