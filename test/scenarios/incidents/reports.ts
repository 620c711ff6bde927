/** Incidents as people report them, each with all the evidence that such a day leaves behind. */
import {
  allHealth,
  asFunction,
  byAddress,
  changed,
  counted,
  failures,
  logged,
  replaced,
  spread,
  withAttributes,
  withEvent,
  withGroup,
  withHealth,
  withService,
} from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { balancerArn, calm, groupArn, health, permit, registered, securityGroup, shop, targets, zones } from '../shop.ts'
import { late, undispatched, unhealthy } from '../signs.ts'
import type { Item } from '../world.ts'

const fromBalancer = { UserIdGroupPairs: [{ GroupId: 'sg-0lb', UserId: '111122223333' }] }
const listEntries = (shop.networkAcls[0]?.Entries ?? []) as readonly Item[]

export const reports: Readonly<Record<string, Scenario>> = {
  'listens-on-loopback': {
    title: 'A container that listens on 127.0.0.1 only: its own health check passes, the load balancer is refused',
    world: changed(
      shop,
      byAddress(),
      withHealth(
        targets.map((Id, index) => ({
          Target: { Id, Port: 8080, AvailabilityZone: zones[index] },
          HealthCheckPort: '8080',
          TargetHealth: health(...unhealthy),
        })),
      ),
      withService([
        {
          id: '9c1e',
          address: targets[0],
          at: 14,
          code: 'ServiceSchedulerInitiated',
          reason:
            'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/73e2d6bc24d8a067)',
        },
      ]),
      (world) => ({ ...world, objects: {} }),
      logged(failures({ requests: 120, from: 4, minutes: 50, triple: undispatched })),
      counted(
        { HTTPCode_ELB_502_Count: spread(120, 4, 50), RequestCount: spread(120, 4, 50) },
        {
          RequestCount: spread(120, 4, 50),
          TargetConnectionErrorCount: spread(131, 4, 50),
          HTTPCode_Target_2XX_Count: [],
          UnHealthyHostCount: spread(100, 0, 50),
        },
      ),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'one-page-kills-the-worker': {
    title: 'The probe of / passes, and one page crashes the worker that serves it, at whatever point it got to',
    world: changed(
      shop,
      withGroup({ HealthCheckPath: '/' }),
      logged(
        failures({
          requests: 31,
          from: 5,
          minutes: 50,
          triple: (index) => [0.001, 0.8 + ((index * 53) % 97) / 20, -1],
          path: () => '/invoices/export',
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(31, 5, 50) }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
  },
  'rule-names-the-old-balancer': {
    title: 'A new load balancer was put in front, and the targets still admit the security group of the old one',
    world: changed(
      shop,
      replaced(
        'securityGroups',
        'GroupId',
        'sg-0app',
        securityGroup('sg-0app', 'app', [
          permit(8080, { UserIdGroupPairs: [{ GroupId: 'sg-0oldlb', UserId: '111122223333' }] }),
          permit(22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
        ]),
      ),
      (world) => ({
        ...world,
        securityGroups: [...world.securityGroups, securityGroup('sg-0oldlb', 'old-lb', [])],
        objects: {},
      }),
      allHealth(...late),
      logged(failures({ requests: 90, from: 20, minutes: 40, triple: undispatched, line: { status: 504 } })),
      counted(
        { HTTPCode_ELB_504_Count: spread(90, 20, 40), RequestCount: spread(90, 20, 40) },
        {
          RequestCount: spread(90, 20, 40),
          TargetConnectionErrorCount: spread(90, 20, 40),
          HTTPCode_Target_2XX_Count: [],
        },
      ),
      withEvent(18, 'ModifyListener', balancerArn, 'terraform'),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'acl-of-another-operating-system': {
    title: 'A network ACL lets replies out to 32768-60999 only, which is where Linux clients sit and nodes do not',
    world: changed(
      shop,
      (world) => ({
        ...world,
        networkAcls: [
          {
            ...world.networkAcls[0],
            Associations: [{ SubnetId: 'subnet-0lb1' }, { SubnetId: 'subnet-0lb2' }],
          },
          {
            NetworkAclId: 'acl-0app',
            VpcId: 'vpc-0abc',
            IsDefault: false,
            Associations: [{ SubnetId: 'subnet-0app1' }, { SubnetId: 'subnet-0app2' }],
            Entries: [
              ...listEntries.filter(({ Egress }) => Egress === false),
              {
                Egress: true,
                RuleNumber: 100,
                Protocol: '6',
                RuleAction: 'allow',
                CidrBlock: '10.0.0.0/16',
                PortRange: { From: 32768, To: 60999 },
              },
              { Egress: true, RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' },
            ],
          },
        ],
      }),
      logged(failures({ requests: 150, from: 10, minutes: 45, triple: undispatched, line: { status: 504 } })),
      counted({ HTTPCode_ELB_504_Count: spread(150, 10, 45) }, { TargetConnectionErrorCount: spread(150, 10, 45) }),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'https-group-plain-container': {
    title: 'A group of protocol HTTPS on port 3000, where the container speaks plain HTTP',
    world: changed(
      shop,
      withGroup({ Protocol: 'HTTPS', Port: 3000, HealthCheckProtocol: 'HTTPS' }),
      withHealth(registered(health(...unhealthy), 3000)),
      replaced('securityGroups', 'GroupId', 'sg-0app', securityGroup('sg-0app', 'app', [permit(3000, fromBalancer)])),
      (world) => ({ ...world, objects: {} }),
      logged(failures({ requests: 80, triple: undispatched, target: (index) => `${targets[index % 2] ?? ''}:3000` })),
      counted(
        { HTTPCode_ELB_502_Count: spread(80), RequestCount: spread(80) },
        {
          RequestCount: spread(80),
          TargetTLSNegotiationErrorCount: spread(84),
          HTTPCode_Target_2XX_Count: [],
        },
      ),
    ),
    verdict: 'explained',
    cause: 'protocol-mismatch',
    certainty: 'likely',
  },
  'gunicorn-thirty-seconds': {
    title: 'gunicorn kills workers after thirty seconds, and a killed worker takes its neighbours’ connections with it',
    world: changed(
      shop,
      logged([
        ...failures({
          requests: 17,
          from: 3,
          minutes: 55,
          triple: (index) => [0.001, 30.02 + (index % 7) / 100, -1],
          path: (index) => ['/api/orders', '/api/stock', '/api/prices'][index % 3] ?? '',
        }),
        ...failures({ requests: 4, from: 3, minutes: 55, triple: (index) => [0.001, 1.2 + index * 3.1, -1] }),
      ]),
      counted({ HTTPCode_ELB_502_Count: spread(21, 3, 55) }),
    ),
    verdict: 'explained',
    cause: 'worker-timeout',
    certainty: 'likely',
  },
  'lambda-status-as-text': {
    title: 'A function that answers statusCode "200" instead of 200',
    world: changed(
      shop,
      asFunction('LambdaInvalidResponse', 600, 0.041),
      (world) => ({
        ...world,
        objects: Object.fromEntries(
          Object.entries(world.objects).map(([key, lines]) => [
            key,
            lines.filter((line) => line.includes('LambdaInvalidResponse')),
          ]),
        ),
      }),
      withEvent(9, 'UpdateFunctionCode20150331v2', 'checkout'),
    ),
    verdict: 'explained',
    cause: 'lambda-invalid-response',
    certainty: 'proven',
  },
  'ecs-without-stop-delay': {
    title: 'Every deployment stops tasks at once while the deregistration delay still has five minutes to go',
    world: changed(
      shop,
      byAddress(),
      withHealth([
        {
          Target: { Id: '10.0.11.44', Port: 8080, AvailabilityZone: zones[0] },
          HealthCheckPort: '8080',
          TargetHealth: health('healthy'),
        },
        {
          Target: { Id: '10.0.12.61', Port: 8080, AvailabilityZone: zones[1] },
          HealthCheckPort: '8080',
          TargetHealth: health('healthy'),
        },
      ]),
      withService(
        targets.map((address, index) => ({
          id: `old${index}`,
          address,
          at: 25 + index * 2,
          code: 'ServiceSchedulerInitiated',
          reason: 'Scaling activity initiated by (deployment ecs-svc/8430219456012345678)',
          exitCode: 143,
        })),
      ),
      logged([
        ...failures({
          requests: 14,
          from: 25,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => (index % 3 ? [-1, -1, -1] : [0.001, 0.4 + index / 10, -1]),
        }),
        ...failures({
          requests: 11,
          from: 27,
          minutes: 1,
          target: () => `${targets[1]}:8080`,
          triple: (index) => (index % 2 ? [-1, -1, -1] : [0.001, 0.001, -1]),
        }),
      ]),
      (world) => ({
        ...world,
        networkInterfaces: [
          ...world.networkInterfaces.filter(({ SubnetId }) => !String(SubnetId).startsWith('subnet-0app')),
          ...world.networkInterfaces
            .filter(({ SubnetId }) => String(SubnetId).startsWith('subnet-0app'))
            .map((one, index) => {
              const PrivateIpAddress = ['10.0.11.44', '10.0.12.61'][index]
              return { ...one, PrivateIpAddress, PrivateIpAddresses: [{ PrivateIpAddress, Primary: true }] }
            }),
        ],
      }),
      counted(
        { HTTPCode_ELB_502_Count: [...spread(14, 25, 1), ...spread(11, 27, 1)] },
        { TargetConnectionErrorCount: [...spread(9, 25, 1), ...spread(5, 27, 1)] },
      ),
    ),
    verdict: 'explained',
    cause: 'deploy-race',
    certainty: 'proven',
  },
  'idle-raised-for-uploads': {
    title: 'The idle timeout was raised to 300 s for uploads; Node closes idle connections after its default of 5 s',
    world: changed(
      shop,
      withAttributes(balancerArn, { 'idle_timeout.timeout_seconds': '300' }),
      logged([
        ...failures({ requests: 19, from: 12, minutes: 46, triple: (index) => [0, index % 4 === 0 ? 0.002 : 0, -1] }),
        ...failures({ requests: 5, from: 14, minutes: 40, triple: undispatched }),
      ]),
      counted({ HTTPCode_ELB_502_Count: spread(24, 12, 46) }, { TargetConnectionErrorCount: [] }),
      withEvent(10, 'ModifyLoadBalancerAttributes', balancerArn, 'oncall'),
    ),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'cookie-too-large': {
    title: 'Signing in sets so many cookies that the response headers exceed what the load balancer takes',
    world: changed(
      shop,
      logged(
        calm()
          .slice(0, 30)
          .map((line) => line.replace(/(cart|items|checkout)\?session=\d+/, 'login')),
      ),
      logged(
        failures({
          requests: 210,
          from: 0,
          minutes: 60,
          triple: (index) => [0.001, 0.12 + (index % 9) / 100, -1],
          path: () => '/auth/callback',
          line: { request: 'POST https://shop.example.com:443/auth/callback HTTP/1.1' },
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(210, 0, 60) }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
    certainty: 'likely',
  },
  'host-check-of-django': {
    title: 'Django refuses the probe’s Host header with 400, and the only traffic there is are probes',
    world: changed(
      shop,
      allHealth('unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [400]'),
      (world) => ({ ...world, objects: {}, metrics: {} }),
    ),
    pool: groupArn,
    verdict: 'explained',
    cause: 'probe-status-mismatch',
    certainty: 'proven',
  },
}
