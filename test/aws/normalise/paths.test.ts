import { describe, expect, it } from 'vitest'
import type { CallName } from '../../../src/aws/call-names.ts'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import type { Path } from '../../../src/core/network/model.ts'
import { judgePath } from '../../../src/core/network/path.ts'
import { answered, evidenceOf, filters, groupArn, refused, replacing, without } from './build.ts'
import { manyTargets } from './many-targets.ts'
import { gapAt, ofVpc, pathWith } from './one-path.ts'
import { addressEvidence, instanceEvidence, ipv6Evidence } from './worlds.ts'

function pathsOf(evidence: Evidence): readonly Path[] {
  const paths = normaliseAws(evidence).pools[0]?.paths
  return paths?.known ? paths.value : []
}

function pathTo(evidence: Evidence, key: string, zone = 'eu-west-1a', purpose = 'traffic'): Path {
  return pathsOf(evidence).find((path) => path.backendKey === key && path.zone === zone && path.purpose === purpose) as Path
}

/** `request balancer security group outbound`, one for each hop; a question mark where it cannot be judged. */
function hopsOf(path: Path): readonly string[] {
  return path.hops.map((hop) => {
    const [what, fact] = hop.kind === 'filter' ? [`${hop.device} ${hop.direction}`, hop.ruleSets] : ['route', hop.table]
    return `${hop.leg} ${hop.place} ${what}${fact.known ? '' : ' ?'}`
  })
}

const acrossSubnets = [
  'request balancer security group outbound',
  'request balancer-subnet network ACL outbound',
  'request balancer-subnet route',
  'request backend-subnet network ACL inbound',
  'request backend security group inbound',
  'reply backend-subnet network ACL outbound',
  'reply backend-subnet route',
  'reply balancer-subnet network ACL inbound',
]

function summary(evidence: Evidence): readonly string[] {
  return pathsOf(evidence).map(
    (path) => `${path.zone} ${path.backendKey} ${path.purpose} ${path.port} ${judgePath(path).passage}`,
  )
}

