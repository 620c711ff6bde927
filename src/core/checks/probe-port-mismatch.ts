import { failingBy, keysOf } from '../backends.ts'
import type { Check } from '../check.ts'
import { symptomsOf } from '../symptoms.ts'
import { list, shell, verb } from '../wording.ts'
import { failing, isAws, pass, probedElsewhere, stated } from './common.ts'

/** The probe asks another port, so that health speaks of something else than traffic. */
export const probePortMismatch: Check = {
  id: 'probe-port-mismatch',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const elsewhere = backends.filter(probedElsewhere)
    if (elsewhere.length === 0) return pass('probes ask the port that traffic uses')
    const first = elsewhere[0]
    const summary = `${subject.pool.name} sends traffic to port ${first?.port ?? ''} but probes port ${first?.probePort ?? ''}, so health says nothing about the port that requests go to.`
    const down = failingBy(elsewhere, 'connection-failed', 'timed-out')
    const { connectionErrors } = symptomsOf(subject, read)
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
      remedies: isAws(subject)
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
        : [],
    })
  },
}
