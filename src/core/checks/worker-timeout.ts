import { affectedBy, mayBeLeaving } from '../backends.ts'
import type { Check } from '../check.ts'
import { heldParts, requestsOf, symptomsOf } from '../symptoms.ts'
import { answerTimeoutOf } from '../timeouts.ts'
import { steadyWait } from '../waits.ts'
import { count, percent, seconds } from '../wording.ts'
import { claim, failing, pass, sampleOfParts, skip, stated } from './common.ts'
import { alwaysFailingPath } from './one-path.ts'

/** Defaults worth naming when the constant is theirs. */
const habits: readonly { readonly seconds: number; readonly whose: string }[] = [
  { seconds: 30, whose: 'gunicorn’s default worker timeout' },
  { seconds: 60, whose: 'a common default (nginx client and proxy timeouts, uWSGI harakiri, Passenger)' },
]

/** The backend ends requests after a constant time of its own, shorter than the balancer's. */
export const workerTimeout: Check = {
  id: 'worker-timeout',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const held = requestsOf(heldParts(symptoms.cut))
    const steady = steadyWait(symptoms.cut)
    if (steady === null) return skip
    const requests = requestsOf(steady.parts)
    if (requests < held * 0.6) return pass(`the waits of ${count(held, 'cut-off request')} do not cluster at one value`)
    const habit = habits.find((one) => Math.abs(one.seconds - steady.seconds) < one.seconds * 0.03)
    const whose = habit?.whose
    // Waits are kept to within a few per cent: close to a known default, that is what they were.
    const wait = habit?.seconds ?? steady.seconds
    // One wait alone is constant by itself; only a default that is known gives it a meaning.
    if (requests < 2 && whose === undefined) return skip
    const idle = answerTimeoutOf(subject, read)
    const groups = steady.parts.map((part) => part.group)
    const leaving = mayBeLeaving(subject, read, groups)
    const onePath = alwaysFailingPath(subject, read, groups)
    const firm = requests >= 3 && steady.seconds >= 1 && leaving.length === 0 && !(onePath !== null && steady.seconds < 4)
    return failing({
      certainty: firm ? 'likely' : 'possible',
      headline: `Backends close connections after about ${seconds(Math.round(wait * 10) / 10)}`,
      summary: `${count(requests, 'request')} (${percent(requests, held)} of those cut off while being worked on) ended after about ${seconds(wait)}${whose === undefined ? '' : `, ${whose}`}${idle === undefined ? '' : `, before the load balancer's ${seconds(idle)}`}.${requests < 2 ? '' : firm ? ' A constant wait is a timeout of the backend, not a crash.' : ' A constant wait is more like a timeout of the backend than a crash.'}`,
      affected: affectedBy(groups, read.see(subject.pool.backends) ?? []),
      claim: claim(steady.parts),
      evidence: [
        stated(
          'access-log',
          `${count(requests, 'request')} cut off after about ${seconds(wait)}${sampleOfParts(steady.parts)}`,
          subject.snapshot.accessLog,
        ),
        ...(idle === undefined
          ? []
          : [stated('config', `idle timeout of the load balancer ${seconds(idle)}`, subject.snapshot.loadBalancer.settings)]),
      ],
      remedies: [
        {
          title: `Raise the backend's request timeout above ${seconds(wait)}, or make the request shorter or asynchronous`,
          commands: [
            '# gunicorn: --timeout   PHP-FPM: request_terminate_timeout   nginx: client_header_timeout, client_body_timeout   Node: server.requestTimeout',
          ],
          risk: 'medium',
          time: '5-30 min',
        },
      ],
    })
  },
}
