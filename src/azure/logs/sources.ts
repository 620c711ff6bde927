/** Finding the places that a gateway's access log can be read from. */
import { object, objects, part, text, Unreadable } from '../../normalise/loose.ts'
import { clouds } from '../clouds.ts'
import type { LogPlaces } from '../log-places.ts'
import { flattened } from '../normalise/flatten.ts'
import { parseAzureResourceId } from '../resource-id.ts'
import { accessLogContainer } from './blob-names.ts'
import { readContainer } from './blobs.ts'
import { logRecord, type Sourced } from './records.ts'
import type { AzureLogRequest } from './request.ts'
import { type QueryPlace, readWorkspace } from './workspace.ts'

export type ReadSource = () => Promise<Sourced>

const workspacePermission = 'Microsoft.OperationalInsights/workspaces/query/*/read'

/** Where the settings send the log, what is read fastest first. */
export function settledSources({ workspaces, storageAccounts }: LogPlaces, request: AzureLogRequest): readonly ReadSource[] {
  const [only, ...others] = workspaces
  // Asked about the gateway, the service looks into every workspace, and would count twice what two of them have.
  const queries =
    only === undefined ? [] : others.length > 0 ? workspaces.map(byWorkspace) : [{ ...byWorkspace(only), ...byGateway(request) }]
  return [
    ...queries.map((place) => () => readWorkspace(place, request)),
    ...storageAccounts.map((id) => async () => {
      // What reads blobs takes a while to load, as does the answer about the account.
      const [endpoint] = await Promise.all([blobEndpointOf(id, request), import('./blob-client.ts')])
      return readContainer(`${endpoint}/${accessLogContainer}`, request)
    }),
  ]
}

function byGateway({ gatewayId }: AzureLogRequest): Pick<QueryPlace, 'path' | 'permission'> {
  return { path: gatewayId, permission: 'Microsoft.Insights/logs/*/read' }
}

function byWorkspace(id: string): QueryPlace {
  return { path: id, source: sourceName(nameIn(id)), permission: workspacePermission }
}

function sourceName(workspace: string): string {
  return `Log Analytics workspace ${workspace}`
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A workspace that the user named, whether the settings know it or not. */
export async function readNamedWorkspace(workspace: string, request: AzureLogRequest): Promise<Sourced> {
  if (workspace.startsWith('/')) return readWorkspace(byWorkspace(workspace), request)
  if (guid.test(workspace)) {
    const place = { path: `/workspaces/${workspace}`, source: sourceName(workspace), permission: workspacePermission }
    return readWorkspace(place, request)
  }
  const listed = await request.ask('Microsoft.OperationalInsights/workspaces/read', { subscriptionId: subscriptionOf(request) })
  const place = { call: 'Microsoft.Insights/logs/read', source: sourceName(workspace) } as const
  if (!listed.ok)
    return { record: logRecord(request, place, listed, 'Microsoft.OperationalInsights/workspaces/read'), tells: false }
  const id = idOfWorkspace(listed.output, workspace)
  if (id !== null) return readWorkspace(byWorkspace(id), request)
  const message = `there is no Log Analytics workspace ${workspace} in the gateway’s subscription`
  return {
    record: logRecord(request, place, { ok: false, gap: 'notFound', code: 'WorkspaceNotFound', message }, ''),
    tells: false,
  }
}

interface ArmList {
  readonly value?: readonly { readonly id?: string; readonly name?: string }[]
}

/** Null when the list has no workspace of that name, or is none. */
function idOfWorkspace(list: unknown, name: string): string | null {
  return understood(() => {
    const found = objects(object<ArmList>(list, 'the list'), 'value').find(
      (workspace) => text(workspace, 'name')?.toLowerCase() === name.toLowerCase(),
    )
    return found === undefined ? null : text(found, 'id')
  })
}

interface ArmAccount {
  readonly primaryEndpoints?: { readonly blob?: string }
}

/** As the account says; by its name where the account may not be read. Without a slash at the end. */
async function blobEndpointOf(id: string, { ask, cloud }: AzureLogRequest): Promise<string> {
  const account = await ask('Microsoft.Storage/storageAccounts/read', { id })
  const stated = account.ok
    ? understood(() => {
        const endpoints = part(object<ArmAccount>(flattened(account.output), 'the account'), 'primaryEndpoints')
        return endpoints && text(endpoints, 'blob')
      })
    : null
  return (stated ?? `https://${nameIn(id)}.${clouds[cloud].blobSuffix}`).replace(/\/+$/, '')
}

function understood<T>(read: () => T | null): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

function nameIn(id: string): string {
  return (
    id
      .split('/')
      .filter((each) => each !== '')
      .at(-1) ?? id
  )
}

function subscriptionOf({ gatewayId }: AzureLogRequest): string {
  return parseAzureResourceId(gatewayId)?.subscription ?? ''
}
