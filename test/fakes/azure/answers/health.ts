/** A gateway's backend health: asked for once, and polled until it is there. */
import type { AzureWorld } from '../../../scenarios/azure-worlds/world.ts'
import type { Item } from '../../../scenarios/world.ts'
import { type ArmPath, sameId } from '../arm-path.ts'
import { Refusal } from '../refusals.ts'
import { resourceAt } from './resources.ts'

export interface HealthOperations {
  /** The path to poll. */
  readonly start: (asked: ArmPath) => string
  /** Null while it is under way. */
  readonly poll: (asked: ArmPath, neverEnds: boolean) => Item | null
}

/** Each operation answers 202 to so many polls before it is done. */
export function healthOperations(world: AzureWorld, polls: number): HealthOperations {
  const running = new Map<string, { readonly gateway: string; left: number }>()
  return {
    start: (asked) => {
      const gateway = asked.path.replace(/\/[^/]*$/, '')
      const types = asked.resource === null ? [] : asked.resource.types.slice(0, -1)
      const at: ArmPath = { ...asked, path: gateway, resource: asked.resource && { ...asked.resource, types } }
      const { location } = resourceAt(world, at)
      const operation = `0d5c2f10-0000-4000-8000-${String(running.size + 1).padStart(12, '0')}`
      running.set(operation, { gateway, left: polls })
      return `/subscriptions/${asked.subscription}/providers/Microsoft.Network/locations/${String(location)}/operationResults/${operation}`
    },
    poll: (asked, neverEnds) => {
      const operation = running.get(asked.resource?.names.at(-1) ?? '')
      if (operation === undefined) throw new Refusal('NotFound', `Resource ${asked.path} not found.`, 404)
      if (neverEnds || operation.left > 0) {
        operation.left -= 1
        return null
      }
      const body = Object.entries(world.backendHealth).find(([id]) => sameId(id, operation.gateway))?.[1]
      return body ?? { backendAddressPools: [] }
    },
  }
}
