/** Two sides that do not speak the same protocol. */

import { allHealth, changed, counted, failures, logged, replaced, spread, withGroup, withHealth } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { health, permit, registered, securityGroup, shop, targets } from '../shop.ts'
import { refused, undispatched, unhealthy } from '../signs.ts'

export const protocols: Readonly<Record<string, Scenario>> = {
  'tls-handshake': {
    title: 'The backend demands a server name',
    world: changed(
      shop,
      withGroup({ Protocol: 'HTTPS', Port: 8443, HealthCheckProtocol: 'HTTPS' }),
      withHealth(registered(health(...unhealthy), 8443)),
      replaced(
        'securityGroups',
        'GroupId',
        'sg-0app',
        securityGroup('sg-0app', 'app', [permit(8443, { UserIdGroupPairs: [{ GroupId: 'sg-0lb' }] })]),
      ),
      logged(failures({ requests: 60, triple: undispatched, target: (index) => `${targets[index % 2] ?? ''}:8443` })),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetTLSNegotiationErrorCount: spread(62) }),
    ),
    verdict: 'explained',
    cause: 'tls-handshake-failed',
    certainty: 'likely',
  },
  'https-to-plain-port': {
    title: 'HTTPS spoken to a plain HTTP port',
    world: changed(
      shop,
      withGroup({ Protocol: 'HTTPS', HealthCheckProtocol: 'HTTPS' }),
      allHealth(...unhealthy),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetTLSNegotiationErrorCount: spread(60) }),
    ),
    verdict: 'explained',
    cause: 'protocol-mismatch',
    certainty: 'likely',
  },
}