describe('paths', () => {
  it('lead from every zone to every backend, for traffic and for probes on another port', () => {
    expect(summary(instanceEvidence)).toEqual([
      'eu-west-1a i-0a:8080 traffic 8080 open',
      'eu-west-1a i-0a:8080 probe 8081 open',
      'eu-west-1b i-0a:8080 traffic 8080 open',
      'eu-west-1b i-0a:8080 probe 8081 open',
      'eu-west-1a i-0b:8080 traffic 8080 open',
      'eu-west-1a i-0b:8080 probe 8081 open',
      'eu-west-1b i-0b:8080 traffic 8080 open',
      'eu-west-1b i-0b:8080 probe 8081 open',
    ])
  })

  it('have their hops in the order that packets meet them', () => {
    expect(hopsOf(pathTo(instanceEvidence, 'i-0a:8080'))).toEqual(acrossSubnets)
  })

  it('meet neither ACL nor route inside one subnet', () => {
    expect(hopsOf(pathTo(instanceEvidence, 'i-0b:8080', 'eu-west-1b'))).toEqual([
      'request balancer security group outbound',
      'request backend security group inbound',
    ])
  })

  it('carry packets from the nodes to the port, and replies to the ephemeral ports', () => {
    const { hops } = pathTo(instanceEvidence, 'i-0a:8080')
    const balancer = { label: 'load balancer', cidrs: ['10.0.1.10/32'], drawnFrom: ['10.0.1.0/24'], groupIds: ['sg-0lb'] }
    const backend = { label: 'i-0a', cidrs: ['10.0.11.5/32'], groupIds: ['sg-0app'] }
    const [request, reply] = [hops[0], hops[5]].map((hop) => (hop?.kind === 'filter' ? hop.packet : undefined))
    expect(request).toEqual({ source: balancer, destination: backend, destinationPorts: { from: 8080, to: 8080 } })
    expect(reply).toEqual({ source: backend, destination: balancer, destinationPorts: { from: 1024, to: 65535 } })
  })

  it('go by IPv6 for backends of IPv6', () => {
    const path = pathTo(ipv6Evidence, '[2001:db8:0:11::20]:8080')
    expect(hopsOf(path)).toEqual(acrossSubnets)
    expect(path.hops[0]).toMatchObject({
      packet: { source: { cidrs: ['2001:db8:0:1::10/128'] }, destination: { cidrs: ['2001:db8:0:11::20/128'] } },
    })
    expect(new Set(summary(ipv6Evidence).map((line) => line.split(' ').at(-1)))).toEqual(new Set(['open']))
  })

  it('start anywhere in the subnet when the nodes are not known', () => {
    const input = filters({ description: ['ELB app/shop/50dc6c495c0c9188'] })
    const calls = replacing(instanceEvidence.calls, refused('ec2:DescribeNetworkInterfaces', input))
    const [hop] = pathTo(evidenceOf(calls), 'i-0a:8080').hops
    expect(hop).toMatchObject({ packet: { source: { cidrs: ['10.0.1.0/24'] } } })
    const blind = without(calls, 'ec2:DescribeSubnets')
    expect(hopsOf(pathTo(evidenceOf(blind), 'i-0a:8080'))).toEqual(acrossSubnets.map((one) => `${one} ?`))
  })

  it('lead nowhere where nothing is: a stale address, an instance that is gone', () => {
    expect(summary(addressEvidence).filter((line) => line.includes('10.0.12.99'))).toEqual([])
    const gone = answered('ec2:DescribeInstances', filters({ 'instance-id': ['i-0a', 'i-0b'] }), { Reservations: [] })
    expect(summary(evidenceOf(replacing(instanceEvidence.calls, gone)))).toEqual([])
  })

  it('are as good as unknown for an instance that could not be read', () => {
    const calls = replacing(
      instanceEvidence.calls,
      refused('ec2:DescribeInstances', filters({ 'instance-id': ['i-0a', 'i-0b'] })),
    )
    expect(hopsOf(pathTo(evidenceOf(calls), 'i-0a:8080'))).toEqual(acrossSubnets.map((one) => `${one} ?`))
    expect(summary(evidenceOf(calls)).every((line) => line.endsWith('unknown'))).toBe(true)
  })

  it('know the subnet by its range when the interface could not be read', () => {
    const nodes = addressEvidence.calls.filter(
      ({ call, input }) => call === 'ec2:DescribeNetworkInterfaces' && JSON.stringify(input).includes('ELB'),
    )
    const unread = refused('ec2:DescribeNetworkInterfaces', filters({ 'vpc-id': ['vpc-01'] }))
    const calls = replacing(addressEvidence.calls, ...nodes, unread)
    expect(hopsOf(pathTo(evidenceOf(calls), '10.0.11.20:8080'))).toEqual(
      acrossSubnets.map((one) => (one === 'request backend security group inbound' ? `${one} ?` : one)),
    )
  })

  it('go on in a peered VPC that was read', () => {
    const path = pathTo(addressEvidence, '10.9.0.5:8080')
    expect(hopsOf(path)).toEqual(acrossSubnets)
    expect(judgePath(path).passage).toBe('open')
  })

  it('end at the edge of what can be seen', () => {
    const path = pathTo(addressEvidence, '192.168.7.7:8080')
    expect(hopsOf(path)).toEqual(acrossSubnets.map((one) => (/balancer/.test(one) ? one : `${one} ?`)))
    // The balancer's own table sends it to the internet, whatever lies beyond.
    expect(judgePath(path).passage).toBe('blocked')
  })

  it('do not filter at an interface without any group', () => {
    const calls = addressEvidence.calls.map((record) => bare(record))
    const hops = hopsOf(pathTo(evidenceOf(calls), '10.0.11.20:8080'))
    expect(hops).toEqual(acrossSubnets.filter((one) => one !== 'request backend security group inbound'))
  })

  it('stay in the zone when cross-zone balancing is off', () => {
    const off = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }]
    const call = answered(
      'elasticloadbalancing:DescribeTargetGroupAttributes',
      { TargetGroupArn: groupArn('web') },
      { Attributes: off },
    )
    const traffic = (evidence: Evidence) =>
      summary(evidenceOf(replacing(evidence.calls, call)))
        .filter((line) => line.includes('traffic'))
        .map((line) => line.split(' ').slice(0, 2).join(' '))
    expect(traffic(instanceEvidence)).toEqual(['eu-west-1a i-0a:8080', 'eu-west-1b i-0b:8080'])
    expect(traffic(addressEvidence)).toEqual([
      'eu-west-1a 10.0.11.20:8080',
      'eu-west-1b 10.0.12.20:8080',
      'eu-west-1a 10.9.0.5:8080',
      'eu-west-1b 10.9.0.5:8080',
      'eu-west-1a 192.168.7.7:8080',
      'eu-west-1b 192.168.7.7:8080',
    ])
  })

  it('are not known without the zones or the targets', () => {
    const paths = (calls: readonly CallRecord[]) => normaliseAws(evidenceOf(calls)).pools[0]?.paths
    const noZones = refused('elasticloadbalancing:DescribeLoadBalancers', {})
    expect(paths(replacing(instanceEvidence.calls, noZones))).toMatchObject({ known: false, gap: 'denied' })
    const targets = without(instanceEvidence.calls, 'elasticloadbalancing:DescribeTargetHealth')
    expect(paths(targets)).toMatchObject({ known: false, gap: 'notCollected' })
  })

  it.each<[CallName, readonly string[]]>([
    ['ec2:DescribeSecurityGroups', ['balancer', 'backend']],
    ['ec2:DescribeNetworkAcls', ['balancer-subnet', 'backend-subnet', 'backend-subnet', 'balancer-subnet']],
    ['ec2:DescribeRouteTables', ['balancer-subnet', 'backend-subnet']],
  ])('without %s leaves just its own hops unknown', (call, places) => {
    const path = pathWith(refused(call, ofVpc))
    const facts = path.hops.map((hop) => ({ place: hop.place, fact: hop.kind === 'filter' ? hop.ruleSets : hop.table }))
    expect(facts.filter(({ fact }) => !fact.known).map(({ place }) => place)).toEqual(places)
    for (const { fact } of facts) expect(['known', 'denied']).toContain(gapAt(fact))
  })

  it('share rule sets, tables and ends, so that a thousand targets are judged once each', () => {
    const evidence = manyTargets(1_000)
    const paths = pathsOf(evidence)
    expect(paths).toHaveLength(2_000)
    const ruleSets = new Set(
      paths.flatMap(({ hops }) =>
        hops.flatMap((hop) => (hop.kind === 'filter' && hop.ruleSets.known ? [hop.ruleSets.value] : [])),
      ),
    )
    const tables = new Set(
      paths.flatMap(({ hops }) => hops.flatMap((hop) => (hop.kind === 'route' && hop.table.known ? [hop.table.value] : []))),
    )
    const ends = new Set(
      paths.flatMap(({ hops }) =>
        hops.flatMap((hop) => (hop.kind === 'filter' ? [hop.packet.source, hop.packet.destination] : [])),
      ),
    )
    // Groups of both ends, two directions of two ACLs; two tables; two nodes and the targets.
    expect([ruleSets.size, tables.size, ends.size]).toEqual([6, 2, 1_002])
    expect(paths.every((path) => judgePath(path).passage === 'open')).toBe(true)
  })
})

/** The record with all interfaces' groups taken away. */
function bare(record: CallRecord): CallRecord {
  if (record.call !== 'ec2:DescribeNetworkInterfaces' || !record.outcome.ok) return record
  const { NetworkInterfaces } = record.outcome.output as { NetworkInterfaces: readonly object[] }
  return {
    ...record,
    outcome: { ok: true, output: { NetworkInterfaces: NetworkInterfaces.map((one) => ({ ...one, Groups: [] })) } },
  }
}
