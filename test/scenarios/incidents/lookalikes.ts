/** Incidents that look like others, and days on which much looks wrong and nothing of it is. */
import {
  changed,
  counted,
  failures,
  logged,
  refusing,
  replaced,
  spread,
  withAttributes,
  withEvent,
  withGroup,
  withHealth,
  withoutLogs,
} from '../changes.ts'
import { withTasks } from '../fleet.ts'
import { withAnswer } from '../groups.ts'
import type { Scenario } from '../scenario.ts'
import { balancerArn, calm, groupArn, health, line, logKey, permit, registered, securityGroup, shop, targets } from '../shop.ts'
import { atOnce, late, nobody, undispatched, unhealthy } from '../signs.ts'
import { type Item, minute } from '../world.ts'

const onPort = (port: number) => (index: number) => `${targets[index % 2] ?? ''}:${port}`

/** A group of protocol HTTPS on this port, which both targets serve. */
const overTls = (port: number, of: Item = health('healthy')) => [
  withGroup({ Protocol: 'HTTPS', Port: port, HealthCheckProtocol: 'HTTPS' }),
  replaced(
    'securityGroups',
    'GroupId',
    'sg-0app',
    securityGroup('sg-0app', 'app', [permit(port, { UserIdGroupPairs: [{ GroupId: 'sg-0lb' }] })]),
  ),
  withHealth(registered(of, port)),
]

const remote = ['172.20.5.10', '172.20.6.10']

