/** Writes outputs as XML, as the Query, EC2 and REST-XML protocols do. */
import type { Schema } from './schema.ts'

type Members = Readonly<Record<string, unknown>>

/** The members of a structure as elements, without an element around them. `skip` leaves members out that travel elsewhere. */
export function writeMembers(value: unknown, schema: Schema, skip: (member: Schema) => boolean = () => false): string {
  if (schema.isUnitSchema()) return ''
  const given = value as Members
  return [...schema.structIterator()]
    .filter(([name, member]) => given[name] !== undefined && given[name] !== null && !skip(member))
    .map(([name, member]) => element(String(member.getMemberTraits().xmlName ?? name), given[name], member))
    .join('')
}

function element(tag: string, value: unknown, schema: Schema): string {
  if (!schema.isListSchema()) return `<${tag}>${content(value, schema)}</${tag}>`
  const member = schema.getValueSchema()
  const isFlat = Boolean(schema.getMergedTraits().xmlFlattened)
  const each = isFlat ? tag : String(member.getMergedTraits().xmlName ?? 'member')
  const all = (value as readonly unknown[]).map((one) => `<${each}>${content(one, member)}</${each}>`).join('')
  return isFlat ? all : `<${tag}>${all}</${tag}>`
}

function content(value: unknown, schema: Schema): string {
  if (schema.isStructSchema()) return writeMembers(value, schema)
  if (schema.isMapSchema()) return entries(value as Members, schema)
  if (schema.isTimestampSchema()) return new Date(value as string | Date).toISOString()
  return escapeXml(String(value))
}

function entries(value: Members, schema: Schema): string {
  const key = String(schema.getKeySchema().getMergedTraits().xmlName ?? 'key')
  const member = schema.getValueSchema()
  const tag = String(member.getMergedTraits().xmlName ?? 'value')
  return Object.entries(value)
    .map(([name, one]) => `<entry><${key}>${escapeXml(name)}</${key}><${tag}>${content(one, member)}</${tag}></entry>`)
    .join('')
}

/** Text between tags. Control characters become references, as AWS writes them. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"'\p{Cc}]/gu, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`)
}
