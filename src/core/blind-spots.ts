/** What could not be seen, and which causes that may hide. */
import { isCauseId } from './catalogue.ts'
import type { BlindSpot } from './diagnosis.ts'
import type { Fact, UnknownFact } from './fact.ts'
import type { Result } from './run.ts'
import type { LogReading } from './traffic.ts'

/** What no call of any cloud shows. */
const insideTheBackend: BlindSpot = {
  what: 'firewall and routing inside the backends',
  why: 'notCollected',
  permission: null,
  hides: ['port-closed', 'traffic-blocked', 'route-broken'],
  message: 'invisible to the cloud’s control plane; look on the machine itself',
}

/** What the blind spots of one pool are made of. */
export interface Sight {
  readonly results: readonly Result[]
  /** Facts that the verdict itself needed. */
  readonly alsoRead: ReadonlySet<Fact<unknown>>
  readonly networked: boolean
  readonly accessLog: Fact<LogReading>
}

/** One blind spot per missing permission or source. It hides the causes whose checks read it and did not reach a proven finding. */
export function blindSpotsOf({ results, alsoRead, networked, accessLog }: Sight): readonly BlindSpot[] {
  const spots = new Map<string, { fact: UnknownFact; hides: Set<string> }>()
  const note = (fact: Fact<unknown>, hidden: string | null): void => {
    if (fact.known) return
    const key = `${nameOf(fact)}\n${fact.gap}\n${fact.sources[0]?.permission ?? ''}`
    const spot = spots.get(key) ?? { fact, hides: new Set<string>() }
    if (hidden !== null) spot.hides.add(hidden)
    spots.set(key, spot)
  }
  for (const fact of alsoRead) note(fact, null)
  for (const result of results) {
    for (const fact of result.facts) note(fact, isSettled(result) ? null : result.id)
  }
  const faults = results.flatMap((result) =>
    result.outcome.status === 'error' ? [faultOf(result.id, result.outcome.message)] : [],
  )
  const read = [...spots.values()].map(({ fact, hides }) => ({
    what: nameOf(fact),
    why: fact.gap,
    permission: fact.sources[0]?.permission ?? null,
    hides: [...hides],
    message: fact.message,
  }))
  read.sort((one, other) => other.hides.length - one.hides.length || (one.what < other.what ? -1 : 1))
  return [...read, ...unreadLog(accessLog, results), ...faults, ...(networked ? [insideTheBackend] : [])]
}

function isSettled({ outcome }: Result): boolean {
  return outcome.status === 'fail' && outcome.certainty === 'proven'
}

/** What of the log was not read, or has not arrived yet. Only what is really missing can hide a cause. */
function unreadLog(accessLog: Fact<LogReading>, results: readonly Result[]): readonly BlindSpot[] {
  if (!accessLog.known || accessLog.value.notes.length === 0) return []
  const { notes, partial, refused, digest } = accessLog.value
  const what = accessLog.sources[0]?.what ?? 'access logs'
  const readers = results.filter((result) => result.facts.has(accessLog) && !isSettled(result))
  return [
    {
      what: digest.lines.parsed > digest.lines.outsideWindow ? `part of the ${what}` : what,
      why: refused?.gap ?? 'notCollected',
      permission: refused?.permission ?? null,
      hides: partial ? readers.map(({ id }) => id) : [],
      message: notes.join('; '),
    },
  ]
}

function nameOf(fact: Fact<unknown>): string {
  return fact.sources[0]?.what ?? 'something that was not read'
}

function faultOf(id: string, message: string): BlindSpot {
  return {
    what: `the check for ${id}`,
    why: 'failed',
    permission: null,
    hides: [id],
    message: `a bug in ${isCauseId(id) ? 'lb502' : 'this check'}: ${message}`,
  }
}
