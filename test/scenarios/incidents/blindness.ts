/** What may not be read, and what should not be trusted. */

import { allHealth, changed, counted, failures, logged, refusing, replaced, spread, withoutLogs } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { line, shop } from '../shop.ts'
import { atOnce, blockedGroup, refused, timingOut, unhealthy } from '../signs.ts'

export const blindness: Readonly<Record<string, Scenario>> = {
  'half-blind': {
    title: 'A closed port where metrics and the network may not be read',
    world: changed(
      shop,
      allHealth(...unhealthy),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(66) }),
      refusing('cloudwatch:GetMetricData', 'ec2:DescribeSecurityGroups', 'ec2:DescribeNetworkAcls', 'cloudtrail:LookupEvents'),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'likely',
  },
  blind: {
    title: 'Neither logs nor metrics nor health',
    world: changed(shop, withoutLogs, refusing('cloudwatch:GetMetricData', 'elasticloadbalancing:DescribeTargetHealth')),
    verdict: 'inconclusive',
    cause: null,
  },
  'security-groups-denied': {
    title: 'Blocked traffic where nobody may read security groups',
    world: changed(
      shop,
      replaced('securityGroups', 'GroupId', 'sg-0app', blockedGroup),
      ...timingOut,
      refusing('ec2:DescribeSecurityGroups'),
    ),
    verdict: 'suspected',
    cause: 'traffic-blocked',
    certainty: 'possible',
  },
  'hostile-log': {
    title: 'Escape sequences in log fields',
    world: changed(
      shop,
      logged([
        ...failures({ requests: 4, from: 12, triple: atOnce, path: () => '/\u001b[31m<script>|`$(id)`' }),
        'garbage \u0000\u0001',
        line({ request: '- - -', status: null }),
      ]),
      counted({ HTTPCode_ELB_502_Count: spread(4, 12, 4) }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
  },
}
