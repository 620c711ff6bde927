import { failingBy, keysOf } from '../backends.ts'
import type { Check, Failing, Reader, Remedy, Subject } from '../check.ts'
import type { HopVerdict } from '../network/model.ts'
import { upkeepBlocks, upkeepOf } from '../upkeep.ts'
import { list, shell } from '../wording.ts'
import { failing, isAws, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway } from './outage.ts'
import { judgeUnreachable } from './unreachable.ts'

/** Routes between the balancer and its backends that do not deliver, in either direction. */
export const routeBroken: Check = {
  id: 'route-broken',
  judge: (subject, read) =>
    withoutUpkeep(subject, read) ??
    judgeUnreachable(subject, read, 'route', {
      headline: (backends) => `No working route between the load balancer and ${backends}`,
      open: 'routes deliver both ways',
      unread: 'The routes',
      remedies: (hops) => (isAws(subject) ? hops.flatMap(remedy) : []),
    }),
}

function remedy({ hop, decidedBy }: HopVerdict): readonly Remedy[] {
  if (hop.kind !== 'route' || !hop.table.known) return []
  const table = hop.table.value.id
  const verb = decidedBy === null ? 'create-route' : 'replace-route'
  return [
    {
      title: `${decidedBy === null ? 'Add' : 'Replace'} the route in ${table} with one that reaches ${hop.destination.label}`,
      commands: [
        `aws ec2 ${verb} --route-table-id ${shell(table)} --destination-cidr-block <range of ${hop.destination.cidrs[0] ?? ''}> --vpc-peering-connection-id <peering>`,
      ],
      risk: 'medium',
      time: '2-10 min',
    },
  ]
}

/** The balancer's own way to the platform leads elsewhere, and the platform cannot tell the health of any backend. */
function withoutUpkeep(subject: Subject, read: Reader): Failing | null {
  const blocks = upkeepBlocks(upkeepOf(subject, read)).flatMap((verdict) => (verdict.hop.kind === 'route' ? [verdict] : []))
  const lost = failingBy(read.see(subject.pool.backends) ?? [], 'not-told')
  if (blocks.length === 0 || lost.length === 0) return null
  return failing({
    certainty: 'likely',
    headline:
      'The default route of the load balancer’s subnet does not lead to the Internet, so the health of backends is not known',
    summary: `${blocks[0]?.because ?? ''}. The load balancer reaches the platform by that route; without it the platform cannot tell the health of ${list(keysOf(lost))}.`,
    affected: keysOf(lost),
    claim: outageClaim(subject, read, lost),
    evidence: [
      ...blocks.map(({ hop, because }) =>
        stated('network', because, hop.kind === 'route' ? hop.table : subject.snapshot.loadBalancer.upkeep),
      ),
      ...healthOf(subject, lost, 2),
      ...turnedAway(subject, read),
    ],
    remedies: [
      {
        title:
          'Send the default route of the load balancer’s subnet to the Internet, and only the backends’ ranges through the appliance',
        commands: blocks.flatMap(({ hop }) =>
          hop.kind === 'route' && hop.table.known
            ? [
                `az network route-table route create -g <group> --route-table-name ${shell(hop.table.value.name)} --name default-to-internet --address-prefix 0.0.0.0/0 --next-hop-type Internet`,
              ]
            : [],
        ),
        risk: 'medium',
        time: '5-20 min',
      },
    ],
  })
}
