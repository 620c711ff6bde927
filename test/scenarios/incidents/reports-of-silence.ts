/** Incidents as people report them, each with all the evidence that such a day leaves behind: nobody gets through. */
import {
  allHealth,
  byAddress,
  changed,
  counted,
  failures,
  logged,
  replaced,
  spread,
  withEvent,
  withGroup,
  withHealth,
  withService,
} from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { balancerArn, groupArn, health, permit, registered, securityGroup, shop, targets, zones } from '../shop.ts'
import { late, undispatched, unhealthy } from '../signs.ts'
import type { Item } from '../world.ts'

const fromBalancer = { UserIdGroupPairs: [{ GroupId: 'sg-0lb', UserId: '111122223333' }] }
const listEntries = (shop.networkAcls[0]?.Entries ?? []) as readonly Item[]

export const reportsOfSilence: Readonly<Record<string, Scenario>> = {
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
