import type { CauseId, CauseInfo } from '../catalogue.ts'

/** Whether packets get from the load balancer to a listening backend and back. */
export const reachabilityCauses: Pick<
  Record<CauseId, CauseInfo>,
  | 'port-closed'
  | 'traffic-blocked'
  | 'route-broken'
  | 'gateway-ports-blocked'
  | 'dns-unresolved'
  | 'dns-stale'
  | 'stale-backend'
  | 'backend-stopped'
> = {
  'port-closed': {
    title: 'The backend refuses connections on its traffic port',
    meaning:
      'Nothing listens on the port the backend is registered with: the process is down, listens elsewhere or only on loopback, or the wrong port is registered. A firewall on the host that rejects looks the same.',
    signature:
      'ALB: 502 with times -1 -1 -1 and TargetConnectionErrorCount up; health Target.FailedHealthChecks when probes use the same port. Application Gateway: cannot connect to the backend, with the network path open.',
    fix: 'Start the process on the registered port and on all interfaces, or register the port it listens on.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'traffic-blocked': {
    title: 'A firewall rule denies the load balancer the way to the backend, or the way back',
    meaning:
      'A security group, network ACL or NSG drops the packets. A dropped connection attempt is answered 504 after the connect timeout by an ALB, not 502.',
    signature:
      'ALB: 504 with times -1 -1 -1 about ten seconds after arrival; health Target.Timeout; evaluating the rules finds the flow denied.',
    fix: 'Add the missing allow rule, or remove or reorder the deny.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'route-broken': {
    title: 'No working route between load balancer and backend',
    meaning: 'A route is missing, a blackhole, diverted to something that cannot deliver, or exists in one direction only.',
    signature: 'As for blocked traffic: timeouts and 504s on an ALB; unknown or timed-out health on an Application Gateway.',
    fix: 'Repair the route table, the peering, or the appliance in between.',
    docs: {
      aws: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html',
      azure: 'https://learn.microsoft.com/en-us/azure/application-gateway/configuration-infrastructure',
    },
  },
  'gateway-ports-blocked': {
    title: 'The gateway subnet’s own infrastructure ports or its outbound are blocked',
    meaning: 'The platform cannot manage the gateway, so backend health is unknown.',
    signature:
      'Backend health Unknown, often no logs or metrics either; rules on the gateway subnet deny the infrastructure ports.',
    fix: 'Allow the infrastructure ports from GatewayManager and keep outbound to the Internet open.',
    docs: { azure: 'https://learn.microsoft.com/en-us/azure/application-gateway/configuration-infrastructure' },
  },
  'dns-unresolved': {
    title: 'The backend’s name does not resolve from the gateway’s network, or resolves to the wrong address',
    meaning:
      'The gateway asks the DNS servers of its own network; a private zone that is not linked there does not exist for it.',
    signature: 'Health Unknown or a DNS message; private zone without a link to the gateway’s network.',
    fix: 'Link the private zone to the gateway’s network or repair its DNS servers.',
    docs: { azure: 'https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-dns-resolution' },
  },
  'dns-stale': {
    title: 'The gateway still routes to an address the name no longer has',
    meaning: 'The gateway cached an address beyond its lifetime.',
    signature: 'Requests are routed to an address that the current record does not hold.',
    fix: 'Refresh the pool with any update, or restart the gateway.',
    docs: { azure: 'https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-dns-resolution' },
  },
  'stale-backend': {
    title: 'A registered address belongs to nothing any more',
    meaning: 'The machine, task or pod behind the address is gone; its registration stayed.',
    signature:
      'No network interface owns the address; health fails or times out; 502 (refused, unreachable) or 504 (silence) on that address.',
    fix: 'Deregister the address, and mend whatever should have done so.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'backend-stopped': {
    title: 'The backend’s machine is stopped, terminated or deallocated',
    meaning: 'The registration outlived the running machine.',
    signature: 'The machine’s state is not running; ALB health unused with Target.InvalidState.',
    fix: 'Start the machine, or register one that runs.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
}
