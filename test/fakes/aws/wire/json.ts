/** Values of the JSON protocols, both ways: times are seconds since 1970, bytes are base64. */
import type { Schema } from './schema.ts'

type Members = Readonly<Record<string, unknown>>

/** What a JSON body says, as the SDK's input. */
export function readJson(value: unknown, schema: Schema): unknown {
  return convert(value, schema, {
    time: (seconds) => new Date(Number(seconds) * 1000),
    bytes: (text) => Buffer.from(String(text), 'base64'),
  })
}

/** An output as a value to stringify. Members that the schema lacks do not travel. */
export function writeJson(value: unknown, schema: Schema): unknown {
  return convert(value, schema, {
    time: (time) => new Date(time as string | Date).getTime() / 1000,
    bytes: (bytes) => Buffer.from(bytes as Uint8Array).toString('base64'),
  })
}

interface Scalars {
  readonly time: (value: unknown) => unknown
  readonly bytes: (value: unknown) => unknown
}

function convert(value: unknown, schema: Schema, scalars: Scalars): unknown {
  if (value === undefined || value === null) return undefined
  if (schema.isUnitSchema()) return {}
  if (schema.isStructSchema()) {
    const given = value as Members
    const members = [...schema.structIterator()].map(([name, member]) => [name, convert(given[name], member, scalars)] as const)
    return Object.fromEntries(members.filter(([, member]) => member !== undefined))
  }
  if (schema.isListSchema()) return (value as readonly unknown[]).map((one) => convert(one, schema.getValueSchema(), scalars))
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema()
    return Object.fromEntries(Object.entries(value as Members).map(([key, one]) => [key, convert(one, member, scalars)]))
  }
  if (schema.isTimestampSchema()) return scalars.time(value)
  return schema.isBlobSchema() ? scalars.bytes(value) : value
}
