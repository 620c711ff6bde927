/** One tick of the schedule: every load balancer is looked at, told of in the log, and alerted on; one that fails holds up no other. */
import { beforeDeadline } from '../collect/deadline.ts'
import { limitConcurrency } from '../collect/limit.ts'
import { diagnose } from '../core/diagnose.ts'
import { CannotRun } from '../core/errors.ts'
import type { Evidence } from '../core/evidence.ts'
import type { Snapshot } from '../core/model.ts'
import { type Alerting, type Said, sayWhatIsNew } from './alerting.ts'
import { fails, type Outcome, outcomeOf, unreadable } from './outcome.ts'

/** A load balancer to look at. */
export interface Look {
  readonly key: string
  /** Rejects with CannotRun when there is nothing to judge. */
  readonly collect: (deadlineSeconds: number) => Promise<Evidence>
}

/** Looks that are found by asking the cloud, or one that is known already. */
export interface Search {
  /** What is reported when finding fails. */
  readonly key: string
  readonly find: () => Promise<readonly Look[]>
}

export interface Tick {
  readonly searches: readonly Search[]
  readonly normalise: (evidence: Evidence) => Snapshot
  readonly alerting: Alerting
  /** Milliseconds since 1970 when collecting must end, so that there is time for alerts. */
  readonly collectUntil: number
  /** The longest that one load balancer may take. */
  readonly mostSeconds: number
  readonly report: (outcome: Outcome, said: Said) => void
}

export interface Summary {
  readonly loadBalancers: number
  readonly failing: number
  readonly notKnown: number
  readonly alertsSent: number
  readonly alertsUnsent: number
}

const atOnce = 4

export async function runTick(tick: Tick): Promise<Summary> {
  const limit = limitConcurrency(atOnce)
  const seen = new Set<string>()
  const handle = async (key: string, work: () => Promise<Outcome>): Promise<readonly [Outcome, Said]> => {
    const outcome = await orUnreadable(key, work, tick)
    const said = await sayWhatIsNew(outcome, tick.alerting)
    tick.report(outcome, said)
    return [outcome, said]
  }
  const all = await Promise.all(
    tick.searches.map(async ({ key, find }) => {
      let looks: readonly Look[]
      try {
        looks = await withinTime(find(), tick)
      } catch (error) {
        return [await handle(key, () => Promise.reject(error))]
      }
      const fresh = looks.filter((look) => !seen.has(look.key))
      for (const look of fresh) seen.add(look.key)
      return Promise.all(fresh.map((look) => limit(() => handle(look.key, () => lookAt(look, tick)))))
    }),
  )
  const results = all.flat()
  const count = (of: (outcome: Outcome, said: Said) => number): number =>
    results.reduce((sum, [outcome, said]) => sum + of(outcome, said), 0)
  return {
    loadBalancers: results.length,
    failing: count((outcome) => Number(fails(outcome))),
    notKnown: count(({ verdict }) => Number(verdict === 'inconclusive')),
    alertsSent: count((_, { sent }) => sent.length),
    alertsUnsent: count((_, { unsent }) => unsent.length),
  }
}

/** Lists have no deadline of their own. */
function withinTime<T>(finding: Promise<T>, { alerting, collectUntil }: Tick): Promise<T> {
  const left = Math.max(0, collectUntil - alerting.clock().getTime())
  return beforeDeadline(finding, AbortSignal.timeout(left), () => new CannotRun('There was no list in time.', ''))
}

async function lookAt({ key, collect }: Look, { alerting, collectUntil, mostSeconds, normalise }: Tick): Promise<Outcome> {
  const startedAt = alerting.clock().getTime()
  const seconds = Math.min(mostSeconds, (collectUntil - startedAt) / 1000)
  if (seconds < 1)
    throw new CannotRun('The time of the function was over before this one was looked at.', 'Give it a longer timeout.')
  const evidence = await collect(seconds)
  const diagnoses = diagnose(normalise(evidence), evidence.question)
  return outcomeOf(key, diagnoses, alerting.clock().getTime() - startedAt)
}

async function orUnreadable(key: string, work: () => Promise<Outcome>, { alerting: { clock } }: Tick): Promise<Outcome> {
  const startedAt = clock().getTime()
  try {
    return await work()
  } catch (error) {
    const why = error instanceof CannotRun ? `${error.message} ${error.hint}`.trim() : `a fault of lb502 itself: ${String(error)}`
    return unreadable(key, why, clock().getTime() - startedAt)
  }
}
