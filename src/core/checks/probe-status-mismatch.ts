import { allTold, failingBy, keysOf } from '../backends.ts'
import type { Check } from '../check.ts'
import type { Probe } from '../model.ts'
import { list, shell } from '../wording.ts'
import { updateProbe } from './az.ts'
import { failing, isAws, isAzure, pass, skip } from './common.ts'
import { healthOf, outageClaim, turnedAway, whileAllUnhealthy } from './outage.ts'

/** The backend answers the probe, but with another status than expected. */
export const probeStatusMismatch: Check = {
  id: 'probe-status-mismatch',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const wrong = failingBy(backends, 'status-mismatch')
    const told = allTold(subject, read, backends)
    if (wrong.length === 0) return told ? pass('no probe gets an unexpected status') : skip
    const probe = read.see(subject.pool.config)?.probe
    const codes = [...new Set(wrong.flatMap((backend) => backend.health.statuses))].sort((one, other) => one - other)
    const got = codes.length > 0 ? list(codes.map(String)) : 'another status'
    const expected = probe?.expectedStatus ?? 'the expected status'
    return failing({
      certainty: 'proven',
      headline: `Probes get ${got} instead of ${expected}`,
      summary: `Probes of ${list(keysOf(wrong))} on ${probe?.path ?? 'their path'} are answered ${got}; expected is ${expected}. The backend answers, so live requests may be fine; ${whileAllUnhealthy(subject, read)}.${codes.includes(400) ? ` A 400 is what frameworks that check the Host header answer to probes, whose Host is ${hostOf(probe)}.` : ''}`,
      affected: keysOf(wrong),
      claim: outageClaim(subject, read, wrong),
      evidence: [...healthOf(subject, wrong), ...turnedAway(subject, read)],
      remedies: [
        {
          title: 'Ask the backend as the probe does',
          commands: [`curl -s -o /dev/null -w '%{http_code}\\n' http://<backend>:<port>${shell(probe?.path ?? '/')}`],
          risk: 'low',
          time: '2-5 min',
        },
        ...(isAws(subject)
          ? [
              {
                title: 'If that answer is right, expect it',
                commands: [
                  `aws elbv2 modify-target-group --target-group-arn ${shell(subject.pool.id)} --matcher HttpCode=<codes> --health-check-path <path>`,
                ],
                risk: 'low' as const,
                time: '1-5 min',
              },
            ]
          : []),
        ...(isAzure(subject)
          ? [
              {
                title: 'If that answer is right, expect it; otherwise ask for a path and a host that answer well',
                commands: updateProbe(
                  subject,
                  `--match-status-codes ${['200-399', ...codes.filter((code) => code >= 400 && code < 500)].join(' ')}`,
                ),
                risk: 'low' as const,
                time: '2-5 min',
              },
            ]
          : []),
      ],
    })
  },
}

function hostOf(probe: Probe | undefined): string {
  return probe?.host.kind === 'fixed' ? probe.host.name : 'the address'
}
