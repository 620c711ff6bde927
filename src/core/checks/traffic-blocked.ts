import type { Check, Remedy } from '../check.ts'
import type { FilterHop, HopVerdict } from '../network/model.ts'
import { permitting } from '../network/permit.ts'
import { list, shell } from '../wording.ts'
import { isAws } from './common.ts'
import { judgeUnreachable } from './unreachable.ts'

/** Firewall rules that deny the balancer the way to its backends, or the way back. */
export const trafficBlocked: Check = {
  id: 'traffic-blocked',
  judge: (subject, read) =>
    judgeUnreachable(subject, read, 'filter', {
      headline: (backends, ports) => `A firewall rule keeps the load balancer from reaching ${backends} on port ${ports}`,
      open: 'the rules let the load balancer through to every backend, and the way back',
      unread: 'The firewall rules',
      remedies: (hops) => (isAws(subject) ? remedies(hops) : []),
    }),
}

/** One fix for all blocking hops, because opening one of two closed doors helps nobody. */
function remedies(hops: readonly HopVerdict[]): readonly Remedy[] {
  const closed = hops.flatMap(({ hop, decidedBy }) =>
    hop.kind === 'filter' && hop.ruleSets.known ? [{ hop, decidedBy, set: hop.ruleSets.value[0]?.id ?? '<none attached>' }] : [],
  )
  if (closed.length === 0) return []
  const where = [
    ...new Set(
      closed.map(({ hop, decidedBy, set }) =>
        hop.policy === 'any-allow' ? set : `${set} (before ${decidedBy ?? 'the implicit deny'})`,
      ),
    ),
  ]
  return [
    {
      title: `Allow the flow in ${list(where)}`,
      commands: [
        ...new Set(closed.map(({ hop, set }) => (hop.policy === 'any-allow' ? groupCommand(hop, set) : listCommand(hop, set)))),
      ],
      risk: 'low',
      time: '1-5 min',
      apply: (snapshot) => closed.reduce((changed, { hop }) => permitting(changed, hop), snapshot),
    },
  ]
}

/** The side of the packet that the rule names: where it comes from when inbound, where it goes when outbound. */
function remote(hop: FilterHop): FilterHop['packet']['source'] {
  return hop.direction === 'inbound' ? hop.packet.source : hop.packet.destination
}

function groupCommand(hop: FilterHop, set: string): string {
  const { from, to } = hop.packet.destinationPorts
  const group = remote(hop).groupIds[0]
  const direction = hop.direction === 'inbound' ? 'ingress' : 'egress'
  const peer = group === undefined ? `IpRanges=[{CidrIp=${remote(hop).cidrs[0] ?? ''}}]` : `UserIdGroupPairs=[{GroupId=${group}}]`
  return `aws ec2 authorize-security-group-${direction} --group-id ${shell(set)} --ip-permissions ${shell(`IpProtocol=tcp,FromPort=${from},ToPort=${to},${peer}`)}`
}

function listCommand(hop: FilterHop, set: string): string {
  const { from, to } = hop.packet.destinationPorts
  return `aws ec2 create-network-acl-entry --network-acl-id ${shell(set)} --${hop.direction === 'inbound' ? 'ingress' : 'egress'} --rule-number <lower than the deny> --protocol 6 --port-range From=${from},To=${to} --cidr-block ${shell(remote(hop).cidrs[0] ?? '<range>')} --rule-action allow`
}
