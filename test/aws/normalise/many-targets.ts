import type { Evidence } from '../../../src/core/evidence.ts'
import { answered, evidenceOf, filters, groupArn, replacing } from './build.ts'
import { addressEvidence } from './worlds.ts'

/** A pool of so many addresses in the two private subnets, four ports to each address, everything open. */
export function manyTargets(count: number): Evidence {
  const addresses = Array.from({ length: count }, (_, index) => `10.0.${index < 500 ? 11 : 12}.${index % 250}`).map(
    (address, index) => [address, 8_000 + Math.floor(index / 250)] as const,
  )
  const interfaces = [...new Set(addresses.map(([address]) => address))].map((PrivateIpAddress, index) => ({
    NetworkInterfaceId: `eni-${index}`,
    VpcId: 'vpc-01',
    SubnetId: PrivateIpAddress.startsWith('10.0.11.') ? 'subnet-0ccc' : 'subnet-0ddd',
    PrivateIpAddress,
    Groups: [{ GroupId: 'sg-0open' }],
  }))
  const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]
  const groups = ['sg-0open', 'sg-0lb'].map((GroupId) => ({
    GroupId,
    IpPermissions: everything,
    IpPermissionsEgress: everything,
  }))
  const entries = [true, false].map((Egress) => ({
    RuleNumber: 1,
    Egress,
    RuleAction: 'allow',
    Protocol: '-1',
    CidrBlock: '0.0.0.0/0',
  }))
  const acl = (id: string, more: object) => ({ NetworkAclId: id, VpcId: 'vpc-01', Entries: entries, ...more })
  const acls = [acl('acl-1', { IsDefault: true }), acl('acl-2', { Associations: [{ SubnetId: 'subnet-0ddd' }] })]
  const nodes = addressEvidence.calls.filter(({ input }) => JSON.stringify(input).includes('ELB '))
  return evidenceOf([
    ...replacing(
      addressEvidence.calls,
      ...nodes,
      answered(
        'elasticloadbalancing:DescribeTargetHealth',
        { TargetGroupArn: groupArn('web') },
        {
          TargetHealthDescriptions: addresses.map(([Id, Port]) => ({ Target: { Id, Port }, TargetHealth: { State: 'healthy' } })),
        },
      ),
      answered('ec2:DescribeSecurityGroups', filters({ 'vpc-id': ['vpc-01'] }), { SecurityGroups: groups }),
      answered('ec2:DescribeNetworkAcls', filters({ 'vpc-id': ['vpc-01'] }), { NetworkAcls: acls }),
    ),
    answered('ec2:DescribeNetworkInterfaces', filters({ 'vpc-id': ['vpc-01'] }), { NetworkInterfaces: interfaces }),
  ])
}
