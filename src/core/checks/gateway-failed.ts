import type { Check } from '../check.ts'
import { failing, isAws, pass, stated } from './common.ts'

/** The balancer's own state says that it could not be set up or does not run. */
export const gatewayFailed: Check = {
  id: 'gateway-failed',
  judge(subject, read) {
    const { loadBalancer } = subject.snapshot
    const overview = read.need(loadBalancer.overview)
    if (overview.state !== 'failed' && overview.state !== 'stopped')
      return pass(`the load balancer's state is ${overview.providerState}`)
    const reason = overview.providerReason === null ? '' : `: ${overview.providerReason}`
    return failing({
      certainty: 'proven',
      headline: `The load balancer is in state ${overview.providerState}`,
      summary: `The load balancer ${loadBalancer.name ?? ''} is in state ${overview.providerState}${reason}. In that state it does not serve as configured, whatever its backends do.`,
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
        : [],
    })
  },
}
