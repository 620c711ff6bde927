/** Reads the form bodies of the Query and EC2 protocols back into the input that the SDK was given. */
import type { Schema } from './schema.ts'

export type FormFlavour = 'query' | 'ec2'

/** The input of an operation; members that the form does not carry are left out. */
export function readForm(form: URLSearchParams, schema: Schema, flavour: FormFlavour): unknown {
  return readMember(form, schema, '', flavour) ?? {}
}

function readMember(form: URLSearchParams, schema: Schema, at: string, flavour: FormFlavour): unknown {
  if (schema.isUnitSchema()) return undefined
  if (schema.isStructSchema()) return readStruct(form, schema, at, flavour)
  if (schema.isListSchema()) return readList(form, schema, at, flavour)
  const text = form.get(at)
  if (text === null) return undefined
  if (schema.isNumericSchema()) return Number(text)
  if (schema.isBooleanSchema()) return text === 'true'
  return schema.isTimestampSchema() ? new Date(text) : text
}

function readStruct(form: URLSearchParams, schema: Schema, at: string, flavour: FormFlavour): unknown {
  // A type may contain itself; only what the form speaks of is worth walking into.
  if (at !== '' && ![...form.keys()].some((key) => key.startsWith(`${at}.`))) return undefined
  const members = [...schema.structIterator()].flatMap(([name, member]) => {
    const key = memberKey(name, member, flavour)
    const value = readMember(form, member, at === '' ? key : `${at}.${key}`, flavour)
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(members)
}

function readList(form: URLSearchParams, schema: Schema, at: string, flavour: FormFlavour): unknown {
  // The Query protocol writes an empty list as a key without a value.
  if (form.get(at) === '') return []
  const member = schema.getValueSchema()
  const isFlat = flavour === 'ec2' || Boolean(schema.getMergedTraits().xmlFlattened)
  const prefix = isFlat ? at : `${at}.${String(member.getMergedTraits().xmlName ?? 'member')}`
  const values: unknown[] = []
  for (;;) {
    const value = readMember(form, member, `${prefix}.${values.length + 1}`, flavour)
    if (value === undefined) return values.length === 0 ? undefined : values
    values.push(value)
  }
}

function memberKey(name: string, member: Schema, flavour: FormFlavour): string {
  const { xmlName, ec2QueryName } = member.getMergedTraits()
  if (flavour === 'ec2' && ec2QueryName !== undefined) return String(ec2QueryName)
  const key = String(xmlName ?? name)
  return flavour === 'ec2' ? key.charAt(0).toUpperCase() + key.slice(1) : key
}
