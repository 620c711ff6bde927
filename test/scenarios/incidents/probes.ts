/** Health checks that fail for reasons of their own. */

import { allHealth, changed, refusing, withGroup, withHealth, withoutLogs } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { health, registered, shop } from '../shop.ts'
import { late } from '../signs.ts'

export const probes: Readonly<Record<string, Scenario>> = {
  'probe-status': {
    title: 'Probes get 404, traffic is not readable',
    world: changed(
      shop,
      withoutLogs,
      refusing('cloudwatch:GetMetricData'),
      allHealth('unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]'),
    ),
    verdict: 'explained',
    cause: 'probe-status-mismatch',
    certainty: 'proven',
  },
  'probe-status-fail-open': {
    title: 'Probes get 404 while traffic is fine',
    world: changed(shop, allHealth('unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]')),
    verdict: 'clear',
    cause: null,
  },
  'probe-timeout': {
    title: 'Probes time out and nobody can see traffic',
    world: changed(shop, withoutLogs, refusing('cloudwatch:GetMetricData'), allHealth(...late)),
    verdict: 'suspected',
    cause: 'probe-timeout',
    certainty: 'possible',
  },
  'probe-port': {
    title: 'Probes ask another port: a risk',
    world: changed(shop, withHealth(registered(health('healthy'), 8080, 9000)), withGroup({ HealthCheckPort: '9000' })),
    verdict: 'clear',
    cause: null,
  },
}
