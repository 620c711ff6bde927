import { affectedBy } from '../backends.ts'
import type { Check, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import { heldParts, quickParts, requestsOf, symptomsOf, whole } from '../symptoms.ts'
import { waitsOf } from '../waits.ts'
import { count, list, seconds, shell, verb } from '../wording.ts'
import { claim, failing, isAws, sampleOf, skip, stated } from './common.ts'
import { drainEnded } from './drain.ts'
import { type Leaving, leavingBackends } from './leaving.ts'

/** Backends end before the balancer has stopped sending to them. */
export const deployRace: Check = {
  id: 'deploy-race',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const leaving = leavingBackends(subject, read, [...symptoms.undispatched, ...symptoms.cut.map((waits) => waits.group)])
    if (leaving === null) return skip
    const cut = leaving.groups.filter((group) => group.phase === 'cut-off').map(waitsOf)
    const drain = read.see(subject.pool.settings)?.drainSeconds
    // Requests that were running when the drain time ended have a cause of their own.
    const held = drain !== undefined && drainEnded(cut, drain) ? [] : heldParts(cut)
    const parts = [...whole(leaving.groups.filter((group) => group.phase === 'not-dispatched')), ...quickParts(cut), ...held]
    const requests = requestsOf(parts)
    if (requests === 0) return skip
    const groups = parts.map((part) => part.group)
    const affected = affectedBy(groups, read.see(subject.pool.backends) ?? [])
    return failing({
      certainty: certaintyOf(leaving, drain === undefined && requestsOf(held) === requests),
      headline: `Backends stop before the load balancer stops sending to them (${list(affected)})`,
      summary: `${count(requests, 'request')} failed on ${list(affected)}, which ${verb(affected.length, 'is', 'are')} draining or gone: the process ended while the load balancer still sent requests${drain === undefined ? '' : ` or within the deregistration delay of ${seconds(drain)}`}.`,
      affected,
      claim: claim(parts),
      evidence: [
        stated(
          'access-log',
          `${count(requests, 'request')} failed on backends that are leaving${sampleOf(groups)}`,
          subject.snapshot.accessLog,
        ),
        ...leaving.evidence,
      ],
      remedies: remedies(subject, drain),
    })
  },
}

/** Held requests alone could also have outlived a drain time that is not known; a backend that nobody saw leave may have died. */
function certaintyOf({ replaced, changes, tasksRead }: Leaving, outlived: boolean): Certainty {
  if (outlived) return 'possible'
  if (replaced.length > 0) return 'proven'
  return tasksRead || changes.some(({ kind }) => kind === 'deployment') ? 'likely' : 'possible'
}

function remedies(
  subject: Subject,
  drain: number | undefined,
): readonly { title: string; commands: readonly string[]; risk: 'low' | 'medium'; time: string }[] {
  const wait = (drain ?? 30) + 5
  const services = subject.pool.services.known ? subject.pool.services.value : []
  return [
    {
      title: `Let the process run on for longer than the deregistration delay after it is told to stop (${wait} s), and allow it that time`,
      commands: [
        `# Kubernetes: lifecycle.preStop sleep ${wait}, terminationGracePeriodSeconds ${wait + 30}`,
        `# ECS: container stopTimeout ${Math.min(120, wait)}; handle SIGTERM by finishing running requests`,
      ],
      risk: 'low',
      time: '10-30 min',
    },
    ...(isAws(subject)
      ? [
          {
            title: 'Shorten the deregistration delay to what the longest request needs',
            commands: [
              `aws elbv2 modify-target-group-attributes --target-group-arn ${shell(subject.pool.id)} --attributes Key=deregistration_delay.timeout_seconds,Value=<seconds>`,
            ],
            risk: 'medium' as const,
            time: '1-5 min',
          },
        ]
      : []),
    ...services.slice(0, 1).map((service) => ({
      title: `Look at the last deployments of ${service.name}`,
      commands: [
        `aws ecs describe-services --cluster ${shell(service.cluster)} --services ${shell(service.name)} --query 'services[0].{deployments:deployments,events:events[:10]}'`,
      ],
      risk: 'low' as const,
      time: '2-5 min',
    })),
  ]
}
