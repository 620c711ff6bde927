/** Every AWS scenario: a world, and what must be said of it. */
import type { Certainty, Verdict } from '../../src/core/diagnosis.ts'
import {
  allHealth,
  asFunction,
  byAddress,
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
  withService,
} from './changes.ts'
import { balancerArn, groupArn, health, ids, line, permit, registered, securityGroup, shop, targets, zones } from './shop.ts'
import { minute, type World } from './world.ts'

export interface Scenario {
  /** One line for a reader. */
  readonly title: string
  readonly world: World
  readonly verdict: Verdict
  /** The cause on top; null when there is none. */
  readonly cause: string | null
  readonly certainty?: Certainty
  readonly backendKeepAliveSeconds?: number
}

const undispatched = (): readonly [number, number, number] => [-1, -1, -1]
const atOnce = (index: number): readonly [number, number, number] => [0.001, (index % 3) / 1000, -1]
const refused = failures({ requests: 60, triple: undispatched })
const race = failures({ requests: 12, from: 2, minutes: 50, triple: atOnce })
const silent = failures({ requests: 40, triple: undispatched, line: { status: 504 } })
const nobody = failures({ requests: 50, triple: undispatched, target: () => null, line: { status: 503 } })
const unhealthy = ['unhealthy', 'Target.FailedHealthChecks', 'Health checks failed'] as const
const late = ['unhealthy', 'Target.Timeout', 'Request timed out'] as const

const blockedGroup = securityGroup('sg-0app', 'app', [permit(22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] })])
const timingOut = [
  allHealth(...late),
  logged(silent),
  counted({ HTTPCode_ELB_504_Count: spread(40) }, { TargetConnectionErrorCount: spread(40) }),
] as const

