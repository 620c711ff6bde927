/** Answers of Azure Resource Manager and the providers behind it. */
import type { AzureWorld } from '../../../scenarios/azure-worlds/world.ts'
import type { Item } from '../../../scenarios/world.ts'
import type { ArmCall } from '../arm-call.ts'
import { type ArmPath, sameId } from '../arm-path.ts'
import { pageOf } from '../paging.ts'
import { Refusal } from '../refusals.ts'
import { json, type Reply } from '../reply.ts'
import { eventsOf } from './events.ts'
import type { HealthOperations } from './health.ts'
import { metricsOf } from './metrics.ts'
import { checkScope, resourceAt, resourcesIn } from './resources.ts'

export interface ArmContext {
  readonly world: AzureWorld
  /** Where the fake answers, without a slash at the end. */
  readonly url: string
  readonly pageSize: number | null
  readonly health: HealthOperations
  /** Whether polling never comes to an end. */
  readonly neverEnds: boolean
}

/** The answer to a call. What ARM would refuse throws a Refusal. */
export function answerArm({ kind, path }: ArmCall, address: URL, context: ArmContext): Reply {
  const { world, url, pageSize, health, neverEnds } = context
  if (kind !== 'subscriptions') checkScope(world, path)
  const operation = (place: string): Reply =>
    json(null, 202, { location: `${url}${place}?api-version=${address.searchParams.get('api-version')}`, 'retry-after': '0' })
  switch (kind) {
    case 'subscriptions':
      return json(pageOf(world.subscriptions.map(subscriptionOf), address, pageSize))
    case 'resource':
      return json(pointedHere(resourceAt(world, path), url))
    case 'list':
      return json(
        pageOf(
          resourcesIn(world, path).map((item) => pointedHere(item, url)),
          address,
          pageSize,
        ),
      )
    case 'start-health':
      return operation(health.start(path))
    case 'poll-health': {
      const body = health.poll(path, neverEnds)
      return body === null ? operation(path.path) : json(body)
    }
    case 'instance-view':
      return json(instanceView(world, path))
    case 'metrics':
      return json(metricsOf(world, path, address.searchParams))
    case 'diagnostic-settings':
      return json({ value: settingsOf(world, path) })
    case 'events':
      return json(pageOf(eventsOf(world, address.searchParams), address, pageSize))
  }
}

function subscriptionOf(id: string): Item {
  return { id: `/subscriptions/${id}`, subscriptionId: id, displayName: `Subscription ${id.slice(0, 4)}`, state: 'Enabled' }
}

/** Endpoints of storage accounts are this fake's own. */
function pointedHere(item: Item, url: string): Item {
  const text = JSON.stringify(item).replace(/https:\/\/([a-z0-9]+)\.blob\.core\.windows\.net\//g, `${url}/$1/`)
  return JSON.parse(text) as Item
}

function instanceView(world: AzureWorld, path: ArmPath): Item {
  const machine = path.path.replace(/\/instanceView$/i, '')
  const found = Object.entries(world.instanceViews).find(([id]) => sameId(id, machine))?.[1]
  if (found !== undefined) return found
  const name = path.resource?.names.at(-1)
  const message = `The Resource 'Microsoft.Compute/virtualMachines/${name}' under resource group '${path.resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`
  throw new Refusal('ResourceNotFound', message, 404)
}

function settingsOf(world: AzureWorld, path: ArmPath): readonly Item[] {
  const resource = path.path.replace(/\/providers\/[^/]+\/diagnosticSettings$/i, '')
  resourceAt(world, { ...path, path: resource, extension: null })
  return Object.entries(world.diagnosticSettings).find(([id]) => sameId(id, resource))?.[1] ?? []
}
