/** Targets by IPv6 address, targets in a peered VPC, and rules that name a prefix list. */
import { byIpv6, inPeeredVpc, ipv6Targets, openIpv6Entries, peeredGroup, peerTargets } from '../addressing.ts'
import { allHealth, type Change, changed, counted, failures, logged, replaced, spread, withHealth } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { calm, groupArn, health, logKey, permit, securityGroup, shop } from '../shop.ts'
import { late, refused, undispatched, unhealthy } from '../signs.ts'
import type { Item, World } from '../world.ts'

const onPort = (addresses: readonly string[]) => (index: number) => `${addresses[index % 2] ?? ''}:8080`

/** Requests that these addresses answer. */
const answering =
  (addresses: readonly string[]): Change =>
  (world) => ({ ...world, objects: { [logKey]: addresses.flatMap((address, half) => halfOf(address, half)) } })

function halfOf(address: string, half: number): readonly string[] {
  return calm({ target: `${address}:8080` }).filter((_, index) => index % 2 === half)
}

/** Nobody gets through to these addresses: probes time out, and every connection attempt does. */
const unreachable =
  (addresses: readonly string[]): Change =>
  (world) =>
    changed(
      { ...world, objects: {} },
      withHealth((world.targetHealth[groupArn] ?? []).map((one) => ({ ...one, TargetHealth: health(...late) }))),
      logged(failures({ requests: 40, triple: undispatched, target: onPort(addresses), line: { status: 504 } })),
      counted({ HTTPCode_ELB_504_Count: spread(40) }, { TargetConnectionErrorCount: spread(40), HTTPCode_Target_2XX_Count: [] }),
    )

const appGroup = (...inbound: readonly Item[]): Change =>
  replaced('securityGroups', 'GroupId', 'sg-0app', securityGroup('sg-0app', 'app', inbound))

const fromNodeList = permit(8080, { PrefixListIds: [{ PrefixListId: 'pl-0nodes', Description: 'load balancers' }] })

const listing =
  (...cidrs: readonly string[]): Change =>
  (world: World) => ({ ...world, prefixLists: { 'pl-0nodes': cidrs } })

const fromBalancerRange = permit(8080, { IpRanges: [{ CidrIp: '10.0.0.0/16' }] })

export const addressing: Readonly<Record<string, Scenario>> = {
  'ipv6-healthy': {
    title: 'Tasks registered by IPv6 address, all in order',
    world: changed(shop, byIpv6, answering(ipv6Targets)),
    verdict: 'clear',
    cause: null,
    risks: [],
  },
  'ipv6-security-group': {
    title: 'IPv6 targets whose security group admits IPv4 only',
    world: changed(shop, byIpv6, appGroup(fromBalancerRange), unreachable(ipv6Targets)),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
    affected: ipv6Targets.map((address) => `[${address}]:8080`),
  },
  'ipv6-network-acl': {
    title: 'IPv6 targets behind a network ACL without IPv6 entries of its own',
    world: changed(
      shop,
      byIpv6,
      (world) => ({
        ...world,
        networkAcls: world.networkAcls.map((one) => ({
          ...one,
          Entries: (one.Entries as readonly Item[]).filter(
            (entry) => entry !== openIpv6Entries[0] && entry !== openIpv6Entries[2],
          ),
        })),
      }),
      unreachable(ipv6Targets),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'ipv6-egress': {
    title: 'A load balancer made dual-stack whose own group lets only IPv4 out',
    world: changed(
      shop,
      byIpv6,
      replaced('securityGroups', 'GroupId', 'sg-0lb', {
        IpPermissionsEgress: [
          { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] },
        ],
      }),
      unreachable(ipv6Targets),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'peered-healthy': {
    title: 'Targets in a peered VPC that admit the balancer’s group across the peering',
    world: changed(shop, inPeeredVpc([permit(8080, peeredGroup('sg-0lb'))]), answering(peerTargets)),
    verdict: 'clear',
    cause: null,
    risks: [],
  },
  'peered-other-group': {
    title: 'Targets in a peered VPC that admit another group across the peering',
    world: changed(shop, inPeeredVpc([permit(8080, peeredGroup('sg-0old'))]), unreachable(peerTargets)),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'peering-deleted': {
    title: 'Targets in a VPC whose peering was deleted',
    world: changed(shop, inPeeredVpc([fromBalancerRange], 'deleted'), unreachable(peerTargets)),
    verdict: 'explained',
    cause: 'route-broken',
    certainty: 'proven',
  },
  'peering-one-way': {
    title: 'Targets in a peered VPC that has no route back',
    world: changed(
      shop,
      inPeeredVpc([fromBalancerRange]),
      (world) => ({
        ...world,
        routeTables: world.routeTables.map((one) =>
          one.RouteTableId === 'rtb-0peer' ? { ...one, Routes: (one.Routes as readonly Item[]).slice(0, 1) } : one,
        ),
      }),
      unreachable(peerTargets),
    ),
    verdict: 'explained',
    cause: 'route-broken',
    certainty: 'proven',
  },
  'prefix-list-healthy': {
    title: 'A prefix list that holds the balancer’s subnets',
    world: changed(shop, appGroup(fromNodeList), listing('10.0.1.0/24', '10.0.2.0/24')),
    verdict: 'clear',
    cause: null,
    risks: [],
  },
  'prefix-list-outdated': {
    title: 'A prefix list that lacks the subnets the balancer was moved to',
    world: changed(
      shop,
      appGroup(fromNodeList),
      listing('10.0.101.0/24', '10.0.102.0/24'),
      unreachable(['10.0.11.10', '10.0.12.10']),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'prefix-list-one-zone': {
    title: 'A prefix list that holds the balancer’s subnet of one zone only: half of the connection attempts time out',
    world: changed(
      shop,
      appGroup(fromNodeList),
      listing('10.0.1.0/24'),
      logged(failures({ requests: 40, triple: undispatched, line: { status: 504 } })),
      counted({ HTTPCode_ELB_504_Count: spread(40) }, { TargetConnectionErrorCount: spread(40) }),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
  },
  'prefix-list-not-to-blame': {
    title: 'A prefix list admits the balancer, and nothing listens',
    world: changed(
      shop,
      appGroup(fromNodeList),
      listing('10.0.0.0/20'),
      allHealth(...unhealthy),
      logged(refused),
      counted({ HTTPCode_ELB_502_Count: spread(60) }, { TargetConnectionErrorCount: spread(66) }),
    ),
    verdict: 'explained',
    cause: 'port-closed',
    certainty: 'proven',
  },
}