export const scenarios: Readonly<Record<string, Scenario>> = {
  healthy: { title: 'A healthy balancer', world: shop, verdict: 'clear', cause: null },
  'healthy-without-logs': {
    title: 'A healthy balancer that writes no logs',
    world: changed(shop, withoutLogs),
    verdict: 'clear',
    cause: null,
  },
  'healthy-impatient-clients': {
    title: 'Clients that leave early (460) and backend 500s are no failures of the balancer',
    world: changed(
      shop,
      logged(failures({ requests: 30, triple: undispatched, line: { status: 460 } })),
      logged(failures({ requests: 10, triple: () => [0.001, 0.02, 0], line: { status: 500, targetStatus: 500 } })),
      counted({}, { HTTPCode_Target_5XX_Count: spread(10) }),
    ),
    verdict: 'clear',
    cause: null,
  },
  'port-closed': {
    title: 'Nothing listens on the traffic port',
    world: changed(
      shop,
      allHealth(...unhealthy),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(66) }),
      withEvent(8, 'ModifyTargetGroup', groupArn),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'port-closed-probe-elsewhere': {
    title: 'The traffic port is closed while probes ask another',
    world: changed(
      shop,
      withHealth(registered(health('healthy'), 8080, 9000)),
      withGroup({ HealthCheckPort: '9000' }),
      replaced(
        'securityGroups',
        'GroupId',
        'sg-0app',
        securityGroup('sg-0app', 'app', [
          permit(8080, { UserIdGroupPairs: [{ GroupId: 'sg-0lb' }] }),
          permit(9000, { UserIdGroupPairs: [{ GroupId: 'sg-0lb' }] }),
        ]),
      ),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(60) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'port-closed-metrics-only': {
    title: 'A closed port without request logs',
    world: changed(
      shop,
      withoutLogs,
      allHealth(...unhealthy),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(60) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'port-closed-wrong-container-port': {
    title: 'The task listens on another port than is registered',
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
      withService([], 3000),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(60) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
  'keep-alive-race': {
    title: 'Sparse 502s closed at once',
    world: changed(shop, logged(race), counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'keep-alive-race-undispatched': {
    title: 'The race that logs -1 -1 -1',
    world: changed(
      shop,
      logged(failures({ requests: 12, from: 2, minutes: 50, triple: undispatched })),
      counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) }),
    ),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'keep-alive-race-proven': {
    title: 'The race with the backend’s timeout told',
    world: changed(shop, logged(race), counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'proven',
    backendKeepAliveSeconds: 5,
  },
  'keep-alive-raised-idle': {
    title: 'A keep-alive above sixty seconds that loses to a raised idle timeout',
    world: changed(
      shop,
      withAttributes(balancerArn, { 'idle_timeout.timeout_seconds': '300' }),
      logged(race),
      counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) }),
    ),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'proven',
    backendKeepAliveSeconds: 75,
  },
  'keep-alive-refuted': {
    title: 'The same lines where the backend keeps connections longer',
    world: changed(shop, logged(race), counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'unexplained',
    cause: null,
    backendKeepAliveSeconds: 75,
  },
  'keep-alive-metrics-only': {
    title: '502s that no error accounts for, without logs',
    world: changed(shop, withoutLogs, counted({ HTTPCode_ELB_502_Count: spread(12, 2, 50) })),
    verdict: 'suspected',
    cause: 'keep-alive-race',
    certainty: 'possible',
  },
  'security-group-missing-rule': {
    title: 'The security group was narrowed',
    world: changed(
      shop,
      replaced('securityGroups', 'GroupId', 'sg-0app', blockedGroup),
      ...timingOut,
      withEvent(7, 'RevokeSecurityGroupIngress', 'sg-0app'),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'security-group-egress': {
    title: 'The balancer’s own group lets nothing out',
    world: changed(
      shop,
      replaced(
        'securityGroups',
        'GroupId',
        'sg-0lb',
        securityGroup(
          'sg-0lb',
          'lb',
          [permit(443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })],
          [permit(443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })],
        ),
      ),
      ...timingOut,
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'network-acl-denies': {
    title: 'A network ACL denies before it allows',
    world: changed(
      shop,
      replaced('networkAcls', 'NetworkAclId', 'acl-0main', {
        Entries: [
          ...((shop.networkAcls[0]?.Entries as readonly object[]) ?? []),
          {
            Egress: false,
            RuleNumber: 90,
            Protocol: '6',
            RuleAction: 'deny',
            CidrBlock: '10.0.0.0/16',
            PortRange: { From: 8080, To: 8080 },
          },
        ],
      }),
      ...timingOut,
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'network-acl-return': {
    title: 'A network ACL denies the way back',
    world: changed(
      shop,
      replaced('networkAcls', 'NetworkAclId', 'acl-0main', {
        Entries: [
          ...((shop.networkAcls[0]?.Entries as readonly object[]) ?? []),
          {
            Egress: true,
            RuleNumber: 80,
            Protocol: '6',
            RuleAction: 'deny',
            CidrBlock: '10.0.0.0/16',
            PortRange: { From: 1024, To: 65535 },
          },
        ],
      }),
      ...timingOut,
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
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
  'route-blackhole': {
    title: 'A more specific route is a blackhole',
    world: changed(
      shop,
      (world) => ({
        ...world,
        routeTables: [
          ...world.routeTables,
          {
            RouteTableId: 'rtb-0lb',
            VpcId: 'vpc-0abc',
            Associations: [
              { Main: false, SubnetId: 'subnet-0lb1' },
              { Main: false, SubnetId: 'subnet-0lb2' },
            ],
            Routes: [
              { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
              { DestinationCidrBlock: '10.0.8.0/21', TransitGatewayId: 'tgw-0abc', State: 'blackhole' },
            ],
          },
        ],
      }),
      ...timingOut,
    ),
    verdict: 'explained',
    cause: 'route-broken',
    certainty: 'proven',
  },
  'stale-address': {
    title: 'An address whose task is gone',
    world: changed(
      shop,
      byAddress([targets[0]]),
      withHealth(
        targets.map((Id, index) => ({
          Target: { Id, Port: 8080, AvailabilityZone: zones[index] },
          HealthCheckPort: '8080',
          TargetHealth: index === 0 ? health(...unhealthy) : health('healthy'),
        })),
      ),
      logged(failures({ requests: 30, triple: undispatched, target: () => `${targets[0]}:8080` })),
      counted({ HTTPCode_ELB_502_Count: spread(30) }, { TargetConnectionErrorCount: spread(30) }),
    ),
    verdict: 'explained',
    cause: 'stale-backend',
    certainty: 'proven',
  },
  'instances-stopped': {
    title: 'Every instance is stopped',
    world: changed(
      shop,
      allHealth('unused', 'Target.InvalidState', 'Target is in the stopped state'),
      (world) => ({
        ...world,
        instances: world.instances.map((one) => ({
          ...one,
          State: { Code: 80, Name: 'stopped' },
          StateTransitionReason: 'User initiated (2026-11-20 13:09:12 GMT)',
        })),
      }),
      logged(nobody),
      counted({ HTTPCode_ELB_503_Count: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'proven',
  },
  'no-targets': {
    title: 'Nobody is registered',
    world: changed(shop, withHealth([]), logged(nobody), counted({ HTTPCode_ELB_503_Count: spread(50) })),
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'proven',
  },
  'zone-not-enabled': {
    title: 'Targets in a zone without a node',
    world: changed(
      shop,
      allHealth('unused', 'Target.NotInUse', 'Target is in an Availability Zone that is not enabled for the load balancer'),
      (world) => ({
        ...world,
        instances: world.instances.map((one) => ({ ...one, Placement: { AvailabilityZone: 'eu-central-1c' } })),
      }),
      logged(nobody),
      counted({ HTTPCode_ELB_503_Count: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'zone-not-enabled',
    certainty: 'proven',
  },
  'zone-without-targets': {
    title: 'Cross-zone off and one zone without targets',
    world: changed(
      shop,
      withAttributes(groupArn, { 'load_balancing.cross_zone.enabled': 'false' }),
      withHealth(registered(health('healthy')).slice(0, 1)),
      logged(nobody),
      counted({ HTTPCode_ELB_503_Count: spread(50) }),
    ),
    verdict: 'explained',
    cause: 'no-backends',
    certainty: 'likely',
  },
  'backend-502': {
    title: 'The backend’s own proxy answers 502',
    world: changed(
      shop,
      logged(failures({ requests: 25, triple: () => [0.001, 1.944, 0], line: { targetStatus: 502 } })),
      counted({}, { HTTPCode_Target_5XX_Count: spread(25) }),
    ),
    verdict: 'explained',
    cause: 'backend-answered-502',
    certainty: 'proven',
  },
  'worker-timeout': {
    title: 'Connections closed after thirty seconds',
    world: changed(
      shop,
      logged(
        failures({ requests: 14, triple: (index) => [0.001, 30 + index / 1000, -1], path: (index) => `/reports/${index % 4}` }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(14) }),
    ),
    verdict: 'explained',
    cause: 'worker-timeout',
    certainty: 'likely',
  },
  'backend-crashed': {
    title: 'A task killed for lack of memory',
    world: changed(
      shop,
      byAddress(),
      withService([
        {
          id: 'a1',
          address: targets[0],
          at: 20,
          code: 'EssentialContainerExited',
          reason: 'Essential container in task exited',
          exitCode: 137,
          detail: 'OutOfMemoryError: Container killed due to memory usage',
        },
      ]),
      logged(
        failures({
          requests: 18,
          from: 19,
          minutes: 2,
          target: () => `${targets[0]}:8080`,
          triple: (index) => [0.001, 0.4 + ((index * 37) % 90) / 10, -1],
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(18, 19, 2) }),
    ),
    verdict: 'explained',
    cause: 'backend-crashed',
    certainty: 'proven',
  },
  'deploy-race': {
    title: 'A deployment stops tasks before they are drained',
    world: changed(
      shop,
      byAddress([targets[0]]),
      withHealth([
        {
          Target: { Id: targets[0], Port: 8080, AvailabilityZone: zones[0] },
          TargetHealth: health('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'),
        },
        { Target: { Id: targets[1], Port: 8080, AvailabilityZone: zones[1] }, TargetHealth: health('healthy') },
      ]),
      withService([
        {
          id: 'a1',
          address: targets[0],
          at: 20,
          code: 'ServiceSchedulerInitiated',
          reason: 'Scaling activity initiated by (deployment ecs-svc/1234567890)',
        },
      ]),
      logged(
        failures({
          requests: 22,
          from: 20,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => (index % 2 ? [-1, -1, -1] : [0.001, 0.002, -1]),
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(22, 20, 1) }, { TargetConnectionErrorCount: spread(12, 20, 1) }),
    ),
    verdict: 'explained',
    cause: 'deploy-race',
    certainty: 'proven',
  },
  'deregistered-mid-request': {
    title: 'The deregistration delay is shorter than the request',
    world: changed(
      shop,
      withAttributes(groupArn, { 'deregistration_delay.timeout_seconds': '30' }),
      withHealth([
        {
          Target: { Id: ids[0], Port: 8080 },
          TargetHealth: health('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'),
        },
        { Target: { Id: ids[1], Port: 8080 }, TargetHealth: health('healthy') },
      ]),
      logged(
        failures({
          requests: 6,
          from: 25,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => [0.001, 22 + index * 1.4, -1],
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(6, 25, 1) }),
    ),
    verdict: 'explained',
    cause: 'deregistered-mid-request',
    certainty: 'likely',
  },
  'too-slow': {
    title: 'No answer within the idle timeout',
    world: changed(
      shop,
      logged(failures({ requests: 16, triple: () => [0.001, -1, -1], line: { status: 504, createdAt: minute(9, 2) } })),
      counted({ HTTPCode_ELB_504_Count: spread(16) }, { TargetResponseTime: [] }),
    ),
    verdict: 'explained',
    cause: 'backend-too-slow',
  },
  'overloaded-cpu': {
    title: 'Instances at the limit of their CPU',
    world: changed(
      shop,
      logged(failures({ requests: 30, triple: () => [0.001, -1, -1], line: { status: 504 } })),
      counted({ HTTPCode_ELB_504_Count: spread(30) }),
      (world) => ({
        ...world,
        metrics: {
          ...world.metrics,
          [`CPUUtilization|${ids[0]}`]: spread(1960).map(([at]) => [at, 98] as const),
          [`CPUUtilization|${ids[1]}`]: spread(1960).map(([at]) => [at, 97] as const),
        },
      }),
    ),
    verdict: 'explained',
    cause: 'backend-overloaded',
    certainty: 'likely',
  },
  'invalid-response': {
    title: 'One URL whose answer cannot be parsed',
    world: changed(
      shop,
      logged(failures({ requests: 12, triple: (index) => [0.001, 0.3 + index / 50, -1], path: () => '/export' })),
      counted({ HTTPCode_ELB_502_Count: spread(12) }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
    certainty: 'likely',
  },
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
  'grpc-max-age': {
    title: 'gRPC connections retired by age',
    world: changed(
      shop,
      withGroup({ ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0' } }),
      logged(failures({ requests: 14, triple: (index) => [0.001, 0.002 + (index % 5) / 20, -1] })),
      counted({ HTTPCode_ELB_502_Count: spread(14) }),
    ),
    verdict: 'explained',
    cause: 'connection-max-age',
    certainty: 'likely',
  },
  'lambda-invalid-response': {
    title: 'A function whose answer has the wrong shape',
    world: changed(shop, asFunction('LambdaInvalidResponse', 30)),
    verdict: 'explained',
    cause: 'lambda-invalid-response',
    certainty: 'proven',
  },
  'lambda-response-too-large': {
    title: 'A function whose answer is too large',
    world: changed(shop, asFunction('LambdaResponseTooLarge', 20)),
    verdict: 'explained',
    cause: 'lambda-response-too-large',
    certainty: 'proven',
  },
  'lambda-failed': {
    title: 'A function that raises',
    world: changed(shop, asFunction('LambdaUnhandled', 20, 0.31)),
    verdict: 'explained',
    cause: 'lambda-failed',
    certainty: 'likely',
  },
  'lambda-timed-out': {
    title: 'A function that runs into its timeout',
    world: changed(shop, asFunction('LambdaUnhandled', 20, 10.02)),
    verdict: 'explained',
    cause: 'lambda-timed-out',
    certainty: 'likely',
  },
  'lambda-throttled': {
    title: 'A function without concurrency',
    world: changed(shop, asFunction('LambdaThrottling', 20, 0.01, { concurrency: 1 })),
    verdict: 'explained',
    cause: 'lambda-throttled',
    certainty: 'proven',
  },
  'lambda-access-denied': {
    title: 'A function that the balancer may not invoke',
    world: changed(shop, asFunction('LambdaAccessDenied', 20, 0.01, { policy: null })),
    verdict: 'explained',
    cause: 'lambda-access-denied',
    certainty: 'proven',
  },
  'lambda-unavailable': {
    title: 'A function whose key is disabled',
    world: changed(shop, asFunction('LambdaKMSDisabledException', 20, 0.01)),
    verdict: 'explained',
    cause: 'lambda-unavailable',
    certainty: 'proven',
  },
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
  'balancer-failed': {
    title: 'The load balancer could not be set up',
    world: changed(
      shop,
      (world) => ({
        ...world,
        loadBalancers: world.loadBalancers.map((one) => ({
          ...one,
          State: { Code: 'failed', Reason: 'subnet has no free addresses' },
        })),
      }),
      allHealth(...late),
      (world) => ({ ...world, metrics: {}, objects: {} }),
    ),
    verdict: 'explained',
    cause: 'gateway-failed',
    certainty: 'proven',
  },
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
  'fixed-response-503': {
    title: 'A maintenance page that a rule answers',
    world: changed(
      shop,
      logged(
        failures({
          requests: 30,
          target: () => null,
          triple: undispatched,
          line: { status: 503, targetGroupArn: null, actions: 'fixed-response' },
        }),
      ),
    ),
    verdict: 'clear',
    cause: null,
  },
}
