/** Every load balancer of some places, a few at a time; one that fails leaves evidence of that, and the others stand. */
import { beforeDeadline, startDeadline } from '../collect/deadline.ts'
import { Refused } from '../collect/refusal.ts'
import { CannotRun } from '../core/errors.ts'
import type { CallOutcome, Evidence } from '../core/evidence.ts'

/** A place (a region, a subscription), or one load balancer of it, of which nothing could be read. */
export interface Miss<Place> {
  readonly place: Place
  readonly loadBalancerId: string | null
  readonly failure: CannotRun
}

export interface Sweep<Place> {
  readonly places: readonly Place[]
  /** Ids of the load balancers of one place. */
  readonly list: (place: Place) => Promise<readonly string[]>
  readonly collect: (place: Place, id: string) => Promise<Evidence>
  /** That something could not be read is evidence too: left out, the rest would look like all there is. */
  readonly evidenceOf: (miss: Miss<Place>) => Evidence
  /** When there is no load balancer anywhere. */
  readonly none: () => CannotRun
  /** How many load balancers are read at a time. */
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>
}

/** Holds what is listed before anything can be collected to the deadline of one collection. */
export function listingDeadline(options: { readonly deadlineSeconds: number; readonly signal?: AbortSignal | undefined }): {
  readonly hold: <T>(listing: Promise<T>) => Promise<T>
  readonly clear: () => void
} {
  const { deadlineSeconds, signal } = options
  const deadline = startDeadline(deadlineSeconds, signal, () => {})
  const tooLate = (): CannotRun =>
    new CannotRun(
      `There was no list of load balancers within the deadline of ${deadlineSeconds} s.`,
      'Check the network and the endpoint, or give a longer --deadline.',
    )
  return { hold: (listing) => beforeDeadline(listing, deadline.signal, tooLate), clear: deadline.clear }
}

/** One piece of evidence for each load balancer. Throws CannotRun when everything fails, or there is nothing to read. */
export async function sweepAll<Place>({
  places,
  list,
  collect,
  evidenceOf,
  none,
  limit,
}: Sweep<Place>): Promise<readonly Evidence[]> {
  const sweepPlace = async (place: Place): Promise<readonly (Evidence | Miss<Place>)[]> => {
    const ids = await orFailure(list(place))
    if (ids instanceof CannotRun) return [{ place, loadBalancerId: null, failure: ids }]
    const read = async (id: string): Promise<Evidence | Miss<Place>> => {
      const evidence = await orFailure(collect(place, id))
      return evidence instanceof CannotRun ? { place, loadBalancerId: id, failure: evidence } : evidence
    }
    return Promise.all(ids.map((id) => limit(() => read(id))))
  }
  const outcomes = (await Promise.all(places.map(sweepPlace))).flat()
  if (outcomes.length === 0) throw none()
  const misses = outcomes.filter((outcome) => 'failure' in outcome)
  if (misses[0] !== undefined && misses.length === outcomes.length) throw misses[0].failure
  return outcomes.map((outcome) => ('failure' in outcome ? evidenceOf(outcome) : outcome))
}

/** What kept the work from being done, where that is the world's fault and not a bug. */
export async function orFailure<T>(work: Promise<T>): Promise<T | CannotRun> {
  try {
    return await work
  } catch (error) {
    if (error instanceof CannotRun) return error
    throw error
  }
}

/** Why nothing could be read, as the provider told it where it was the provider that refused. */
export function outcomeOf(failure: CannotRun, place: string): CallOutcome {
  if (!(failure instanceof Refused)) return { ok: false, gap: 'failed', code: '', message: failure.message }
  const { gap, code, message } = failure.refusal
  return { ok: false, gap, code, message: `${code} in ${place}: ${message}` }
}
