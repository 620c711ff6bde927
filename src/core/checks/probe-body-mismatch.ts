import { allTold, failingBy, keysOf } from '../backends.ts'
import type { Check } from '../check.ts'
import { list, shell } from '../wording.ts'
import { updateProbe } from './az.ts'
import { failing, isAzure, pass, skip } from './common.ts'
import { healthOf, outageClaim, turnedAway, whileAllUnhealthy } from './outage.ts'

/** The backend answers the probe with the right status, but without the text that the probe looks for. */
export const probeBodyMismatch: Check = {
  id: 'probe-body-mismatch',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const wrong = failingBy(backends, 'body-mismatch')
    const probe = read.see(subject.pool.config)?.probe
    const told = allTold(subject, read, backends)
    if (wrong.length === 0)
      return probe?.expectedBody == null || !told ? skip : pass('no probe misses the text that it looks for')
    const expected = probe?.expectedBody == null ? 'the expected text' : `the text “${probe.expectedBody}”`
    return failing({
      certainty: 'proven',
      headline: `Probes do not find ${expected} in the answer`,
      summary: `Probes of ${list(keysOf(wrong))} on ${probe?.path ?? 'their path'} get an answer that does not hold ${expected}. The backend answers, so live requests may be fine; ${whileAllUnhealthy(subject, read)}.`,
      affected: keysOf(wrong),
      claim: outageClaim(subject, read, wrong),
      evidence: [...healthOf(subject, wrong), ...turnedAway(subject, read)],
      remedies: [
        {
          title: `Ask the backend as the probe does, and look for ${expected}`,
          commands: [`curl -s http://<backend>:<port>${shell(probe?.path ?? '/')} | head -c 4090`],
          risk: 'low',
          time: '2-5 min',
        },
        ...(isAzure(subject)
          ? [
              {
                title: `If the answer is right, expect it or expect the status alone`,
                commands: updateProbe(subject, "--match-body ''"),
                risk: 'low' as const,
                time: '2-5 min',
              },
            ]
          : []),
      ],
    })
  },
}
