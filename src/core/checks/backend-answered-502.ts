import { affectedBy, failingBy, keysOf } from '../backends.ts'
import type { Check } from '../check.ts'
import { requestsIn, symptomsOf, whole } from '../symptoms.ts'
import { count, list } from '../wording.ts'
import { claim, failing, pass, sampleOf, skip, stated } from './common.ts'

/** The backend made the 502 itself; the balancer only passed it on. */
export const backendAnswered502: Check = {
  id: 'backend-answered-502',
  judge(subject, read) {
    const symptoms = symptomsOf(subject, read)
    const backends = read.see(subject.pool.backends) ?? []
    const probed = failingBy(backends, 'status-mismatch').filter((backend) => backend.health.statuses.includes(502))
    const requests = requestsIn(symptoms.passedOn)
    const byMetric = symptoms.tally.source === 'metric' ? (symptoms.tally.other['backend 5xx'] ?? 0) : 0
    if (requests === 0 && probed.length === 0 && byMetric === 0)
      return symptoms.tally.backend502 === 0 ? pass('no backend answered 502 itself') : skip
    const affected = requests > 0 ? affectedBy(symptoms.passedOn, backends) : keysOf(probed)
    return failing({
      certainty: requests > 0 ? 'proven' : probed.length > 0 ? 'likely' : 'possible',
      headline: `The backend itself answers 502${affected.length > 0 ? ` (${list(affected)})` : ''}`,
      summary:
        requests > 0
          ? `${count(requests, '502')} came from ${list(affected)}: the load balancer reached the backend and passed its answer on. The backend is a proxy whose own upstream fails; the cause is behind it.`
          : `${probed.length > 0 ? `Probes of ${list(keysOf(probed))} are answered 502` : `The backends answered ${count(byMetric, 'request')} with a 5xx of their own`}; without a request log it cannot be told how many of these were 502.`,
      affected,
      claim: claim(whole(symptoms.passedOn)),
      evidence: [
        ...(requests > 0
          ? [
              stated(
                'access-log',
                `${count(requests, 'request')} where both statuses are 502${sampleOf(symptoms.passedOn)}`,
                subject.snapshot.accessLog,
              ),
            ]
          : []),
        ...(byMetric > 0
          ? [stated('metric', `${count(byMetric, '5xx answer')} made by backends`, subject.snapshot.metrics)]
          : []),
        ...probed
          .slice(0, 2)
          .map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, subject.pool.backends)),
      ],
      remedies: [
        {
          title: 'Read the backend’s own proxy error log at these times: it names the upstream and the reason',
          commands: [
            "grep -E 'upstream|proxy' /var/log/nginx/error.log | tail -50",
            "grep -i 'proxy' /var/log/apache2/error.log | tail -50",
          ],
          risk: 'low',
          time: '5-30 min',
        },
      ],
    })
  },
}