export const lookalikes: Readonly<Record<string, Scenario>> = {
  'race-with-a-far-apache': {
    title: 'Apache over TLS, far away: its closing takes a round trip of 0.14 s to be seen',
    world: changed(
      shop,
      ...overTls(443),
      (world) => ({
        ...world,
        objects: { [logKey]: calm().map((one) => one.replace(/(10\.0\.1\d\.10):8080/g, '$1:443')) },
      }),
      logged(
        failures({
          requests: 9,
          from: 4,
          minutes: 52,
          target: onPort(443),
          triple: (index) => [0, 0.131 + (index % 5) * 0.0045, -1],
          path: (index) => `/node/${index}/edit`,
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(9, 4, 52) }),
    ),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
    causes: ['keep-alive-race'],
  },
  'nginx-waits-sixty-seconds': {
    title: 'nginx gives up on slow uploads after its 60 s, and closes idle connections before the raised idle timeout does',
    world: changed(
      shop,
      withAttributes(balancerArn, { 'idle_timeout.timeout_seconds': '300' }),
      logged([
        ...failures({
          requests: 11,
          from: 3,
          minutes: 54,
          triple: (index) => [0.002, 60.003 + (index % 4) / 1000, -1],
          path: (index) => `/upload/${index}`,
        }),
        ...failures({ requests: 6, from: 3, minutes: 54, triple: atOnce }),
      ]),
      counted({ HTTPCode_ELB_502_Count: spread(17, 3, 54) }),
    ),
    verdict: 'explained',
    cause: 'worker-timeout',
    certainty: 'likely',
    causes: ['worker-timeout', 'keep-alive-race'],
  },
  'unparsable-page-and-race': {
    title: 'One page that cannot be parsed, among races that hit every page',
    world: changed(
      shop,
      logged([
        ...failures({ requests: 30, triple: (index) => [0.001, 0.3 + index / 100, -1], path: () => '/export' }),
        ...failures({ requests: 8, from: 1, minutes: 57, triple: atOnce }),
      ]),
      counted({ HTTPCode_ELB_502_Count: [...spread(8, 1, 57), ...spread(30)] }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
    certainty: 'likely',
    causes: ['invalid-response', 'keep-alive-race', 'backend-crashed'],
  },
  'rule-revoked-and-restored': {
    title: 'A rule was taken away and given back within the hour',
    world: changed(
      shop,
      logged(failures({ requests: 80, from: 12, minutes: 15, triple: undispatched, line: { status: 504 } })),
      counted(
        { HTTPCode_ELB_504_Count: spread(80, 12, 15) },
        { TargetConnectionErrorCount: spread(80, 12, 15), UnHealthyHostCount: spread(28, 13, 14) },
      ),
      withEvent(11, 'RevokeSecurityGroupIngress', 'sg-0app'),
      withEvent(27, 'AuthorizeSecurityGroupIngress', 'sg-0app', 'oncall'),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'likely',
    causes: ['traffic-blocked'],
  },
  'https-to-plain-port-unmeasured': {
    title: 'HTTPS spoken to port 80, where metrics may not be read: three causes look like this',
    world: changed(
      shop,
      ...overTls(80, health(...unhealthy)),
      (world) => ({ ...world, objects: {} }),
      logged(failures({ requests: 70, triple: undispatched, target: onPort(80) })),
      refusing('cloudwatch:GetMetricData'),
    ),
    verdict: 'suspected',
    cause: 'port-closed',
    certainty: 'possible',
    causes: ['port-closed', 'protocol-mismatch', 'keep-alive-race'],
  },
  'address-of-a-node': {
    title: 'The registered address belongs to the load balancer itself',
    world: changed(
      shop,
      withTasks([
        {
          address: '10.0.1.20',
          exists: false,
          health: health('unused', 'Target.IpUnusable', 'The IP address is reserved by a load balancer'),
        },
      ]),
      logged(nobody),
      counted({ HTTPCode_ELB_503_Count: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'proven',
    causes: ['no-backends'],
  },
  'transit-gateway-detached': {
    title: 'Targets in another network whose transit gateway attachment was deleted',
    world: changed(
      shop,
      withTasks(remote.map((address) => ({ address, exists: false, zone: 'all', health: health(...late) }))),
      (world) => ({
        ...world,
        routeTables: world.routeTables.map((one) => ({
          ...one,
          Routes: [
            ...(one.Routes as readonly Item[]),
            { DestinationCidrBlock: '172.20.0.0/16', TransitGatewayId: 'tgw-0abc', State: 'blackhole', Origin: 'CreateRoute' },
          ],
        })),
      }),
      logged(
        failures({
          requests: 40,
          triple: undispatched,
          target: (index) => `${remote[index % 2] ?? ''}:8080`,
          line: { status: 504 },
        }),
      ),
      counted({ HTTPCode_ELB_504_Count: spread(40) }, { TargetConnectionErrorCount: spread(40), HTTPCode_Target_2XX_Count: [] }),
    ),
    verdict: 'explained',
    cause: 'route-broken',
    certainty: 'proven',
  },
  'maintenance-page-without-logs': {
    title: 'A maintenance page answers 503, and only metrics count it: nothing tells it from having nobody to send to',
    world: changed(
      shop,
      withoutLogs,
      withAnswer('/shop/*', '503'),
      counted({ HTTPCode_ELB_503_Count: spread(30), HTTPCode_ELB_5XX_Count: spread(30) }),
    ),
    verdict: 'inconclusive',
    cause: null,
  },
  'healthy-with-noise': {
    title:
      'Impatient clients, scanners, a firewall, a maintenance page, uploads, websockets, and backends with troubles of their own',
    world: changed(
      shop,
      withAnswer('/maintenance', '503'),
      logged([
        ...failures({ requests: 20, triple: undispatched, line: { status: 460 } }),
        ...failures({ requests: 8, triple: undispatched, target: () => null, line: { status: 464 } }),
        ...failures({
          requests: 30,
          triple: undispatched,
          target: () => null,
          line: { status: 503, targetGroupArn: null, actions: 'waf,fixed-response' },
        }),
        ...failures({
          requests: 50,
          triple: undispatched,
          target: () => null,
          line: { status: 403, targetGroupArn: null, actions: 'waf' },
        }),
        ...failures({
          requests: 25,
          triple: undispatched,
          target: () => null,
          line: { status: 400, targetGroupArn: null, actions: '-', request: '- http://198.51.100.7:80- -' },
        }),
        ...failures({ requests: 12, triple: () => [0.001, 0.2, 0], line: { status: 500, targetStatus: 500 } }),
        ...failures({ requests: 15, triple: () => [0.001, 0.2, 0], line: { status: 503, targetStatus: 503 } }),
        ...failures({ requests: 10, triple: () => [0, 118.5, 0.2], line: { status: 200, receivedBytes: 900_000_000 } }),
        ...failures({ requests: 10, triple: () => [0.001, 0.002, 1799.9], line: { type: 'wss', status: 101 } }),
        line({
          time: minute(5),
          balancer: 'app/other/1111111111111111',
          status: 502,
          triple: [-1, -1, -1],
          targetGroupArn: groupArn.replace('web/73e2d6bc24d8a067', 'other/9999999999999999'),
        }),
      ]),
      counted(
        { HTTPCode_ELB_4XX_Count: spread(103), HTTPCode_ELB_503_Count: spread(30) },
        { HTTPCode_Target_5XX_Count: spread(27) },
      ),
    ),
    verdict: 'clear',
    cause: null,
    risks: [],
  },
}
