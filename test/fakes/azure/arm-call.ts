/** What a request to ARM calls for: the action, and whose it is. */
import { type ArmPath, isList, type Provided, readArmPath, typeKey } from './arm-path.ts'
import { Refusal } from './refusals.ts'
import { resourceTypeOf } from './types.ts'

export type ArmKind =
  | 'subscriptions'
  | 'resource'
  | 'list'
  | 'start-health'
  | 'poll-health'
  | 'instance-view'
  | 'metrics'
  | 'diagnostic-settings'
  | 'events'

export interface ArmCall {
  readonly kind: ArmKind
  /** The action that a role must hold: `Microsoft.Network/virtualNetworks/read`. */
  readonly action: string
  readonly path: ArmPath
}

const everywhere: ArmPath = { path: '/subscriptions', subscription: '', resourceGroup: null, resource: null, extension: null }

/** What the request calls for. Throws what ARM refuses about a path or its version. */
export function readArmCall(method: string, pathname: string, query: URLSearchParams): ArmCall {
  const path = pathname === '/subscriptions' ? everywhere : readArmPath(pathname)
  if (path === null) throw new Refusal('InvalidRequestUri', `The request uri '${pathname}' is invalid.`, 400)
  const version = query.get('api-version')
  if (version === null || version === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.'
    throw new Refusal('MissingApiVersionParameter', message, 400)
  }
  if (path === everywhere) return { kind: 'subscriptions', action: 'Microsoft.Resources/subscriptions/read', path }
  const asked = path.extension ?? path.resource
  if (asked === null) return { kind: 'resource', action: 'Microsoft.Resources/subscriptions/resourceGroups/read', path }
  return { ...callOf(method, asked, typeName(asked, version)), path }
}

function typeName(asked: Provided, version: string): string {
  const { namespace } = asked
  const typeText = `${namespace}/${asked.types.join('/')}`
  const type = resourceTypeOf(isEvents(asked) ? 'microsoft.insights/eventtypes/values' : typeKey(asked))
  if (type === null) {
    const message = `The resource type '${asked.types.join('/')}' could not be found in the namespace '${namespace}' for api version '${version}'.`
    throw new Refusal('InvalidResourceType', message, 404)
  }
  if (!type.versions.test(version)) {
    const message = `No registered resource provider found for location 'westeurope' and API version '${version}' for type '${typeText}'.`
    throw new Refusal('NoRegisteredProviderFound', message, 400)
  }
  return type.name
}

/** `eventtypes/management/values`: all of the values of one kind. */
function isEvents(asked: Provided): boolean {
  return /^microsoft\.insights\/eventtypes\/values$/.test(typeKey(asked)) && asked.names[0]?.toLowerCase() === 'management'
}

function callOf(method: string, asked: Provided, name: string): Omit<ArmCall, 'path'> {
  const read = `${name}/read`
  if (method === 'POST' && name === 'Microsoft.Network/applicationGateways/backendhealth') {
    return { kind: 'start-health', action: `${name}/action` }
  }
  // Whatever writes is beyond what a read-only caller may do, and the fake holds no other.
  if (method !== 'GET') throw new Refusal('MethodNotAllowed', `The http method '${method}' is not supported here.`, 405)
  switch (name) {
    case 'Microsoft.Network/locations/operationResults':
      return { kind: 'poll-health', action: read }
    case 'Microsoft.Compute/virtualMachines/instanceView':
      return { kind: 'instance-view', action: read }
    case 'Microsoft.Insights/metrics':
      return { kind: 'metrics', action: read }
    case 'Microsoft.Insights/diagnosticSettings':
      return { kind: 'diagnostic-settings', action: read }
    case 'Microsoft.Insights/eventtypes/values':
      return { kind: 'events', action: read }
    default:
      return { kind: isList(asked) ? 'list' : 'resource', action: read }
  }
}
