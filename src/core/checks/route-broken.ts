import type { Check, Remedy } from '../check.ts'
import type { HopVerdict } from '../network/model.ts'
import { shell } from '../wording.ts'
import { isAws } from './common.ts'
import { judgeUnreachable } from './unreachable.ts'

/** Routes between the balancer and its backends that do not deliver, in either direction. */
export const routeBroken: Check = {
  id: 'route-broken',
  judge: (subject, read) =>
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
