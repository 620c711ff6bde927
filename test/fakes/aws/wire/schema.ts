/** Operation schemas as the SDK packages export them. Everything on the wire is derived from these; nothing is written out by hand. */
import { NormalizedSchema } from '@smithy/core/schema'

export type Schema = ReturnType<typeof NormalizedSchema.of>
type SchemaReference = Parameters<typeof NormalizedSchema.of>[0]

export interface Operation {
  readonly name: string
  /** Method and path template of REST protocols; null elsewhere. */
  readonly http: readonly [method: string, path: string, status: number] | null
  readonly input: Schema
  readonly output: Schema
}

/** How the code of a modelled error differs from its class name, and its status. */
export interface ErrorTraits {
  readonly code: string
  readonly status: number | null
}

/** First element of an exported schema: what it describes. */
const operationKind = 9
const errorKind = -3

function exported(module: object, name: string): readonly unknown[] | null {
  const found: unknown = Reflect.get(module, `${name}$`)
  return Array.isArray(found) ? found : null
}

/** The operation of this name; null when there is none. */
export function operationOf(module: object, name: string): Operation | null {
  const schema = exported(module, name)
  if (schema === null || schema[0] !== operationKind) return null
  const { http } = (schema[3] || {}) as { http?: Operation['http'] }
  return { name, http: http ?? null, input: resolve(schema[4]), output: resolve(schema[5]) }
}

/** What the model says of an error; a name that the model lacks is its own code. */
export function errorTraitsOf(module: object, name: string): ErrorTraits {
  const schema = exported(module, name)
  if (schema === null || schema[0] !== errorKind) return { code: name, status: null }
  const traits = (schema[3] || {}) as { awsQueryError?: readonly [string, number]; httpError?: number }
  return { code: traits.awsQueryError?.[0] ?? name, status: traits.httpError ?? null }
}

function resolve(reference: unknown): Schema {
  return NormalizedSchema.of((typeof reference === 'function' ? reference() : reference) as SchemaReference)
}
