import { allOpen, allTold, failingBy, keysOf, pathsOf } from '../backends.ts'
import type { Check } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import { requestsIn, symptomsOf } from '../symptoms.ts'
import { failuresOf } from '../tally.ts'
import { list, seconds, shell } from '../wording.ts'
import { updateProbe } from './az.ts'
import { failing, isAws, isAzure, pass, skip, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway, turnsAway } from './outage.ts'

/** Probes time out on an open path: their page is slow, while live traffic may be fine. */
export const probeTimeout: Check = {
  id: 'probe-timeout',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const late = failingBy(backends, 'timed-out')
    const told = allTold(subject, read, backends)
    if (late.length === 0) return told ? pass('no probe times out') : skip
    const symptoms = symptomsOf(subject, read)
    const open = allOpen(pathsOf(subject, read), late)
    if (open === false || requestsIn(symptoms.silent) > 0) return skip
    const probe = read.see(subject.pool.config)?.probe
    const { requests, gateway504 } = symptoms.tally
    // Somebody who took a request was connected to: then it is the answer that is late, not the way that is closed.
    const reached = symptoms.unanswered.some((group) => group.phase === 'no-answer')
    // Where machines that were stopped are told apart by nothing else, one that nobody could look at may be one.
    const seen = !turnsAway(subject) || late.every((backend) => read.see(backend.machine) !== undefined)
    const answered = requests !== null && gateway504 !== null && requests > failuresOf(symptoms.tally) * 2
    return failing({
      certainty: certaintyOf(open === true && seen, answered || turnsAway(subject), turnsAway(subject) && reached),
      headline: `Probes of ${list(keysOf(late))} time out${probe === undefined ? '' : ` after ${seconds(probe.timeoutSeconds)}`}`,
      summary: `Probes of ${list(keysOf(late))} on ${probe?.path ?? 'their path'} get no answer${probe === undefined ? '' : ` within ${seconds(probe.timeoutSeconds)}`}${open === true ? ', although rules and routes let them through' : ''}${answered ? '; live requests are answered' : ''}.`,
      affected: keysOf(late),
      claim: outageClaim(subject, read, late),
      evidence: [
        ...healthOf(subject, late),
        ...turnedAway(subject, read),
        ...(open === true ? [stated('network', 'rules and routes are open both ways', subject.pool.paths)] : []),
      ],
      remedies: isAws(subject)
        ? [
            {
              title: 'Make the probe’s page cheap, or give it more time',
              commands: [
                `aws elbv2 modify-target-group --target-group-arn ${shell(subject.pool.id)} --health-check-timeout-seconds ${Math.min(120, (probe?.timeoutSeconds ?? 5) * 2)} --health-check-interval-seconds ${Math.min(300, Math.max(probe?.intervalSeconds ?? 30, (probe?.timeoutSeconds ?? 5) * 2 + 5))}`,
              ],
              risk: 'low',
              time: '1-5 min',
            },
          ]
        : isAzure(subject)
          ? [
              {
                title: 'Make the probe’s page cheap, or give it more time',
                commands: updateProbe(subject, `--timeout ${Math.min(86_400, (probe?.timeoutSeconds ?? 30) * 2)}`),
                risk: 'low',
                time: '2-5 min',
              },
            ]
          : [],
    })
  },
}

function certaintyOf(open: boolean, telling: boolean, reached: boolean): Certainty {
  if (!open || !telling) return 'possible'
  return reached ? 'proven' : 'likely'
}
