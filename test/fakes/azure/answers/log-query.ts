/** Log Analytics: queries about one resource, and queries of one workspace. */
import type { AzureWorld } from '../../../scenarios/azure-worlds/world.ts'
import type { Item } from '../../../scenarios/world.ts'
import { runQuery } from '../../kql/run.ts'
import { QueryError, type Table, textOf, type Value } from '../../kql/values.ts'
import { sameId } from '../arm-path.ts'
import { missing } from '../refusals.ts'
import { json, type Reply } from '../reply.ts'

/** The answer to a query under `/v1`. What the service would refuse throws a Refusal. */
export function answerQuery(world: AzureWorld, method: string, address: URL, body: string): Reply {
  const [, subject] = /^\/v1(\/.+)\/query$/.exec(decodeURI(address.pathname)) ?? []
  if (method !== 'POST' || subject === undefined) throw missing('logs', address.pathname)
  const { query, timespan } = JSON.parse(body) as { readonly query: string; readonly timespan?: string }
  const rows = subjectRows(world, subject)
  try {
    const table = runQuery(query, tablesOf(rows, timespan ?? null))
    return json({ tables: [shown(table)] })
  } catch (error) {
    if (error instanceof QueryError) return json(refusalOf(error), 400)
    throw error
  }
}

type Tables = ReadonlyMap<string, readonly Item[]>

/** By workspace, named in either of its ways: all that it holds. By any other resource: what any workspace holds of it. */
function subjectRows(world: AzureWorld, subject: string): Tables {
  const [, customerId] = /^\/workspaces\/([^/]+)$/.exec(subject) ?? []
  const named = Object.keys(world.workspaces).filter((id) =>
    customerId === undefined ? sameId(id, subject) : customerIdOf(world, id) === customerId.toLowerCase(),
  )
  if (customerId !== undefined && named.length === 0) {
    throw missing('logs', subject)
  }
  if (named.length === 0 && !world.resources.some(({ id }) => sameId(String(id), subject))) {
    throw missing('logs', subject)
  }
  const tables = new Map<string, readonly Item[]>()
  for (const [id, { tables: own }] of Object.entries(world.workspaces)) {
    if (named.length > 0 && !named.includes(id)) continue
    for (const [name, rows] of Object.entries(own)) {
      const seen = rows.filter((row) => named.length > 0 || sameId(String(row._ResourceId ?? row.ResourceId), subject))
      tables.set(name, [...(tables.get(name) ?? []), ...seen])
    }
  }
  return tables
}

function customerIdOf(world: AzureWorld, workspaceId: string): string {
  const workspace = world.resources.find(({ id }) => sameId(String(id), workspaceId))
  return String((workspace?.properties as Item | undefined)?.customerId).toLowerCase()
}

/** Rows of the time that the request is about, with times as such. */
function tablesOf(tables: Tables, timespan: string | null): ReadonlyMap<string, Table> {
  const [from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY] = (timespan?.split('/') ?? []).map((time) =>
    Date.parse(time),
  )
  return new Map(
    [...tables].map(([name, rows]) => {
      const inTime = rows.filter(
        ({ TimeGenerated }) => Date.parse(String(TimeGenerated)) >= from && Date.parse(String(TimeGenerated)) <= to,
      )
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
      return [
        name,
        {
          columns,
          rows: inTime.map((row) => ({ ...row, TimeGenerated: new Date(String(row.TimeGenerated)) }) as Table['rows'][number]),
        },
      ]
    }),
  )
}

function shown({ columns, rows }: Table): Item {
  const types = columns.map((column) => typeOf(rows.map((row) => row[column] ?? null)))
  return {
    name: 'PrimaryResult',
    columns: columns.map((name, index) => ({ name, type: types[index] })),
    rows: rows.map((row) => columns.map((column, index) => cell(row[column] ?? null, types[index] ?? ''))),
  }
}

function typeOf(values: readonly Value[]): string {
  const value = values.find((one) => one !== null) ?? null
  if (value instanceof Date) return 'datetime'
  if (typeof value === 'number') return values.every((one) => one === null || Number.isInteger(one)) ? 'long' : 'real'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'object' && value !== null ? 'dynamic' : 'string'
}

/** Texts are never null. */
function cell(value: Value, type: string): unknown {
  if (type === 'string' || type === 'dynamic') return textOf(value)
  return value
}

function refusalOf({ code, message }: QueryError): Item {
  const kind = code.startsWith('SYN') ? 'SyntaxError' : 'SemanticError'
  return {
    error: {
      message: 'The request had some invalid properties',
      code: 'BadArgumentError',
      correlationId: '5f3c1a52-0000-4000-8000-000000000004',
      innererror: { code: kind, message: `A ${kind} occurred.`, innererror: { code, message } },
    },
  }
}
