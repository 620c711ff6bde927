import { failingBy, keysOf } from '../backends.ts'
import type { Check, Failing, Reader, Remedy, Subject } from '../check.ts'
import type { HopVerdict } from '../network/model.ts'
import { rerouting } from '../network/reroute.ts'
import { upkeepBlocks, upkeepOf } from '../upkeep.ts'
import { list } from '../wording.ts'
import { failing, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway } from './outage.ts'
import { isMade, routeRemedies, routeWords } from './route-remedies.ts'
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
      remedies: (hops) => routeRemedies(subject, hops),
    }),
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
    remedies: defaultRemedies(blocks),
  })
}

/** The platform takes one route for each range, so the one that leads elsewhere is changed, and the backends' ranges get their own. */
function defaultRemedies(blocks: readonly HopVerdict[]): readonly Remedy[] {
  const made = blocks.flatMap(({ hop, decidedBy }) =>
    hop.kind === 'route' && hop.table.known
      ? hop.table.value.routes.filter((route) => route.id === decidedBy && isMade(route))
      : [],
  )
  if (made.length === 0) return []
  const ids = new Set(made.map(({ id }) => id))
  return [
    {
      title:
        'Send the default route of the load balancer’s subnet to the Internet, and only the backends’ ranges through the appliance',
      commands: made.map((route) => `az network route-table route update ${routeWords(route)} --next-hop-type Internet`),
      risk: 'medium',
      time: '5-20 min',
      apply: (snapshot) =>
        rerouting(snapshot, (route) => (ids.has(route.id) ? { ...route, state: { kind: 'delivers' } } : route)),
    },
  ]
}
