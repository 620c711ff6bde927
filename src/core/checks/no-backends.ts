import { backendsOf, inState, keysOf } from '../backends.ts'
import type { Check, Judgement, Reader, Subject } from '../check.ts'
import { byZone } from '../metrics.ts'
import type { Backend } from '../model.ts'
import { requestsIn, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import { count, list, shell, verb } from '../wording.ts'
import { gatewayArguments } from './az.ts'
import { claim, failing, isAws, isAzure, ownCount, ownFailures, pass, skip, stated } from './common.ts'
import { healthOf, turnedAway, turnsAway } from './outage.ts'

/** Requests reach a pool that has nobody to take them. */
export const noBackends: Check = {
  id: 'no-backends',
  judge(subject, read) {
    const routing = read.see(subject.pool.routing)
    if (routing !== undefined && (!routing.reached || routing.weight === 'zero')) return skip
    const symptoms = symptomsOf(subject, read)
    const backends = read.see(subject.pool.backends)
    if (backends?.length === 0) return emptyPool(subject, read, symptoms)
    // With members in the pool, being turned away is a matter of their health, for causes of its own.
    if (turnsAway(subject) && backends !== undefined) return pass(`${count(backends.length, 'backend')} registered`)
    const failed = requestsIn(symptoms.empty) || symptoms.tally.gateway503 || 0
    if (backends !== undefined) {
      const zones = emptyZones(subject, read)
      if (zones.length > 0) return emptyZone(subject, read, symptoms, zones)
      if (inState(backends, 'unused').length === backends.length) return noneUsable(subject, symptoms, backends)
    }
    if (failed === 0 || symptoms.tally.scope === 'balancer')
      return backends === undefined ? skip : pass(`${count(backends.length, 'backend')} registered`)
    return wasEmpty(subject, symptoms, backends)
  },
}

function remedies(subject: Subject): readonly { title: string; commands: readonly string[]; risk: 'low'; time: string }[] {
  if (isAzure(subject)) {
    return [
      {
        title: 'Put servers into the pool, repair what does so, or send the rule or path to a pool that has some',
        commands: [
          `az network application-gateway address-pool update ${gatewayArguments(subject)} --name ${shell(subject.pool.partNames.members)} --servers <address or name>`,
        ],
        risk: 'low',
        time: '5-10 min',
      },
    ]
  }
  if (!isAws(subject)) return []
  return [
    {
      title: 'Register targets, or repair what registers them (Auto Scaling group, ECS service, controller)',
      commands: [
        `aws elbv2 register-targets --target-group-arn ${shell(subject.pool.id)} --targets Id=<instance or address>,Port=<port>`,
      ],
      risk: 'low',
      time: '2-10 min',
    },
  ]
}

function emptyPool(subject: Subject, read: Reader, symptoms: Symptoms): Judgement {
  const { pool } = subject
  return failing({
    certainty: 'proven',
    headline: `No backend is registered in ${pool.name}`,
    summary: `${pool.name} has no registered backend, so the load balancer answers ${subject.snapshot.conduct.nobodyStatus} to whatever is routed there.`,
    affected: [pool.name],
    claim: claim(
      whole(symptoms.empty),
      turnsAway(subject) ? ownFailures(symptoms.tally) : ownCount(symptoms.tally, 'gateway503'),
    ),
    evidence: [stated('health', 'the list of registered backends is empty', pool.backends), ...turnedAway(subject, read)],
    remedies: remedies(subject),
  })
}

/** Stopped machines and zones that are not enabled have causes of their own; addresses that are taken have not. */
function noneUsable(subject: Subject, symptoms: Symptoms, backends: readonly Backend[]): Judgement {
  const { pool, snapshot } = subject
  if (!backends.every(({ health }) => health.reason === 'address-unusable')) return skip
  return failing({
    certainty: 'proven',
    headline: `No registered address of ${pool.name} can be used`,
    summary: `${list(keysOf(backends))} ${verb(backends.length, 'is', 'are')} registered in ${pool.name}, but the load balancer cannot use ${verb(backends.length, 'that address', 'those addresses')}, so it answers ${snapshot.conduct.nobodyStatus} to whatever is routed there.`,
    affected: keysOf(backends),
    claim: claim(whole(symptoms.empty), ownCount(symptoms.tally, 'gateway503')),
    evidence: healthOf(subject, backends),
    remedies: remedies(subject),
  })
}

/** Zones of the balancer without any backend, where nodes may not send to other zones. */
function emptyZones(subject: Subject, read: Reader): readonly string[] {
  if (read.see(subject.pool.crossZone) !== false) return []
  const zones = read.see(subject.snapshot.loadBalancer.overview)?.zones.map((zone) => zone.name) ?? []
  const placed = backendsOf(subject, read).map((backend) => zoneOf(backend, read))
  if (placed.includes(null)) return []
  return zones.filter((zone) => !placed.includes(zone))
}

function zoneOf(backend: Backend, read: Reader): string | null {
  return read.see(backend.machine)?.zone ?? read.see(backend.networkInterface)?.zone ?? backend.zone
}

function emptyZone(subject: Subject, read: Reader, symptoms: Symptoms, zones: readonly string[]): Judgement {
  const { pool, snapshot } = subject
  const split = byZone(read.see(snapshot.metrics) ?? [], { name: 'gateway-503', pool: null }).filter(([, sum]) => sum > 0)
  const confirmed = split.length > 0 && split.every(([zone]) => zones.includes(zone))
  const failed = requestsIn(symptoms.empty) || symptoms.tally.gateway503 || 0
  const summary = `Cross-zone balancing is off for ${pool.name} and it has no backend in ${list(zones)}, so the load balancer's nodes there have nobody to send to.`
  if (failed === 0) return { status: 'risk', summary }
  return failing({
    certainty: confirmed ? 'proven' : 'likely',
    headline: `No backend in ${list(zones)} while cross-zone balancing is off`,
    summary,
    affected: zones,
    claim: claim(whole(symptoms.empty), ownCount(symptoms.tally, 'gateway503')),
    evidence: [
      stated('config', 'cross-zone balancing is off', pool.crossZone),
      stated('health', `no backend registered in ${list(zones)}`, pool.backends),
      ...split.map(([zone, sum]) => stated('metric', `${sum} of the 503s came from the node in ${zone}`, snapshot.metrics)),
    ],
    remedies: isAws(subject)
      ? [
          {
            title: 'Turn cross-zone balancing on for the group, or register targets in every enabled zone',
            commands: [
              `aws elbv2 modify-target-group-attributes --target-group-arn ${shell(pool.id)} --attributes Key=load_balancing.cross_zone.enabled,Value=true`,
            ],
            risk: 'medium',
            time: '2-5 min',
          },
        ]
      : [],
  })
}

function wasEmpty(subject: Subject, symptoms: Symptoms, backends: readonly Backend[] | undefined): Judgement {
  const { pool, snapshot } = subject
  const failed = requestsIn(symptoms.empty) || symptoms.tally.gateway503 || 0
  return failing({
    certainty: backends === undefined ? 'possible' : 'likely',
    headline: `${pool.name} had no backend in use for a while`,
    summary: `The load balancer answered ${subject.snapshot.conduct.nobodyStatus} to ${count(failed, 'request')}. It does so when a group has no registered target or none in use${backends === undefined ? '; who is registered could not be read' : `; ${count(backends.length, 'backend')} ${verb(backends.length, 'is', 'are')} registered now`}.`,
    affected: [pool.name],
    claim: claim(whole(symptoms.empty), ownCount(symptoms.tally, 'gateway503')),
    evidence: [
      stated(
        symptoms.tally.source === 'metric' ? 'metric' : 'access-log',
        `${count(failed, 'answer')} ${subject.snapshot.conduct.nobodyStatus} made by the load balancer itself`,
        symptoms.tally.source === 'metric' ? snapshot.metrics : snapshot.accessLog,
      ),
    ],
    remedies:
      backends === undefined || backends.length === 0
        ? remedies(subject)
        : [
            {
              title:
                'Find out what took the backends out of use then (a deployment, scaling, a change), so that one stays until its successor is in use',
              commands: [],
              risk: 'low',
              time: '10-30 min',
            },
          ],
  })
}
