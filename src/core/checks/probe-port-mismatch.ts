import { failingBy, groupsOn, inState, keysOf } from '../backends.ts'
import type { Check, Failing, Reader, Remedy, Subject } from '../check.ts'
import type { Backend } from '../model.ts'
import { quickParts, requestsOf, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import { count, list, shell, verb } from '../wording.ts'
import { updateProbe } from './az.ts'
import { claim, failing, isAws, isAzure, pass, probedElsewhere, sampleOf, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway, turnsAway, whileAllUnhealthy } from './outage.ts'

/** The probe asks another port, so that health speaks of something else than traffic. */
export const probePortMismatch: Check = {
  id: 'probe-port-mismatch',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const elsewhere = backends.filter(probedElsewhere)
    if (elsewhere.length === 0) return pass('probes ask the port that traffic uses')
    const first = elsewhere[0]
    const summary = `${subject.pool.name} sends traffic to port ${first?.port ?? ''} but probes port ${first?.probePort ?? ''}, so health says nothing about the port that requests go to.`
    const symptoms = symptomsOf(subject, read)
    const { connectionErrors } = symptoms
    const unseen = onHealthy(subject, symptoms, elsewhere)
    if (unseen !== null) return { ...unseen, remedies: remedies(subject) }
    const down = failingBy(elsewhere, 'connection-failed', 'not-connected', 'timed-out')
    if (down.length > 0 && turnsAway(subject)) return probesAlone(subject, read, down, summary)
    // Probes fail on their own port while connections for traffic do not: the probe is what is wrong.
    if (down.length === 0 || connectionErrors !== 0) return { status: 'risk', summary }
    return failing({
      certainty: 'likely',
      headline: `Probes fail on port ${first?.probePort ?? ''}, which traffic does not use`,
      summary: `${summary} ${list(keysOf(down))} ${verb(down.length, 'fails', 'fail')} there, while no connection for traffic failed.`,
      affected: keysOf(down),
      evidence: down
        .slice(0, 2)
        .map((backend) =>
          stated(
            'health',
            `${backend.key}, probed on ${backend.probePort ?? ''}: ${backend.health.label}`,
            subject.pool.backends,
          ),
        ),
      remedies: remedies(subject),
    })
  },
}

/** Probes succeed on their port and live requests to the same backends nearly all break off: the port that matters is not looked at. */
function onHealthy(subject: Subject, symptoms: Symptoms, elsewhere: readonly Backend[]): Failing | null {
  if (!turnsAway(subject)) return null
  const healthy = inState(elsewhere, 'healthy')
  const names = new Set(healthy.flatMap((backend) => backend.logKeys))
  const parts = [
    ...whole(groupsOn([...symptoms.blurred, ...symptoms.unanswered], healthy)),
    ...quickParts(symptoms.cut).filter(({ group }) => group.backend !== null && names.has(group.backend)),
  ]
  const requests = requestsOf(parts)
  const { requests: all } = symptoms.tally
  if (requests < 3 || all === null || requests < all * 0.9) return null
  const first = healthy[0]
  return failing({
    certainty: 'likely',
    headline: `Probes succeed on port ${first?.probePort ?? ''} while requests to port ${first?.port ?? ''} fail`,
    summary: `${count(requests, 'request')} of ${all} to port ${first?.port ?? ''} of ${subject.pool.name} failed at once, while probes ask port ${first?.probePort ?? ''} and succeed. Health says nothing about the port that requests go to.`,
    affected: keysOf(healthy),
    claim: claim(parts),
    evidence: [
      stated(
        'access-log',
        `${count(requests, 'request')} failed on backends that count as healthy${sampleOf(parts.map(({ group }) => group))}`,
        subject.snapshot.accessLog,
      ),
      stated(
        'config',
        `traffic goes to port ${first?.port ?? ''}, probes to port ${first?.probePort ?? ''}`,
        subject.pool.config,
      ),
    ],
  })
}

/** Nobody is sent to, because probes fail on a port of their own; whether the traffic port works is not known. */
function probesAlone(subject: Subject, read: Reader, down: readonly Backend[], summary: string): Failing {
  return failing({
    certainty: 'likely',
    headline: `Probes fail on port ${down[0]?.probePort ?? ''}, which traffic does not use`,
    summary: `${summary} ${list(keysOf(down))} ${verb(down.length, 'fails', 'fail')} there; ${whileAllUnhealthy(subject, read)}.`,
    affected: keysOf(down),
    claim: outageClaim(subject, read, down),
    evidence: [...healthOf(subject, down, 2), ...turnedAway(subject, read)],
    remedies: remedies(subject),
  })
}

function remedies(subject: Subject): readonly Remedy[] {
  if (isAzure(subject))
    return [
      {
        title: 'Probe the port that traffic uses (a probe without a port of its own does)',
        commands: updateProbe(subject, '--port <port of the setting>'),
        risk: 'low',
        time: '2-5 min',
      },
    ]
  return isAws(subject)
    ? [
        {
          title: 'Probe the traffic port',
          commands: [
            `aws elbv2 modify-target-group --target-group-arn ${shell(subject.pool.id)} --health-check-port traffic-port`,
          ],
          risk: 'low',
          time: '1-5 min',
        },
      ]
    : []
}
