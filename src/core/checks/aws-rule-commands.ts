/** Commands that add rules to security groups and entries to network ACLs. */
import type { FilterHop, Peer, PortRange, Rule } from '../network/model.ts'
import type { Opening } from '../network/openings.ts'
import { shell } from '../wording.ts'

export function awsCommands({ hop, rules }: Opening): readonly string[] {
  return hop.policy === 'any-allow' ? rules.map((rule) => groupCommand(hop, rule)) : listCommands(hop, rules)
}

function setOf({ ruleSets }: FilterHop): string {
  return (ruleSets.known ? ruleSets.value[0]?.id : undefined) ?? '<none attached>'
}

function groupCommand(hop: FilterHop, { peer, ports }: Rule): string {
  const { from, to } = spanOf(ports)
  const direction = hop.direction === 'inbound' ? 'ingress' : 'egress'
  return `aws ec2 authorize-security-group-${direction} --group-id ${shell(setOf(hop))} --ip-permissions ${shell(`IpProtocol=tcp,FromPort=${from},ToPort=${to},${peersOf(peer)}`)}`
}

function peersOf(peer: Peer): string {
  if (peer.kind === 'group') return `UserIdGroupPairs=[{GroupId=${peer.groupId}}]`
  const cidrs = cidrsOf(peer)
  const some = (field: string, key: string, own: readonly string[]): readonly string[] =>
    own.length === 0 ? [] : [`${field}=[${own.map((cidr) => `{${key}=${cidr}}`).join(',')}]`]
  return [
    ...some(
      'IpRanges',
      'CidrIp',
      cidrs.filter((cidr) => !isIpv6(cidr)),
    ),
    ...some('Ipv6Ranges', 'CidrIpv6', cidrs.filter(isIpv6)),
  ].join(',')
}

/** An entry names one range, and no two entries of a direction have the same number. */
function listCommands(hop: FilterHop, rules: readonly Rule[]): readonly string[] {
  const entries = rules.flatMap(({ peer, ports, order }) => cidrsOf(peer).map((cidr) => ({ cidr, order, ...spanOf(ports) })))
  const numbers = numbersFrom(entries[0]?.order ?? 0, hop)
  return entries.map(({ cidr, from, to }, index) => {
    const number = numbers[index] ?? '<a number below the deny>'
    const block = `${isIpv6(cidr) ? '--ipv6-cidr-block' : '--cidr-block'} ${shell(cidr)}`
    return `aws ec2 create-network-acl-entry --network-acl-id ${shell(setOf(hop))} --${hop.direction === 'inbound' ? 'ingress' : 'egress'} --rule-number ${number} --protocol 6 --port-range From=${from},To=${to} ${block} --rule-action allow`
  })
}

/** Free numbers from this one up to the next entry; none where the first is no whole number, which says that none is free. */
function numbersFrom(first: number, { ruleSets }: FilterHop): readonly number[] {
  const taken = (ruleSets.known ? ruleSets.value : []).flatMap((set) => set.rules.map((rule) => rule.order))
  const next = Math.min(...taken.filter((order) => order >= first), Number.POSITIVE_INFINITY)
  const most = Number.isInteger(first) ? Math.min(next - first, 1000) : 0
  return Array.from({ length: most }, (_, index) => first + index)
}

function cidrsOf(peer: Peer): readonly string[] {
  if (peer.kind === 'range') return [peer.cidr]
  return peer.kind === 'list' && peer.cidrs.known ? peer.cidrs.value : []
}

function spanOf(ports: PortRange | 'any'): PortRange {
  return ports === 'any' ? { from: 0, to: 65_535 } : ports
}

function isIpv6(cidr: string): boolean {
  return cidr.includes(':')
}
