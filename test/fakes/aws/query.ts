/** The Query and EC2 protocols, both ways, driven by the SDK's own operation schemas: no operation is written out by hand. */
import { NormalizedSchema } from '@smithy/core/schema'

type Schema = ReturnType<typeof NormalizedSchema.of>
type Flavour = 'query' | 'ec2'

/** An operation's schema as the SDK packages export it: the last two members are its input and output. */
export type Operation = readonly unknown[]

function schemaOf(reference: unknown): Schema {
  return NormalizedSchema.of(
    (typeof reference === 'function' ? reference() : reference) as Parameters<typeof NormalizedSchema.of>[0],
  )
}

export function inputOf(operation: Operation): Schema {
  return schemaOf(operation[4])
}

export function outputOf(operation: Operation): Schema {
  return schemaOf(operation[5])
}

/** A form's fields as the input the SDK was given. */
export function readForm(form: URLSearchParams, schema: Schema, flavour: Flavour): unknown {
  return readValue(form, schema, '', flavour)
}

function readValue(form: URLSearchParams, schema: Schema, at: string, flavour: Flavour): unknown {
  if (schema.isStructSchema()) {
    const members: [string, unknown][] = []
    for (const [name, member] of schema.structIterator()) {
      const key = queryName(name, member, flavour)
      const value = readValue(form, member, at === '' ? key : `${at}.${key}`, flavour)
      if (value !== undefined) members.push([name, value])
    }
    return members.length === 0 && at !== '' ? undefined : Object.fromEntries(members)
  }
  if (schema.isListSchema()) {
    const member = schema.getValueSchema()
    const prefix =
      flavour === 'ec2' || schema.getMergedTraits().xmlFlattened
        ? at
        : `${at}.${String(member.getMergedTraits().xmlName ?? 'member')}`
    const values: unknown[] = []
    for (let index = 1; ; index += 1) {
      const value = readValue(form, member, `${prefix}.${index}`, flavour)
      if (value === undefined) break
      values.push(value)
    }
    return values.length === 0 ? undefined : values
  }
  const text = form.get(at)
  if (text === null) return undefined
  if (schema.isNumericSchema()) return Number(text)
  if (schema.isBooleanSchema()) return text === 'true'
  return text
}

function queryName(name: string, member: Schema, flavour: Flavour): string {
  const traits = member.getMergedTraits()
  if (flavour === 'query') return String(traits.xmlName ?? name)
  const own = String(traits.ec2QueryName ?? traits.xmlName ?? name)
  return traits.ec2QueryName === undefined ? own.charAt(0).toUpperCase() + own.slice(1) : own
}

/** The value as the members of an XML element. */
export function writeXml(value: unknown, schema: Schema): string {
  if (!schema.isStructSchema() || typeof value !== 'object' || value === null) return text(value, schema)
  const given = value as Readonly<Record<string, unknown>>
  let xml = ''
  for (const [name, member] of schema.structIterator()) {
    if (given[name] !== undefined && given[name] !== null)
      xml += element(String(member.getMergedTraits().xmlName ?? name), given[name], member)
  }
  return xml
}

function element(tag: string, value: unknown, schema: Schema): string {
  if (!schema.isListSchema()) return `<${tag}>${writeXml(value, schema)}</${tag}>`
  const member = schema.getValueSchema()
  const flat = Boolean(schema.getMergedTraits().xmlFlattened)
  const inner = flat ? tag : String(member.getMergedTraits().xmlName ?? 'member')
  const all = (value as readonly unknown[]).map((one) => `<${inner}>${writeXml(one, member)}</${inner}>`).join('')
  return flat ? all : `<${tag}>${all}</${tag}>`
}

function text(value: unknown, schema: Schema): string {
  if (schema.isTimestampSchema() || value instanceof Date) return new Date(value as Date).toISOString()
  return escapeXml(String(value))
}

export function escapeXml(raw: string): string {
  return raw.replace(/[<>&"\p{Cc}]/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`)
}
