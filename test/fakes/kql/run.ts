/** Runs a query over tables. */
import { type Lambda, readExpression, type Scope } from './expressions.ts'
import { readTabular } from './operators.ts'
import { Reader, tokensOf } from './tokens.ts'
import { QueryError, type Table, type Value } from './values.ts'

/** The table that the last statement gives. Throws QueryError. */
export function runQuery(query: string, tables: ReadonlyMap<string, Table>): Table {
  const reader = new Reader(tokensOf(query))
  const scalars = new Map<string, Value>()
  const known = new Map(tables)
  const lambdas = new Map<string, Lambda>()
  const scope: Scope = { scalars, tables: known, lambdas, columns: [] }
  while (reader.skip('let') !== null) {
    const name = reader.name()
    reader.expect('=')
    if (reader.at('(') && reader.peek(2)?.text === ':') lambdas.set(name, readLambda(reader))
    else if (isTabular(reader, known)) known.set(name, readTabular(reader)(scope))
    else scalars.set(name, readExpression(reader)({}, scope))
    reader.expect(';')
  }
  const result = readTabular(reader)(scope)
  if (reader.peek() !== null) throw new QueryError('SYN0002', `Query could not be parsed at '${reader.peek()?.text}'`)
  return result
}

function isTabular(reader: Reader, tables: ReadonlyMap<string, Table>): boolean {
  return (
    reader.at('union', 'materialize', 'datatable') || (reader.peek()?.kind === 'name' && tables.has(reader.peek()?.text ?? ''))
  )
}

function readLambda(reader: Reader): Lambda {
  reader.expect('(')
  const parameters = reader.list(() => {
    const parameter = reader.name()
    reader.expect(':')
    reader.name()
    return parameter
  })
  reader.expect(')')
  reader.expect('{')
  const body = readExpression(reader)
  reader.expect('}')
  return { parameters, body }
}
