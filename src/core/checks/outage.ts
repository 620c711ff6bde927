/** What unhealthy backends cost: the requests turned away where nobody was left, and those that reached a backend just before. */
import { groupsOn, inState } from '../backends.ts'
import type { Claim, Reader, Stated, Subject } from '../check.ts'
import type { Backend, StoppedTask } from '../model.ts'
import { quickParts, requestsIn, symptomsOf, whole } from '../symptoms.ts'
import { count } from '../wording.ts'
import { claim, noClaim, ownCount, ownFailures, stated } from './common.ts'
import { servicesOf } from './tasks.ts'

/** Whether requests are turned away while every backend of the pool is unhealthy, instead of being sent to all of them. */
export function turnsAway({ snapshot }: Subject): boolean {
  return snapshot.conduct.allUnhealthy === 'answers-itself'
}

/**
 * The failures that these backends being down accounts for, where that fails requests at all. Requests turned away are theirs only
 * when nobody is in service and they are most of those that are down; requests on them that broke off at once are theirs in any case,
 * since a probe notices late. Where unhealthy backends are sent to, their health still costs requests once their orchestrator stops
 * them for it and nobody is left.
 */
export function outageClaim(subject: Subject, read: Reader, down: readonly Backend[]): Claim {
  const symptoms = symptomsOf(subject, read)
  if (!turnsAway(subject)) {
    const ended = down.length > 0 && endedByHealth(subject, read).length > 0
    return ended ? claim(whole(symptoms.empty), ownCount(symptoms.tally, 'gateway503')) : noClaim
  }
  const everyone = nobodyElse(subject, read, down)
  const onThem = groupsOn([...symptoms.blurred, ...symptoms.silent, ...symptoms.unanswered.filter(isUntold)], down)
  const names = new Set(down.flatMap((backend) => backend.logKeys))
  const quick = quickParts(symptoms.cut).filter(({ group }) => group.backend !== null && names.has(group.backend))
  const parts = [...(everyone ? whole(symptoms.empty) : []), ...whole(onThem), ...quick]
  return claim(parts, everyone ? ownFailures(symptoms.tally) : 0)
}

function isUntold({ phase }: { readonly phase: string }): boolean {
  return phase === 'unknown'
}

/** Whether these backends are most of those that are down, and nobody is in service beside them. */
function nobodyElse(subject: Subject, read: Reader, down: readonly Backend[]): boolean {
  const backends = read.see(subject.pool.backends) ?? []
  const serving = inState(backends, 'healthy', 'unavailable', 'initial')
  return down.length > 0 && serving.length === 0 && down.length * 2 >= backends.length
}

/** Tasks that an orchestrator stopped within the window because their health checks failed. */
export function endedByHealth(subject: Subject, read: Reader): readonly StoppedTask[] {
  const { from, to } = subject.snapshot.window
  return servicesOf(subject, read)
    .flatMap((service) => read.see(service.stoppedTasks) ?? [])
    .filter(
      ({ cause, stoppedAt }) => cause === 'failed-health-check' && stoppedAt !== null && stoppedAt >= from && stoppedAt <= to,
    )
}

/** What being unhealthy led to, as evidence: requests that were turned away, tasks that were stopped; nothing where none were. */
export function turnedAway(subject: Subject, read: Reader): readonly Stated[] {
  const { snapshot } = subject
  const ended = endedByHealth(subject, read)
  if (ended.length > 0) {
    const says = `${count(ended.length, 'task')} stopped in the window because health checks failed: ${ended[0]?.providerReason ?? ''}`
    return [stated('task', says, subject.pool.services)]
  }
  if (!turnsAway(subject)) return []
  const requests = requestsIn(symptomsOf(subject, read).empty)
  if (requests === 0) return []
  const status = snapshot.conduct.nobodyStatus
  return [
    stated(
      'access-log',
      `${count(requests, 'request')} answered ${status} without any backend being tried, because none was in service`,
      snapshot.accessLog,
    ),
  ]
}

/** What the balancer does while every backend is unhealthy, as half a sentence. */
export function whileAllUnhealthy(subject: Subject, read: Reader): string {
  const ended = endedByHealth(subject, read).length
  if (ended > 0)
    return `the service stops tasks whose health checks fail (${ended} in the window), and while none is left the load balancer answers ${subject.snapshot.conduct.nobodyStatus}`
  return turnsAway(subject)
    ? `while every backend is unhealthy the load balancer answers ${subject.snapshot.conduct.nobodyStatus} by itself, whatever live requests would get`
    : 'while every backend is unhealthy the load balancer sends to all of them'
}

/** The health of backends as evidence, in the provider's words. */
export function healthOf({ pool }: Subject, backends: readonly Backend[], most = 3): readonly Stated[] {
  return backends.slice(0, most).map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, pool.backends))
}
