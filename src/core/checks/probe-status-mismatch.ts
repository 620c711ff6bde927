import { failingBy, keysOf } from '../backends.ts'
import type { Check } from '../check.ts'
import { list, shell } from '../wording.ts'
import { failing, isAws, pass, stated } from './common.ts'

/** The backend answers the probe, but with another status than expected. */
export const probeStatusMismatch: Check = {
  id: 'probe-status-mismatch',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const wrong = failingBy(backends, 'status-mismatch')
    if (wrong.length === 0) return pass('no probe gets an unexpected status')
    const probe = read.see(subject.pool.config)?.probe
    const codes = [...new Set(wrong.flatMap((backend) => backend.health.statuses))].sort((one, other) => one - other)
    const got = codes.length > 0 ? list(codes.map(String)) : 'another status'
    const expected = probe?.expectedStatus ?? 'the expected status'
    return failing({
      certainty: 'proven',
      headline: `Probes get ${got} instead of ${expected}`,
      summary: `Probes of ${list(keysOf(wrong))} on ${probe?.path ?? 'their path'} are answered ${got}; expected is ${expected}. The backend answers, so live requests may be fine; while every backend is unhealthy the load balancer sends to all of them.${codes.includes(400) ? ' A 400 is what frameworks that check the Host header answer to probes, whose Host is the address.' : ''}`,
      affected: keysOf(wrong),
      evidence: wrong
        .slice(0, 3)
        .map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, subject.pool.backends)),
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
      ],
    })
  },
}
