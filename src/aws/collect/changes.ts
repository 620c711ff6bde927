/** Management events on the few objects that matter. */
import type { TimeWindow } from '../../core/evidence.ts'
import type { Ask } from '../ask.ts'

/** CloudTrail answers two lookups a second for a whole account, one object each: a handful is all there is time for. */
const mostLookups = 6

const hour = 3600_000

/** Looks up the events on one object: a change shortly before the window may be what broke it. */
export async function lookUpChanges(ask: Ask, objectName: string, window: TimeWindow): Promise<void> {
  await ask('cloudtrail:LookupEvents', {
    LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: objectName }],
    StartTime: new Date(Date.parse(window.from) - hour),
    EndTime: new Date(window.to),
  })
}

/** Looks up the objects one after the other: `first` are known at once, `later` when both ends of the path are. */
export async function readChanges(
  ask: Ask,
  first: readonly string[],
  later: Promise<readonly string[]>,
  window: TimeWindow,
): Promise<void> {
  const atOnce = first.slice(0, mostLookups)
  for (const name of atOnce) await lookUpChanges(ask, name, window)
  const more = (await later).slice(0, mostLookups - atOnce.length)
  for (const name of more) await lookUpChanges(ask, name, window)
}
