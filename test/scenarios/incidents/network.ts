/** Rules and routes that stop packets. */

import { changed, replaced, withEvent } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { permit, securityGroup, shop } from '../shop.ts'
import { blockedGroup, timingOut } from '../signs.ts'

export const network: Readonly<Record<string, Scenario>> = {
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
}
