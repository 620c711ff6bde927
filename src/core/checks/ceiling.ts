/** A balancer whose capacity is counted in units, and how near it came to the most that it may use. */
import { inState } from '../backends.ts'
import type { Judgement, Reader, Subject } from '../check.ts'
import { seriesOf } from '../metrics.ts'
import { requestsIn, requestsOf, type Symptoms, symptomsOf } from '../symptoms.ts'
import { failuresOf } from '../tally.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Part } from '../waits.ts'
import { clock, count } from '../wording.ts'
import { gatewayCommand } from './az.ts'
import { claim, failing, ownFailures, pass, stated } from './common.ts'

/** Share of the ceiling from which on there is no room left to grow into. */
const full = 0.9

/** Null where units are not counted, or there is no ceiling. */
export function judgeCeiling(subject: Subject, read: Reader): Judgement | null {
  const { snapshot } = subject
  const metrics = read.see(snapshot.metrics)
  const maximum = read.see(snapshot.loadBalancer.settings)?.maximumCapacityUnits ?? null
  const points = metrics === undefined ? [] : (seriesOf(metrics, { name: 'capacity-units', pool: null })?.points ?? [])
  const top = [...points].sort((one, other) => other[1] - one[1])[0]
  if (top === undefined || maximum === null || maximum <= 0) return null
  if (top[1] < maximum * full) return pass('the load balancer stays well below its capacity ceiling')
  const symptoms = symptomsOf(subject, read)
  const minutes = new Set(points.filter(([, units]) => units >= maximum * full).map(([at]) => at))
  const parts = failedIn(minutes, symptoms)
  const used = `${Math.round(top[1])} of ${maximum} capacity units`
  const serving = inState(read.see(subject.pool.backends) ?? [], 'healthy').length > 0
  const most = requestsOf(parts) >= requestsIn(symptoms.tally.groups) * 0.6
  if (failuresOf(symptoms.tally) === 0)
    return { status: 'risk', summary: `The load balancer used ${used} at ${clock(top[0])}: it cannot grow further.` }
  return failing({
    certainty: serving && most ? 'likely' : 'possible',
    headline: 'The load balancer is at its capacity ceiling',
    summary: `The load balancer used ${used} at ${clock(top[0])}: it cannot grow further, and what comes on top waits or fails${requestsOf(parts) > 0 ? `; ${count(requestsOf(parts), 'request')} failed in the minutes when it was full` : ''}.`,
    affected: snapshot.loadBalancer.name === null ? [] : [snapshot.loadBalancer.name],
    claim: claim(parts, ownFailures(symptoms.tally)),
    evidence: [
      stated('metric', `${used} in use at ${clock(top[0])}`, snapshot.metrics),
      stated('config', `it may grow to ${maximum} capacity units`, snapshot.loadBalancer.settings),
    ],
    remedies: [
      {
        title: 'Let the load balancer grow further (an instance is 10 capacity units), and look at what brings the load',
        commands: [
          `az network application-gateway update ${gatewayCommand(subject)} --set autoscaleConfiguration.maxCapacity=${Math.min(125, Math.ceil((maximum / 10) * 2))}`,
        ],
        risk: 'medium',
        time: '5-15 min',
      },
    ],
  })
}

/** Requests that reached for a backend and failed in these minutes. */
function failedIn(minutes: ReadonlySet<string>, symptoms: Symptoms): readonly Part[] {
  const groups: readonly FailureGroup[] = [
    ...symptoms.cut.map((waits) => waits.group),
    ...symptoms.blurred,
    ...symptoms.silent,
    ...symptoms.unanswered,
  ]
  return groups.flatMap((group) => {
    const requests = group.minutes.filter(([at]) => minutes.has(at)).reduce((sum, [, amount]) => sum + amount, 0)
    return requests > 0 ? [{ group, requests }] : []
  })
}
