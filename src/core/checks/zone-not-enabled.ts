import { backendsOf, failingBy, keysOf } from '../backends.ts'
import type { Check } from '../check.ts'
import { symptomsOf, whole } from '../symptoms.ts'
import { count, list, shell, verb } from '../wording.ts'
import { claim, failing, isAws, noClaim, ownCount, pass, skip, stated } from './common.ts'

/** Backends that the balancer never uses because it has no node in their zone. */
export const zoneNotEnabled: Check = {
  id: 'zone-not-enabled',
  judge(subject, read) {
    const { pool, snapshot } = subject
    const backends = read.need(pool.backends)
    const idle = failingBy(backends, 'not-in-use')
    if (idle.length === 0) return pass('no backend is reported as lying in a zone that is not in use')
    if (read.see(pool.routing)?.reached === false) return skip
    const { zones } = read.need(snapshot.loadBalancer.overview)
    const enabled = zones.map((zone) => zone.name)
    const located = idle.map((backend) => ({
      backend,
      zone: read.see(backend.machine)?.zone ?? read.see(backend.networkInterface)?.zone ?? backend.zone,
    }))
    const outside = located.filter(({ zone }) => zone !== null && zone !== 'all' && !enabled.includes(zone))
    if (outside.length === 0) return skip
    const missing = [...new Set(outside.map(({ zone }) => zone ?? ''))].sort()
    const symptoms = symptomsOf(subject, read)
    const everyone = outside.length === backendsOf(subject, read).length
    return failing({
      certainty: 'proven',
      headline: `The load balancer is not enabled in ${list(missing)}, where ${everyone ? `every backend of ${pool.name} is` : `${outside.length} of ${count(backends.length, 'backend')} ${verb(outside.length, 'is', 'are')}`}`,
      summary: `${outside.length} of ${count(backends.length, 'backend')} of ${pool.name} ${verb(outside.length, 'lies', 'lie')} in ${list(missing)}; the load balancer has nodes in ${list(enabled, 6)} only and never sends to them.`,
      affected: keysOf(outside.map(({ backend }) => backend)),
      claim: everyone ? claim(whole(symptoms.empty), ownCount(symptoms.tally, 'gateway503')) : noClaim,
      evidence: [
        stated('health', `${list(keysOf(idle))}: ${idle[0]?.health.label ?? ''}`, pool.backends),
        stated('config', `the load balancer is enabled in ${list(enabled, 6)}`, snapshot.loadBalancer.overview),
      ],
      remedies: isAws(subject)
        ? [
            {
              title: `Enable a subnet of ${list(missing)} on the load balancer (name every subnet, the present ones included)`,
              commands: [
                `aws elbv2 set-subnets --load-balancer-arn ${shell(snapshot.loadBalancer.id ?? '<load balancer>')} --subnets ${zones.map((zone) => shell(zone.subnetId)).join(' ')} <subnet in ${missing[0] ?? ''}>`,
              ],
              risk: 'medium',
              time: '5-15 min',
            },
          ]
        : [],
    })
  },
}
