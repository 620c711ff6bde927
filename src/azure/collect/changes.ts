/** The activity log of the resource groups that the objects involved lie in. */
import type { TimeWindow } from '../../core/evidence.ts'
import type { Ask } from '../ask.ts'
import { placeOf } from './ids.ts'

export interface ChangeWatch {
  /** Looks up what happened around these objects, once for each resource group. */
  readonly watch: (ids: readonly string[]) => void
  /** Ends when everything that was to be looked up is. */
  readonly done: () => Promise<unknown>
}

/** Resource groups that are looked up; what is around a gateway seldom lies in more. */
const mostGroups = 6

const hour = 3600_000
/** The log goes back no further than ninety days, and refuses to be asked for more. */
const oldest = 89 * 24 * hour

const fields = [
  'caller',
  'category',
  'correlationId',
  'eventDataId',
  'eventTimestamp',
  'operationId',
  'operationName',
  'resourceId',
  'status',
  'subStatus',
]

/** A change shortly before the window may be what broke it. */
export function watchChanges(ask: Ask, window: TimeWindow, now: Date): ChangeWatch {
  const lookups = new Map<string, Promise<unknown>>()
  const from = new Date(Math.max(Date.parse(window.from) - hour, now.getTime() - oldest)).toISOString()
  return {
    watch: (ids) => {
      for (const { subscriptionId, resourceGroup } of ids.flatMap((id) => placeOf(id) ?? [])) {
        const group = resourceGroup.toLowerCase()
        const key = `${subscriptionId.toLowerCase()}/${group}`
        if (lookups.has(key) || lookups.size >= mostGroups) continue
        const $filter = `eventTimestamp ge '${from}' and eventTimestamp le '${window.to}' and resourceGroupName eq '${group}'`
        lookups.set(key, ask('Microsoft.Insights/eventtypes/values/read', { subscriptionId, $filter, $select: fields.join(',') }))
      }
    },
    done: () => Promise.all(lookups.values()),
  }
}
