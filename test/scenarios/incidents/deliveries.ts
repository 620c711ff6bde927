/** Access logs that go to CloudWatch Logs. */
import { allHealth, changed, counted, failures, logged, spread } from '../changes.ts'
import { delivered, type FieldName, forwarded } from '../deliveries.ts'
import type { Scenario } from '../scenario.ts'
import { shop } from '../shop.ts'
import { race, refused, unhealthy } from '../signs.ts'

const chosen: readonly FieldName[] = [
  'time',
  'target_group_arn',
  'elb_status_code',
  'target_status_code',
  'target_port',
  'request_processing_time',
  'target_processing_time',
  'response_processing_time',
  'request_line',
  'request_creation_time',
]

const racing = changed(shop, logged(race), counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) }))
const refusing = changed(
  shop,
  allHealth(...unhealthy),
  logged(refused),
  counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(66) }),
)
const passing = changed(
  shop,
  logged(failures({ requests: 25, triple: () => [0.001, 1.944, 0], line: { targetStatus: 502 } })),
  counted({}, { HTTPCode_Target_5XX_Count: spread(25) }),
)

export const deliveries: Readonly<Record<string, Scenario>> = {
  'delivered-plain': {
    title: 'Access logs delivered to a log group as plain lines of chosen fields',
    world: changed(racing, delivered({ group: '/aws/vendedlogs/alb/shop', format: 'plain', fields: chosen })),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'delivered-plain-tabs': {
    title: 'Access logs delivered with tabs between all fields',
    world: changed(passing, delivered({ group: '/aws/vendedlogs/alb/shop', format: 'plain', delimiter: '\t' })),
    verdict: 'explained',
    cause: 'backend-answered-502',
    certainty: 'proven',
  },
  'delivered-json': {
    title: 'Access logs delivered to a log group as JSON',
    world: changed(refusing, delivered({ group: '/aws/vendedlogs/alb/shop', format: 'json' })),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'forwarded-to-named-group': {
    title: 'Access-log lines that a forwarder copied to a log group, which --logs names',
    world: changed(racing, forwarded('/platform/alb/access')),
    logGroup: '/platform/alb/access',
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'forwarded-in-json': {
    title: 'Access-log lines that a forwarder wrapped in JSON',
    world: changed(
      racing,
      forwarded('/platform/alb/access', (message) => JSON.stringify({ '@timestamp': '2026-11-20T14:05:00Z', message })),
    ),
    logGroup: '/platform/alb/access',
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
}
