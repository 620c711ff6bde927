/** The activity log: what was done to a subscription's resources. */
import type { AzureWorld } from '../../../scenarios/azure-worlds/world.ts'
import { type Item, windowTo } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'

const keptMilliseconds = 90 * 24 * 3_600_000

/** Events that the `$filter` asks for, newest first. Throws at what the service would not take. */
export function eventsOf(world: AzureWorld, query: URLSearchParams): readonly Item[] {
  const clauses = (query.get('$filter') ?? '').split(/\s+and\s+/i).map(clauseOf)
  const from = Math.max(
    ...clauses.flatMap(({ name, comparison, value }) =>
      name === 'eventTimestamp' && comparison === 'ge' ? [Date.parse(value)] : [],
    ),
  )
  const to = Math.min(
    ...clauses.flatMap(({ name, comparison, value }) =>
      name === 'eventTimestamp' && comparison === 'le' ? [Date.parse(value)] : [],
    ),
  )
  if (!Number.isFinite(from)) throw bad('The filter must contain the eventTimestamp that the events begin at.')
  if (Number.isNaN(to) || from > to) throw bad('The start time must be before the end time.')
  if (from < Date.parse(windowTo) - keptMilliseconds) throw bad(`The start time cannot be more than 90 days in the past.`)
  const others = clauses.filter(({ name }) => name !== 'eventTimestamp')
  if (others.length > 1)
    throw bad('Only one of resourceGroupName, resourceUri, resourceProvider and correlationId may be combined with the time.')
  const [only] = others
  const at = (event: Item) => Date.parse(String(event.eventTimestamp))
  return world.events
    .filter((event) => at(event) >= from && at(event) <= to)
    .filter((event) => only === undefined || isAbout(event, only))
    .sort((one, other) => at(other) - at(one))
    .map((event) => selected(event, query.get('$select')))
}

interface Clause {
  readonly name: string
  readonly comparison: string
  readonly value: string
}

const fields: Readonly<Record<string, (event: Item) => string>> = {
  resourceGroupName: (event) => String(event.resourceGroupName),
  resourceUri: (event) => String(event.resourceId),
  resourceProvider: (event) => String((event.resourceProviderName as Item | undefined)?.value),
  correlationId: (event) => String(event.correlationId),
}

function clauseOf(text: string): Clause {
  const [, name = '', comparison = '', value = ''] = /^\s*(\w+)\s+(\w+)\s+'([^']*)'\s*$/.exec(text) ?? []
  const isTime = name === 'eventTimestamp' && (comparison === 'ge' || comparison === 'le')
  if (!isTime && !(fields[name] !== undefined && comparison === 'eq')) throw bad(`The filter clause '${text}' is not supported.`)
  return { name, comparison, value }
}

function isAbout(event: Item, { name, value }: Clause): boolean {
  return fields[name]?.(event).toLowerCase() === value.toLowerCase()
}

function selected(event: Item, select: string | null): Item {
  if (select === null) return event
  const wanted = select.split(',').map((name) => name.trim().toLowerCase())
  return Object.fromEntries(Object.entries(event).filter(([key]) => wanted.includes(key.toLowerCase())))
}

function bad(message: string): Refusal {
  return new Refusal('BadRequest', message, 400)
}
