import type { CauseId, CauseInfo } from '../catalogue.ts'

/** The load balancer itself, and whether it has anybody to send to. */
export const gatewayCauses: Pick<
  Record<CauseId, CauseInfo>,
  'gateway-failed' | 'gateway-saturated' | 'no-backends' | 'zone-not-enabled'
> = {
  'gateway-failed': {
    title: 'The load balancer itself is in a failed or stopped state',
    meaning: 'The load balancer could not be set up, or its last update failed, so it does not serve as configured.',
    signature: 'Its state is failed (ALB) or its provisioning or operational state is not good (Application Gateway).',
    fix: 'Read the state reason; recreate the load balancer or repeat the failed update.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'gateway-saturated': {
    title: 'The load balancer is at its capacity ceiling',
    meaning: 'The load balancer cannot scale far enough, or not fast enough, for the connections it gets.',
    signature:
      'ALB: state active_impaired, RejectedConnectionCount above zero. Application Gateway: capacity units near the configured maximum.',
    fix: 'Give it room: free addresses in its subnets, a higher maximum, pre-scaled capacity before known peaks.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'no-backends': {
    title: 'Requests are routed to a pool that has no backend to take them',
    meaning:
      'The pool is empty, or none of its members is in use, at the time requests arrive. An ALB answers 503, an Application Gateway 502.',
    signature:
      'ALB: 503 with no target, an empty target list. Application Gateway: no live upstream and no servers under the pool.',
    fix: 'Register backends, repair whatever registers them, or point the route at the right pool.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'zone-not-enabled': {
    title: 'Backends lie in a zone the load balancer is not enabled in',
    meaning: 'The load balancer has no node in the zone of these backends and never sends to them.',
    signature: 'ALB: targets unused with Target.NotInUse, and their zone is not among the load balancer’s zones.',
    fix: 'Enable a subnet of that zone on the load balancer, or register backends in enabled zones.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html' },
  },
}
