/** The parts of REST requests and replies that travel in the path, the query string and the headers. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Operation, Schema } from './schema.ts'

type Labels = Readonly<Record<string, string>>

export interface RoutedRequest {
  readonly operation: Operation
  readonly labels: Labels
}

/** The operation whose method, path and fixed query parameters fit; of several the one that demands the most. */
export function routeOf(
  operations: readonly Operation[],
  method: string,
  path: string,
  query: URLSearchParams,
): RoutedRequest | null {
  const fitting = operations.flatMap((operation) => {
    const [wanted, template] = operation.http ?? ['', '']
    const [pathTemplate = '', fixed = ''] = template.split('?')
    const demands = [...new URLSearchParams(fixed)]
    const labels = wanted === method ? matchPath(pathTemplate, path) : null
    const fits = labels !== null && demands.every(([key, value]) => (query.get(key) ?? null) === value)
    return fits ? [{ operation, labels, demands: demands.length }] : []
  })
  return fitting.sort((a, b) => b.demands - a.demands)[0] ?? null
}

function matchPath(template: string, path: string): Labels | null {
  const names: string[] = []
  const pattern = template.replace(/[.$]/g, '\\$&').replace(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) => {
    names.push(name)
    return greedy === '' ? '([^/]+)' : '(.+)'
  })
  const match = new RegExp(`^${pattern}/?$`).exec(path)
  return match && Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]))
}

/** Members that are bound to labels, query parameters and headers. */
export function readBindings(
  schema: Schema,
  labels: Labels,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): Record<string, unknown> {
  if (schema.isUnitSchema()) return {}
  const members = [...schema.structIterator()].flatMap(([name, member]) => {
    const { httpLabel, httpQuery, httpHeader } = member.getMergedTraits()
    const header = httpHeader === undefined ? undefined : headers[String(httpHeader).toLowerCase()]
    const text = httpLabel ? labels[name] : httpQuery === undefined ? header : query.get(String(httpQuery))
    return typeof text === 'string' ? [[name, fromText(text, member)] as const] : []
  })
  return Object.fromEntries(members)
}

function fromText(text: string, schema: Schema): unknown {
  if (schema.isNumericSchema()) return Number(text)
  if (schema.isBooleanSchema()) return text === 'true'
  if (schema.isListSchema()) return text.split(/, */)
  return schema.isTimestampSchema() ? new Date(text) : text
}

/** Whether a member of an output travels in a header. */
export function isHeader(member: Schema): boolean {
  return member.getMergedTraits().httpHeader !== undefined
}

/** The headers of a reply. */
export function writeHeaders(output: unknown, schema: Schema): Record<string, string> {
  if (schema.isUnitSchema()) return {}
  const given = output as Readonly<Record<string, unknown>>
  const headers = [...schema.structIterator()].flatMap(([name, member]) => {
    const { httpHeader } = member.getMergedTraits()
    const value = given[name]
    if (httpHeader === undefined || value === undefined) return []
    return [[String(httpHeader), value instanceof Date ? value.toUTCString() : String(value)] as const]
  })
  return Object.fromEntries(headers)
}

/** The member that is the body of a reply as it is; null when the body is made of all members. */
export function payloadOf(schema: Schema): string | null {
  if (schema.isUnitSchema()) return null
  const found = [...schema.structIterator()].find(([, member]) => Boolean(member.getMergedTraits().httpPayload))
  return found?.[0] ?? null
}
