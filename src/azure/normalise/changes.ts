/** Events of the activity log as changes. */
import { compareText } from '../../core/canonical.ts'
import type { Fact } from '../../core/fact.ts'
import type { Change, ChangeKind } from '../../core/model.ts'
import { type Loose, neededObjects, object, raw, text, time, Unreadable } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { factOf, idKey } from './calls.ts'
import { changeKind } from './change-kinds.ts'

interface ArmWord {
  readonly value?: string
}

interface ArmEvent {
  readonly eventTimestamp?: string
  readonly eventDataId?: string
  readonly correlationId?: string
  readonly operationId?: string
  readonly operationName?: ArmWord
  readonly status?: ArmWord
  readonly caller?: string
  readonly resourceId?: string
}

/** One event of an operation; each has several: started, accepted, succeeded or failed. */
interface Step {
  /** What the steps of one operation share. */
  readonly key: string
  readonly at: string
  readonly status: string
  readonly who: string | null
  readonly operation: string
  readonly resourceId: string
  readonly kind: ChangeKind
}

/** Every operation that changed something, once, ascending by the time it began. */
export function readChanges(calls: Calls): Fact<readonly Change[]> {
  const wanted = { absent: 'recent changes were not asked for' }
  return factOf<{ readonly value?: readonly ArmEvent[] }, readonly Change[]>(
    calls,
    'Microsoft.Insights/eventtypes/values/read',
    wanted,
    (replies) => {
      const operations = new Map<string, readonly Step[]>()
      for (const step of replies
        .flatMap(({ output }) => neededObjects(output, 'value'))
        .flatMap((event) => stepOf(event) ?? [])) {
        operations.set(step.key, [...(operations.get(step.key) ?? []), step])
      }
      return [...operations.values()]
        .flatMap((steps) => changeOf(steps) ?? [])
        .sort((one, other) => compareText(one.at, other.at) || compareText(one.what, other.what))
    },
  )
}

/** Null for an event that tells of no change. */
function stepOf(event: Loose<ArmEvent>): Step | null {
  const operation = wordIn(event, 'operationName')
  const kind = operation === null ? null : changeKind(operation)
  const resourceId = text(event, 'resourceId')
  if (operation === null || kind === null || resourceId === null) return null
  const at = time(event, 'eventTimestamp')
  if (at === null) throw new Unreadable('an event has no time')
  const id = text(event, 'correlationId') ?? text(event, 'operationId') ?? text(event, 'eventDataId')
  return {
    key: JSON.stringify([id, idKey(resourceId), operation.toLowerCase()]),
    at,
    status: wordIn(event, 'status')?.toLowerCase() ?? '',
    who: text(event, 'caller'),
    operation,
    resourceId,
    kind,
  }
}

/** The word in an object, or as it is: exports spare themselves the object. */
function wordIn(event: Loose<ArmEvent>, field: 'operationName' | 'status'): string | null {
  const word = raw(event, field)
  if (word === undefined) return null
  return typeof word === 'string' ? word : text(object<ArmWord>(word, field), 'value')
}

const done: readonly string[] = ['succeeded', 'success']

/** Null for an operation that was refused, or failed, or was only begun. It acts from its beginning, not from when all is finished. */
function changeOf(steps: readonly Step[]): Change | null {
  const [first, ...later] = [...steps].sort((one, other) => compareText(one.at, other.at))
  const succeeded = steps.some(({ status }) => done.includes(status))
  const accepted =
    steps.some(({ status }) => status === 'accepted') &&
    !steps.some(({ status }) => status.startsWith('fail') || status.startsWith('cancel'))
  if (first === undefined || (!succeeded && !accepted)) return null
  const { at, operation, resourceId, kind } = first
  const who = [first, ...later].map((step) => step.who).find((one) => one !== null) ?? 'unknown'
  const { name, ids } = objectIn(resourceId)
  return { at, who, what: `${operation.replace(/^Microsoft\.\w+\//i, '')} ${name}`, kind, objectIds: ids }
}

/** `nsg-app/deny-all` of a rule's id, and the ids of the rule and of the group it is in. */
function objectIn(resourceId: string): { readonly name: string; readonly ids: readonly string[] } {
  const start = resourceId.toLowerCase().lastIndexOf('/providers/')
  const parts = resourceId
    .slice(Math.max(0, start))
    .split('/')
    .filter((each) => each !== '')
  // After `providers` and the provider's name: kind, name, kind of a part, its name.
  const names = start === -1 ? [] : parts.filter((_, index) => index >= 2 && index % 2 === 1)
  if (names.length === 0) return { name: resourceId, ids: [resourceId] }
  const ids = names.map((_, index) => `${resourceId.slice(0, start)}/${parts.slice(0, 2 * index + 4).join('/')}`)
  return { name: names.join('/'), ids }
}
