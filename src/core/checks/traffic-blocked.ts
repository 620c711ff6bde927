import type { Check } from '../check.ts'
import { ruleRemedies } from './rule-remedies.ts'
import { judgeUnreachable } from './unreachable.ts'

/** Firewall rules that deny the balancer the way to its backends, or the way back. */
export const trafficBlocked: Check = {
  id: 'traffic-blocked',
  judge: (subject, read) =>
    judgeUnreachable(subject, read, 'filter', {
      headline: (backends, ports) => `A firewall rule keeps the load balancer from reaching ${backends} on port ${ports}`,
      open: 'the rules let the load balancer through to every backend, and the way back',
      unread: 'The firewall rules',
      undone: { kind: 'firewall', what: 'the firewall rules' },
      remedies: (hops) => ruleRemedies(subject, hops),
    }),
}
