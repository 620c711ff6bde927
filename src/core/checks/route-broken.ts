import { failingBy, keysOf } from '../backends.ts'
import type { Check, Failing, Reader, Remedy, Subject } from '../check.ts'
import type { HopVerdict, PathVerdict } from '../network/model.ts'
import { rerouting } from '../network/reroute.ts'
import { upkeepBlocks, upkeepOf } from '../upkeep.ts'
import { begun, list, shell } from '../wording.ts'
import { failing, isAzure, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway } from './outage.ts'
import { isMade, routeRemedies, routeWords } from './route-remedies.ts'
import { judgeUnreachable } from './unreachable.ts'

/** Routes between the balancer and its backends that do not deliver, in either direction. */
export const routeBroken: Check = {
  id: 'route-broken',
  judge: (subject, read) =>
    withoutUpkeep(subject, read) ??
    perhapsWithoutUpkeep(subject, read) ??
    judgeUnreachable(subject, read, 'route', {
      headline: (backends) => `No working route between the load balancer and ${backends}`,
      open: 'routes deliver both ways',
      unread: 'The routes',
      undone: { kind: 'routing', what: 'the routes' },
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
    summary: `${begun(blocks[0]?.because ?? '')}. The load balancer reaches the platform by that route; without it the platform cannot tell the health of ${list(keysOf(lost))}.`,
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

/**
 * The platform can tell the health of nobody, nothing else that keeps it from doing so is there, and whether the balancer's own default
 * route still leads to the Internet cannot be seen: something teaches its subnet routes, or nobody may read them.
 */
function perhapsWithoutUpkeep(subject: Subject, read: Reader): Failing | null {
  const verdicts = upkeepOf(subject, read)
  const backends = read.see(subject.pool.backends) ?? []
  const lost = failingBy(backends, 'not-told')
  const hops = (verdicts ?? []).flatMap((verdict) => verdict.hops)
  const doubtful = hops.filter(({ hop, passage }) => hop.kind === 'route' && passage === 'unknown')
  const [first] = doubtful
  if (first === undefined || first.hop.kind !== 'route' || lost.length === 0 || lost.length < backends.length) return null
  const { hop } = first
  const others =
    hops.some((one) => one.hop.kind === 'filter' && one.passage !== 'open') || lost.some(({ named }) => named !== null)
  // A balancer that is ill itself cannot tell either.
  const well = read.see(subject.snapshot.loadBalancer.overview)?.state === 'active'
  const certain = well && hop.table.known && !others
  return failing({
    certainty: certain ? 'likely' : 'possible',
    headline:
      'The default route of the load balancer’s subnet may not lead to the Internet, so the health of backends is not known',
    summary: `The load balancer cannot tell the health of ${list(keysOf(lost))}, as when its subnet has no default route to the Internet, by which it reaches the platform. ${begun(first.because)}.${certain ? ' The rules of its subnet let the platform through, and no backend is registered by a name that might not resolve, which leaves the route.' : ''}`,
    affected: keysOf(lost),
    claim: outageClaim(subject, read, lost),
    evidence: [stated('network', first.because, hop.table), ...healthOf(subject, lost, 2), ...turnedAway(subject, read)],
    remedies: certain ? ownDefaultRemedies(subject, verdicts) : [],
  })
}

/** A route of the user's own comes before one that was learned. */
function ownDefaultRemedies(subject: Subject, verdicts: readonly PathVerdict[] | undefined): readonly Remedy[] {
  const subnetId = verdicts?.[0]?.path.subnetId
  if (!isAzure(subject) || subnetId === undefined) return []
  return [
    {
      title:
        'Give the load balancer’s subnet a default route of its own to the Internet, and one to the backends’ range through the appliance if there is one',
      commands: [
        'az network route-table create -g <group> --name gateway-routes',
        'az network route-table route create -g <group> --route-table-name gateway-routes --name default --address-prefix 0.0.0.0/0 --next-hop-type Internet',
        `az network vnet subnet update --ids ${shell(subnetId)} --route-table <id of gateway-routes>`,
      ],
      risk: 'medium',
      time: '5-20 min',
    },
  ]
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
