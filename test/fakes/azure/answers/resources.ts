/** Resources and lists of them, as their provider shows them. */
import type { AzureWorld } from '../../../scenarios/azure-worlds/world.ts'
import type { Item } from '../../../scenarios/world.ts'
import { type ArmPath, type Provided, readArmPath, sameId, typeKey } from '../arm-path.ts'
import { Refusal } from '../refusals.ts'

export function idOf(item: Item): string {
  return String(item.id)
}

/** Throws unless subscription and resource group exist. */
export function checkScope(world: AzureWorld, { subscription, resourceGroup }: ArmPath): void {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subscription)) {
    const message = `The provided subscription identifier '${subscription}' is malformed or invalid.`
    throw new Refusal('InvalidSubscriptionId', message, 400)
  }
  if (!world.subscriptions.some((one) => sameId(one, subscription))) {
    throw new Refusal('SubscriptionNotFound', `The subscription '${subscription}' could not be found.`, 404)
  }
  if (resourceGroup === null) return
  const groups = world.resources.flatMap((item) => readArmPath(idOf(item))?.resourceGroup ?? [])
  if (!groups.some((one) => sameId(one, resourceGroup))) {
    throw new Refusal('ResourceGroupNotFound', `Resource group '${resourceGroup}' could not be found.`, 404)
  }
}

/** A resource, or a part of one that has an id of its own. Throws when there is none. */
export function resourceAt(world: AzureWorld, asked: ArmPath): Item {
  const found = findResource(world, asked)
  if (found !== null) return found
  const [type = '', name = ''] = [asked.resource?.types.join('/'), asked.resource?.names.join('/')]
  if (asked.resource !== null && asked.resource.types.length > 1) {
    throw new Refusal('NotFound', `Resource ${asked.path} not found.`, 404)
  }
  const message = `The Resource '${asked.resource?.namespace}/${type}/${name}' under resource group '${asked.resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`
  throw new Refusal('ResourceNotFound', message, 404)
}

function findResource(world: AzureWorld, asked: ArmPath): Item | null {
  const whole = world.resources.find((item) => sameId(idOf(item), asked.path))
  if (whole !== undefined) return whole
  const parent = world.resources.find((item) => asked.path.toLowerCase().startsWith(`${idOf(item).toLowerCase()}/`))
  const type = asked.resource?.types.at(-1)?.toLowerCase()
  const properties = Object.entries((parent?.properties ?? {}) as Item)
  const parts = properties.find(([key]) => key.toLowerCase() === type)?.[1]
  return Array.isArray(parts) ? (parts.find((part: Item) => sameId(idOf(part), asked.path)) ?? null) : null
}

/** All of one type in a subscription, a resource group or a parent. */
export function resourcesIn(world: AzureWorld, asked: ArmPath): readonly Item[] {
  const { resource } = asked
  if (resource === null) return []
  if (resource.types.length > 1) return childrenIn(world, asked, resource)
  return world.resources.filter((item) => {
    const place = readArmPath(idOf(item))
    return (
      place?.resource != null &&
      typeKey(place.resource) === typeKey(resource) &&
      sameId(place.subscription, asked.subscription) &&
      (asked.resourceGroup === null || sameId(place.resourceGroup ?? '', asked.resourceGroup))
    )
  })
}

/** What lies under a parent; interfaces of a scale set lie one level deeper than they are listed at. */
function childrenIn(world: AzureWorld, asked: ArmPath, { types }: Provided): readonly Item[] {
  const last = types.at(-1) ?? ''
  const parent = asked.path.slice(0, -last.length - 1).toLowerCase()
  if (!world.resources.some((item) => idOf(item).toLowerCase().startsWith(parent))) {
    throw new Refusal(
      'ParentResourceNotFound',
      `Failed to perform 'read' on resource(s) of type '${types.join('/')}', because the parent resource could not be found.`,
      404,
    )
  }
  return world.resources.filter((item) => {
    const id = idOf(item).toLowerCase()
    return id.startsWith(`${parent}/`) && new RegExp(`/${last.toLowerCase()}/[^/]+$`).test(id)
  })
}
