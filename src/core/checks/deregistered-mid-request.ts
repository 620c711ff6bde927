import { affectedBy } from '../backends.ts'
import type { Check } from '../check.ts'
import { heldParts, requestsOf, symptomsOf } from '../symptoms.ts'
import { rangeWords, waitRange, waitsOf } from '../waits.ts'
import { count, list, seconds, shell, verb } from '../wording.ts'
import { claim, failing, isAws, sampleOf, skip, stated } from './common.ts'
import { drainEnded } from './drain.ts'
import { leavingBackends } from './leaving.ts'

/** Requests still running when the deregistration delay ran out. */
export const deregisteredMidRequest: Check = {
  id: 'deregistered-mid-request',
  judge(subject, read) {
    const { drainSeconds } = read.need(subject.pool.settings)
    const symptoms = symptomsOf(subject, read)
    const leaving = leavingBackends(
      subject,
      read,
      symptoms.cut.map((waits) => waits.group),
    )
    if (leaving === null) return skip
    const cut = leaving.groups.map(waitsOf)
    if (!drainEnded(cut, drainSeconds)) return skip
    const parts = heldParts(cut)
    const groups = parts.map((part) => part.group)
    const range = waitRange(groups)
    const affected = affectedBy(groups, read.see(subject.pool.backends) ?? [])
    const onTime = leaving.changes.some(
      (change) =>
        change.kind === 'registration' &&
        groups.some((group) => Math.abs(Date.parse(group.lastAt) - Date.parse(change.at) - drainSeconds * 1000) < 15_000),
    )
    return failing({
      certainty: onTime ? 'proven' : 'likely',
      headline: `Requests were still running when the deregistration delay of ${seconds(drainSeconds)} ended`,
      summary: `${count(requestsOf(parts), 'request')} on ${list(affected)} ${verb(requestsOf(parts), 'was', 'were')} cut off after up to ${seconds(range?.maximum ?? 0)}: the backend was being removed, and the deregistration delay of ${seconds(drainSeconds)} ended before they did.`,
      affected,
      claim: claim(parts),
      evidence: [
        stated(
          'access-log',
          `${count(requestsOf(parts), 'request')} cut off${range === null ? '' : ` after ${rangeWords(range)}`}${sampleOf(groups)}`,
          subject.snapshot.accessLog,
        ),
        stated('config', `deregistration delay ${seconds(drainSeconds)}`, subject.pool.settings),
        ...leaving.evidence,
      ],
      remedies: isAws(subject)
        ? [
            {
              title: 'Raise the deregistration delay above the longest request (at most 3600 s)',
              commands: [
                `aws elbv2 modify-target-group-attributes --target-group-arn ${shell(subject.pool.id)} --attributes Key=deregistration_delay.timeout_seconds,Value=${Math.min(3600, Math.ceil(Math.max(drainSeconds * 2, (range?.maximum ?? 0) * 2, 60)))}`,
              ],
              risk: 'low',
              time: '1-5 min',
            },
          ]
        : [],
    })
  },
}
