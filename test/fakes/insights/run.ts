/** Runs a query of CloudWatch Logs Insights over events held in memory. */
import { type Event, readExpression, readList, SyntaxFault, splitList, type Value } from './expressions.ts'

export interface LogEvent {
  readonly timestamp: number
  readonly message: string
}

/** Rows as the service gives them, all values as texts. Throws SyntaxFault for what it would not understand. */
export function runInsights(query: string, events: readonly LogEvent[]): readonly Readonly<Record<string, string>>[] {
  const commands = query.split(/\n\s*\|\s*/).map((command) => command.trim())
  const final = commands.reduce(run, { rows: events.map(fieldsOf), shown: ['@timestamp', '@message'] })
  return final.rows.map((row) =>
    Object.fromEntries(
      final.shown.flatMap((name) => (row[name] === null || row[name] === undefined ? [] : [[name, shownAs(name, row[name])]])),
    ),
  )
}

interface State {
  readonly rows: readonly Event[]
  readonly shown: readonly string[]
}

/** Fields of JSON messages are found by the service itself. */
function fieldsOf({ timestamp, message }: LogEvent): Event {
  const own = { '@timestamp': timestamp, '@message': message }
  if (!message.startsWith('{')) return own
  try {
    return { ...(JSON.parse(message) as Event), ...own }
  } catch {
    return own
  }
}

function shownAs(name: string, value: Value): string {
  return name === '@timestamp' ? timeOf(Number(value)) : String(value)
}

/** `2026-09-01 12:00:00.000`. */
function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '')
}

function run(state: State, command: string): State {
  const [, verb = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(command) ?? []
  switch (verb) {
    case 'parse':
      return { ...state, rows: parsed(state.rows, rest) }
    case 'fields': {
      const items = readList(rest)
      const rows = state.rows.map((row) => ({ ...row, ...Object.fromEntries(items.map(({ name, of }) => [name, of(row)])) }))
      return { rows, shown: items.map(({ name }) => name) }
    }
    case 'filter': {
      const keeps = readExpression(rest)
      return { ...state, rows: state.rows.filter((row) => keeps(row) === true) }
    }
    case 'stats':
      return counted(state.rows, rest)
    case 'sort':
      return { ...state, rows: sorted(state.rows, rest) }
    case 'limit':
      return { ...state, rows: state.rows.slice(0, Number(rest)) }
    default:
      throw new SyntaxFault(`unknown command ${verb}`)
  }
}

function parsed(rows: readonly Event[], rest: string): readonly Event[] {
  const [, field = '', pattern] = /^(\S+) \/(.*)\/$/s.exec(rest) ?? []
  if (pattern === undefined) throw new SyntaxFault('parse needs a pattern')
  const regex = new RegExp(pattern)
  return rows.map((row) => ({ ...row, ...regex.exec(String(row[field] ?? ''))?.groups }))
}

function sorted(rows: readonly Event[], rest: string): readonly Event[] {
  const [, field = '', order] = /^(\S+) (asc|desc)$/.exec(rest) ?? []
  const factor = order === 'desc' ? -1 : 1
  return rows.toSorted((one, other) => factor * (Number(one[field]) - Number(other[field])))
}

type Aggregate = (values: readonly Value[]) => Value

const aggregates: Readonly<Record<string, Aggregate>> = {
  count: (values) => values.length,
  sum: (values) => values.reduce<number>((sum, value) => sum + Number(value ?? 0), 0),
  min: (values) => Math.min(...values.map(Number)),
  max: (values) => Math.max(...values.map(Number)),
}

function counted(rows: readonly Event[], rest: string): State {
  const [, list = rest, by = ''] = /^(.*)\sby\s(.*)$/s.exec(rest) ?? []
  const keys = readList(by)
  const columns = splitList(list).map((item) => {
    const [, name = '', argument = '', alias] = /^(\w+)\((.*)\) as (\w+)$/.exec(item) ?? []
    const aggregate = aggregates[name]
    if (aggregate === undefined || alias === undefined) throw new SyntaxFault(`unexpected ${item}`)
    return { alias, aggregate, of: argument === '*' ? () => null : readExpression(argument) }
  })
  const groups = new Map<string, Event[]>()
  for (const row of rows) {
    const key = JSON.stringify(keys.map(({ of }) => of(row)))
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const made = [...groups.values()].map((group) => ({
    ...Object.fromEntries(keys.map(({ name, of }) => [name, of(group[0] ?? {})])),
    ...Object.fromEntries(columns.map(({ alias, aggregate, of }) => [alias, aggregate(group.map(of))])),
  }))
  return { rows: made, shown: [...keys.map(({ name }) => name), ...columns.map(({ alias }) => alias)] }
}
