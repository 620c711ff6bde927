/**
 * What is done to some answers before they become evidence: left out is what judging never needs and a saved file must not hold
 * (tokens' claims, signed addresses, bulky certificates) or what would fill it.
 */
import type { ArmCall, Body } from './ask.ts'

/** Fields of a list's items, or of one object, that are kept; those below `properties` after a dot. */
type Kept = readonly string[]

const interfaces: Kept = [
  'id',
  'name',
  'location',
  'properties.ipConfigurations',
  'properties.networkSecurityGroup',
  'properties.virtualMachine',
  'properties.privateEndpoint',
  'properties.enableIPForwarding',
]

const kept: Partial<Readonly<Record<ArmCall, Kept>>> = {
  'Microsoft.Network/networkInterfaces/read': interfaces,
  'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read': interfaces,
  // The rest of a machine's view are its extensions, and addresses of its screen that need no password.
  'Microsoft.Compute/virtualMachines/instanceView/read': ['statuses'],
  // An event's claims and address tell more of a person than who it was.
  'Microsoft.Insights/eventtypes/values/read': [
    'eventTimestamp',
    'eventDataId',
    'correlationId',
    'operationId',
    'operationName',
    'status',
    'subStatus',
    'category',
    'caller',
    'resourceId',
  ],
}

/** The answer without what is not to be kept. */
export function tidied(call: ArmCall, body: Body): Body {
  if (call === 'Microsoft.Network/applicationGateways/read') return withoutCertificates(body)
  const fields = kept[call]
  if (fields === undefined) return body
  return Array.isArray(body.value) ? { ...body, value: body.value.map((item) => trimmed(item, fields)) } : trimmed(body, fields)
}

function trimmed<T>(item: T, fields: Kept): T | Body {
  if (!isObject(item)) return item
  // Without properties, what would stand there stands in the object itself.
  if (!isObject(item.properties)) return pick(item, (key) => fields.includes(key) || fields.includes(`properties.${key}`))
  const own = pick(item, (key) => fields.includes(key))
  const inner = pick(item.properties, (key) => fields.includes(`properties.${key}`))
  return Object.keys(inner).length === 0 ? own : { ...own, properties: inner }
}

/** Certificates of listeners are kilobytes of what no backend ever sees. */
function withoutCertificates(body: Body): Body {
  if (!isObject(body.properties) || !Array.isArray(body.properties.sslCertificates)) return body
  const sslCertificates = body.properties.sslCertificates.map((one: unknown) => {
    if (!isObject(one) || !isObject(one.properties)) return one
    return { ...one, properties: pick(one.properties, (key) => key !== 'publicCertData' && key !== 'data') }
  })
  return { ...body, properties: { ...body.properties, sslCertificates } }
}

function pick(item: Body, wanted: (key: string) => boolean): Body {
  return Object.fromEntries(Object.entries(item).filter(([key]) => wanted(key)))
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
