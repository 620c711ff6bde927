/** One run of a scheduled function: looks at every load balancer asked for, tells of what changed, and gives an account of each. */
import { limitConcurrency } from '../collect/limit.ts'
import { CannotRun } from '../core/errors.ts'
import type { Evidence } from '../core/evidence.ts'
import { judge } from '../pipeline.ts'
import { type Account, accountOf } from './account.ts'
import { type Announced, type Announcing, announce } from './announce.ts'

export interface Watch<Target> extends Omit<Announcing, 'signal' | 'now'> {
  readonly targets: readonly Target[]
  readonly nameOf: (target: Target) => string
  readonly collect: (target: Target, limits: { readonly deadlineSeconds: number; readonly now: Date }) => Promise<Evidence>
  /** Milliseconds that the platform still gives this run. */
  readonly remaining: () => number
  readonly clock: () => Date
  /** Called for each load balancer as soon as it is done. */
  readonly report: (entry: Entry) => void
}

/** What became of one load balancer. */
export type Entry =
  | { readonly outcome: 'judged'; readonly target: string; readonly account: Account; readonly announced: Announced }
  /** Gone, denied, or the time was up. */
  | { readonly outcome: 'missed'; readonly target: string; readonly fault: string }

/** As with one command line: more would only wait for each other. */
const atOnce = 4
/** Kept for telling others, after reading. */
const announcingMilliseconds = 12_000
const leastSeconds = 3

/** Never rejects: what fails with one load balancer is reported, and the others go on. */
export async function watch<Target>(run: Watch<Target>): Promise<readonly Entry[]> {
  const limit = limitConcurrency(atOnce)
  const visit = async (target: Target): Promise<Entry> => {
    const entry = await visitOne(target, run)
    run.report(entry)
    return entry
  }
  return Promise.all(run.targets.map((target) => limit(() => visit(target))))
}

async function visitOne<Target>(target: Target, run: Watch<Target>): Promise<Entry> {
  const name = run.nameOf(target)
  const deadlineSeconds = Math.floor((run.remaining() - announcingMilliseconds) / 1000)
  if (deadlineSeconds < leastSeconds) return { outcome: 'missed', target: name, fault: 'there was no time left to look at it' }
  try {
    const now = run.clock()
    const account = accountOf(judge(await run.collect(target, { deadlineSeconds, now })))
    const { store, sinks, reminderSeconds } = run
    const signal = AbortSignal.timeout(Math.max(1000, run.remaining() - 1000))
    const announced = await announce(account, { store, sinks, reminderSeconds, now: run.clock(), signal })
    return { outcome: 'judged', target: name, account, announced }
  } catch (error) {
    if (error instanceof CannotRun) return { outcome: 'missed', target: name, fault: `${error.message} ${error.hint}` }
    return { outcome: 'missed', target: name, fault: `a bug in lb502: ${error instanceof Error ? error.message : String(error)}` }
  }
}
