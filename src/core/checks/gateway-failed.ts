import type { Check, Judgement, Reader, Subject } from '../check.ts'
import { failuresOf, tallyOf } from '../tally.ts'
import { shell } from '../wording.ts'
import { gatewayCommand } from './az.ts'
import { failing, isAws, isAzure, pass, stated } from './common.ts'

/** The balancer's own state says that it could not be set up or does not run. */
export const gatewayFailed: Check = {
  id: 'gateway-failed',
  judge(subject, read) {
    const { loadBalancer } = subject.snapshot
    const overview = read.need(loadBalancer.overview)
    if (overview.state === 'update-failed') return updateFailed(subject, read)
    if (overview.state !== 'failed' && overview.state !== 'stopped')
      return pass(`the load balancer's state is ${overview.providerState}`)
    const reason = overview.providerReason === null ? '' : `: ${overview.providerReason}`
    return failing({
      certainty: 'proven',
      headline: `The load balancer is in state ${overview.providerState}`,
      summary: `The load balancer ${loadBalancer.name ?? ''} is in state ${overview.providerState}${reason}. In that state it does not serve as configured, whatever its backends do.${overview.state === 'stopped' ? whileItRan(subject, read) : ''}`,
      affected: loadBalancer.name === null ? [] : [loadBalancer.name],
      evidence: [stated('config', `state ${overview.providerState}${reason}`, loadBalancer.overview)],
      remedies: isAws(subject)
        ? [
            {
              title: 'Read the reason, correct it, and create the load balancer again',
              commands: [],
              risk: 'high',
              time: '15-60 min',
            },
          ]
        : isAzure(subject)
          ? [
              {
                title:
                  overview.state === 'stopped'
                    ? 'Start the gateway'
                    : 'Read the error of the last change, correct it, and apply it again',
                commands: [
                  overview.state === 'stopped'
                    ? `az network application-gateway start ${gatewayCommand(subject)}`
                    : `az network application-gateway update ${gatewayCommand(subject)}`,
                ],
                risk: 'medium',
                time: '5-30 min',
              },
            ]
          : [],
    })
  },
}

/** What is stopped answers nothing and counts nothing: failures that were counted are of the time before. */
function whileItRan(subject: Subject, read: Reader): string {
  if (failuresOf(tallyOf(subject, read)) === 0) return ''
  return ' Stopped, it answers nothing at all: the failures that were counted come from while it ran, and have another reason.'
}

/** It serves on with what it had before, which may or may not be what fails. */
function updateFailed(subject: Subject, read: Reader): Judgement {
  const backends = read.see(subject.pool.backends) ?? []
  const untold = backends.length > 0 && backends.every(({ health }) => health.reason === 'not-told')
  const { loadBalancer } = subject.snapshot
  const overview = loadBalancer.overview.known ? loadBalancer.overview.value : null
  const state = overview?.providerState ?? 'failed'
  const reason = overview?.providerReason == null ? '' : `: ${overview.providerReason}`
  return failing({
    // That the health of nobody is known speaks for the balancer being what is ill.
    certainty: untold ? 'likely' : 'possible',
    headline: `The last change of the load balancer failed (${state})`,
    summary: `The load balancer ${loadBalancer.name ?? ''} runs, but its last change of configuration was not taken over${reason}. It serves on with what it had before, which may name backends that are gone.`,
    affected: loadBalancer.name === null ? [] : [loadBalancer.name],
    evidence: [stated('config', `state ${state}${reason}`, loadBalancer.overview)],
    remedies: isAzure(subject)
      ? [
          {
            title: 'Read the error of the last change in the activity log, correct it, and apply the configuration again',
            commands: [
              `az monitor activity-log list --resource-id ${shell(loadBalancer.id ?? '')} --status Failed --offset 7d`,
              `az network application-gateway update ${gatewayCommand(subject)}`,
            ],
            risk: 'medium',
            time: '10-40 min',
          },
        ]
      : [],
  })
}
