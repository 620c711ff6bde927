/** Management events on the few objects that matter. */
import type { TimeWindow } from '../../core/evidence.ts'
import type { Ask } from '../ask.ts'

/** CloudTrail answers two lookups a second for a whole account, one object each: a handful is all there is time for. */
const mostLookups = 6

const hour = 3600_000

/**
 * Looks up events on the objects, one after the other: a change shortly before the window may be what broke it. `first` is known
 * at once; `later`, the security groups, once both ends are.
 */
export async function readChanges(
  ask: Ask,
  first: readonly string[],
  later: Promise<readonly string[]>,
  window: TimeWindow,
): Promise<void> {
  const times = { StartTime: new Date(Date.parse(window.from) - hour), EndTime: new Date(window.to) }
  const lookUp = async (names: readonly string[]) => {
    for (const AttributeValue of names) {
      await ask('cloudtrail:LookupEvents', {
        LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue }],
        ...times,
      })
    }
  }
  const atOnce = first.slice(0, mostLookups)
  await lookUp(atOnce)
  await lookUp((await later).slice(0, mostLookups - atOnce.length))
}
