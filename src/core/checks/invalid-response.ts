import { affectedBy, failingBy, mayBeLeaving } from '../backends.ts'
import type { Check } from '../check.ts'
import { requestsIn, symptomsOf, whole } from '../symptoms.ts'
import { rangeWords, steadyWait, waitRange, waitsOf } from '../waits.ts'
import { count, verb } from '../wording.ts'
import { claim, failing, isAws, sampleOf, skip, stated } from './common.ts'
import { cutOffPath } from './one-path.ts'
import { deadTasks } from './tasks.ts'

/** One URL fails every time, because what is answered there cannot be parsed. */
export const invalidResponse: Check = {
  id: 'invalid-response',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const found = cutOffPath(subject, read, symptoms.cut)
    if (found === null) return skip
    const { path, groups } = found
    const backends = read.see(subject.pool.backends) ?? []
    const range = waitRange(groups)
    const steady = steadyWait(groups.map(waitsOf))
    const timeout =
      steady !== null &&
      steady.seconds >= 4 &&
      steady.parts.reduce((sum, part) => sum + part.requests, 0) >= requestsIn(groups) * 0.6
    const died =
      deadTasks(subject, read, groups).onFailing.length > 0 ||
      failingBy(backends, 'connection-failed', 'not-connected').length > 0
    const named = new Set(groups.flatMap(({ backend }) => backend ?? []))
    const left = named.size > 0 && mayBeLeaving(subject, read, groups).length === named.size
    return failing({
      certainty: timeout || died || left ? 'possible' : 'likely',
      headline: `The answer to ${path} cannot be parsed by the load balancer`,
      summary: `${count(requestsIn(groups), 'request')} for ${path} ${verb(requestsIn(groups), 'was', 'were')} cut off${range === null ? '' : ` after ${rangeWords(range)}`}, nearly every one that asked for it, while other URLs of ${subject.pool.name} succeed. A malformed status line or header, a wrong content length, or ${isAws(subject) ? 'more than 32 KB of response headers' : 'response headers over the limit'} does that.`,
      affected: affectedBy(groups, backends),
      claim: claim(whole(groups)),
      evidence: [
        stated(
          'access-log',
          `${path} fails nearly every time, other paths do not${sampleOf(groups)}`,
          subject.snapshot.accessLog,
        ),
      ],
      remedies: [
        {
          title: 'Ask the backend directly and look at the raw answer',
          commands: [
            `curl -sv --raw -o /dev/null 'http://<backend>:<port>${path.replace(/^\S+ /, '').replaceAll("'", '%27')}' 2>&1 | head -100`,
          ],
          risk: 'low',
          time: '5-15 min',
        },
      ],
    })
  },
}
