import type { Check } from '../check.ts'
import { activePoints, seriesOf, sumOf } from '../metrics.ts'
import { nobodyServes } from '../standing.ts'
import { requestsOf, symptomsOf, whole } from '../symptoms.ts'
import { failuresOf } from '../tally.ts'
import { clock, count } from '../wording.ts'
import { judgeCeiling } from './ceiling.ts'
import { claim, failing, noClaim, ownCount, pass, skip, stated } from './common.ts'

/** The balancer says that it cannot scale, or turned connections away. */
export const gatewaySaturated: Check = {
  id: 'gateway-saturated',
  judge(subject, read) {
    const { snapshot } = subject
    const { loadBalancer } = snapshot
    const overview = read.see(loadBalancer.overview)
    const metrics = read.see(snapshot.metrics)
    const impaired = overview?.state === 'impaired'
    const ceiling = judgeCeiling(subject, read)
    if (ceiling !== null) return ceiling
    const rejected = metrics && sumOf(metrics, { name: 'rejected-connections', pool: null })
    if (!impaired && !rejected) {
      if (overview === undefined || rejected === undefined || rejected === null) return skip
      return pass('the load balancer rejected no connection and is not short of resources')
    }
    const symptoms = symptomsOf(subject, read)
    // A rejected connection is never answered, so that alone it is none of the failures.
    if (!impaired && failuresOf(symptoms.tally) === 0)
      return { status: 'risk', summary: `The load balancer turned ${count(rejected ?? 0, 'connection')} away in the window.` }
    // Nobody to send to while backends are in service: then the balancer itself is short of something.
    const unserved =
      nobodyServes(subject, read) === false ? claim(whole(symptoms.empty), ownCount(symptoms.tally, 'gateway503')) : noClaim
    const first = metrics && activePoints(seriesOf(metrics, { name: 'rejected-connections', pool: null }))[0]
    return failing({
      certainty: impaired || requestsOf(unserved.parts) + unserved.counted > 0 ? 'likely' : 'possible',
      claim: unserved,
      headline: 'The load balancer is at its capacity ceiling',
      summary: `The load balancer ${impaired ? 'reports that it lacks the resources to scale' : 'turned connections away'}${rejected ? `; it rejected ${count(rejected, 'connection')} in the window` : ''}.`,
      affected: loadBalancer.name === null ? [] : [loadBalancer.name],
      evidence: [
        ...(impaired
          ? [
              stated(
                'config',
                `state ${overview.providerState}: ${overview.providerReason ?? 'routing, but short of resources'}`,
                loadBalancer.overview,
              ),
            ]
          : []),
        ...(rejected
          ? [
              stated(
                'metric',
                `${count(rejected, 'connection')} rejected${first ? `, from ${clock(first[0])}` : ''}`,
                snapshot.metrics,
              ),
            ]
          : []),
      ],
      remedies: [
        {
          title: 'Free addresses in the load balancer’s subnets (8 or more each) so that it can scale',
          commands: [],
          risk: 'medium',
          time: '15-60 min',
        },
      ],
    })
  },
}
